/** Route 53's token buckets, for trying out how a client takes being throttled (facts 8.2). */
import { ServiceError } from '../aws/errors';

interface Bucket {
  readonly burst: number;
  /** Tokens a second. */
  readonly refill: number;
}

const ACCOUNT: Bucket = { burst: 50, refill: 10 };
const OPERATIONS: Readonly<Record<string, Bucket>> = {
  CreateHealthCheck: { burst: 50, refill: 0.5 },
  DeleteHealthCheck: { burst: 15, refill: 3 },
  GetHealthCheckStatus: { burst: 4, refill: 1 },
  GetHealthCheckLastFailureReason: { burst: 4, refill: 1 },
  CreateHostedZone: { burst: 40, refill: 2 },
  DeleteHostedZone: { burst: 40, refill: 5 },
  CreateReusableDelegationSet: { burst: 40, refill: 2 },
  AssociateVPCWithHostedZone: { burst: 20, refill: 5 },
};

export class Throttle {
  private readonly account: Level;
  private readonly operations = new Map<string, Level>();

  /** @param now milliseconds, from any start */
  constructor(private readonly now: () => number) {
    this.account = new Level(ACCOUNT, now());
  }

  /**
   * Takes a token from the account's bucket and from the operation's; a call that finds either empty takes none.
   *
   * @throws ServiceError Throttling
   */
  admit(operation: string): void {
    const now = this.now();
    const level = this.operations.get(operation) ?? new Level(OPERATIONS[operation] ?? ACCOUNT, now);
    this.operations.set(operation, level);
    if (!(this.account.has(now) && level.has(now))) {
      throw new ServiceError('Throttling', 'Rate exceeded');
    }
    this.account.take();
    level.take();
  }
}

class Level {
  private tokens: number;

  constructor(
    private readonly bucket: Bucket,
    private filledAt: number,
  ) {
    this.tokens = bucket.burst;
  }

  has(now: number): boolean {
    const { burst, refill } = this.bucket;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) / 1000) * refill);
    this.filledAt = now;
    return this.tokens >= 1;
  }

  take(): void {
    this.tokens -= 1;
  }
}
