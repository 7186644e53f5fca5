/**
 * How much of the API an account may use at a time: token buckets (behaviour 8.2), and what makes clients wait besides.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 */

/** A call takes a token: `burst` at once, then `refill` a second. */
export interface Bucket {
  readonly burst: number;
  readonly refill: number;
}

/** Of all calls of an account together, and of each operation that has no bucket below. */
export const ACCOUNT_BUCKET: Bucket = { burst: 50, refill: 10 };

const OPERATION_BUCKETS: Readonly<Record<string, Bucket>> = {
  CreateHealthCheck: { burst: 50, refill: 0.5 },
  DeleteHealthCheck: { burst: 15, refill: 3 },
  GetHealthCheckStatus: { burst: 4, refill: 1 },
  GetHealthCheckLastFailureReason: { burst: 4, refill: 1 },
  CreateHostedZone: { burst: 40, refill: 2 },
  DeleteHostedZone: { burst: 40, refill: 5 },
  CreateReusableDelegationSet: { burst: 40, refill: 2 },
  AssociateVPCWithHostedZone: { burst: 20, refill: 5 },
};

/** What a call of the operation takes a token from, besides that of the account. */
export function bucketOf(operation: string): Bucket {
  return OPERATION_BUCKETS[operation] ?? ACCOUNT_BUCKET;
}

/** The tokens there are after so many milliseconds in which none was taken. */
export function refilled(tokens: number, { burst, refill }: Bucket, milliseconds: number): number {
  return Math.min(burst, tokens + (milliseconds / 1000) * refill);
}

/** Seconds until a change is INSYNC: a stack of one record took 40 to 45 (behaviour 7.2), AWS says within 60. */
export const INSYNC_SECONDS = { best: 40, worst: 60 } as const;
/** Seconds that the next change batch of a zone may have to wait for the one before (behaviour 8.2). */
export const NEXT_BATCH_SECONDS = { best: 0, worst: 1 } as const;
