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
 * first. What comes after that is ignored. A timer may run late, before what came in time has been read: that still counts.
 */
export function step<T>(
  { clock, signal }: ProbeEnvironment,
  limit: number,
  late: ProbeFailure,
  start: (done: (value: T) => void, fail: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => settle(() => reject(signal.reason as Error));
    let cancel = clock.after(limit, () => {
      const turn = setImmediate(() => settle(() => reject(new ProbeFailed(late))));
      cancel = () => clearImmediate(turn);
    });
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
