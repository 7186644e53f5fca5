import { LONGEST_TIMEOUT } from '../with-timeout';

/** The time outside, so that a test can hold it in its hand. */
export interface Clock {
  /** The date, for reports. */
  date(): Date;
  /** Milliseconds from some fixed moment, never running backwards. */
  now(): number;
  /** Calls `run` once, `ms` from now, or as late as a timer can. Returns how to prevent that. */
  after(ms: number, run: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  date: () => new Date(),
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMEOUT));
    return () => clearTimeout(timer);
  },
};
