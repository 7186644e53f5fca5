/** Waits until the next request may be sent. */
export type Pace = () => Promise<void>;

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as waiting is pointless. */
  sleep(ms: number): Promise<void>;
}

/** A token bucket as AWS throttles by: `burst` requests at once, then `perSecond` (behaviour 8.2). */
export function tokenBucket(burst: number, perSecond: number, clock: Clock): Pace {
  let tokens = burst;
  let filledAt = clock.now();
  return async () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond) - 1;
    filledAt = now;
    if (tokens < 0) {
      await clock.sleep((-tokens / perSecond) * 1000);
    }
  };
}

/** No limit, for an API on this machine. */
export const UNPACED: Pace = () => Promise.resolve();

/** Half of the account's burst and rate, which other callers share, for any operation (behaviour 8.2). */
export const API_RATE = { burst: 25, perSecond: 5 } as const;
/** GetHealthCheckStatus has a bucket of its own (behaviour 8.2). */
export const STATUS_RATE = { burst: 4, perSecond: 1 } as const;
