import { ACCOUNT_BUCKET, bucketOf, refilled, type Bucket } from '../rules/throttles';

/** Waits until the next request may be sent. */
export type Pace = () => Promise<void>;

export interface PaceClock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds, or as soon as waiting is pointless. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** As AWS throttles by such a bucket. */
export function tokenBucket(bucket: Bucket, clock: PaceClock): Pace {
  let tokens = bucket.burst;
  let filledAt = clock.now();
  return async () => {
    const now = clock.now();
    tokens = refilled(tokens, bucket, now - filledAt) - 1;
    filledAt = now;
    if (tokens < 0) {
      await clock.sleep((-tokens / bucket.refill) * 1000);
    }
  };
}

/** No limit, for an API on this machine. */
export const UNPACED: Pace = () => Promise.resolve();

/** Half of what the account has, which other callers share, for any operation. */
export const API_BUCKET: Bucket = { burst: ACCOUNT_BUCKET.burst / 2, refill: ACCOUNT_BUCKET.refill / 2 };
export const STATUS_BUCKET = bucketOf('GetHealthCheckStatus');
