import type { TimeLimits } from '../../rules/health/probe';
import type { ProbeFailure } from '../../rules/health/status-text';
import type { Clock } from './clock';

/** A probe that ends without a usable response. */
export class ProbeFailed extends Error {
  constructor(
    readonly failure: ProbeFailure,
    options?: ErrorOptions,
  ) {
    super(failure, options);
    this.name = 'ProbeFailed';
  }
}

/** What every step of a probe needs from outside. */
export interface ProbeEnvironment {
  readonly clock: Clock;
  readonly limits: TimeLimits;
  /** Aborted when the probe's result is no longer wanted. */
  readonly signal: AbortSignal;
}

/**
 * One step of a probe: ends as `start` says, or with `late` when `limit` milliseconds have passed, or when it is aborted, whichever comes
 * first. What comes after that is ignored.
 */
export function step<T>(
  { clock, signal }: ProbeEnvironment,
  limit: number,
  late: ProbeFailure,
  start: (done: (value: T) => void, fail: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => settle(() => reject(signal.reason as Error));
    const cancel = clock.after(limit, () => settle(() => reject(new ProbeFailed(late))));
    const settle = (how: () => void): void => {
      cancel();
      signal.removeEventListener('abort', abort);
      how();
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) {
      return abort();
    }
    start(
      value => settle(() => resolve(value)),
      error => settle(() => reject(error)),
    );
  });
}
