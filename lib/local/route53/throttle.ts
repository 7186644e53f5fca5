/** Route 53's token buckets, for trying out how a client takes being throttled (behaviour 8.2). */
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

/** Accounts that are told apart; of more, the one that has not called for longest begins anew. */
const MAX_ACCOUNTS = 1000;

export class Throttle {
  private readonly accounts = new Map<string, Account>();

  /** @param now milliseconds, from any start */
  constructor(private readonly now: () => number) {}

  /**
   * Takes a token from the account's bucket and from its one for the operation; a call that finds either empty takes none.
   *
   * @throws ServiceError Throttling
   */
  admit(operation: string, accountId: string): void {
    const now = this.now();
    const { all, operations } = this.accountOf(accountId, now);
    const level = operations.get(operation) ?? new Level(OPERATIONS[operation] ?? ACCOUNT, now);
    operations.set(operation, level);
    if (!(all.has(now) && level.has(now))) {
      throw new ServiceError('Throttling', 'Rate exceeded');
    }
    all.take();
    level.take();
  }

  private accountOf(accountId: string, now: number): Account {
    const account = this.accounts.get(accountId) ?? { all: new Level(ACCOUNT, now), operations: new Map<string, Level>() };
    this.accounts.delete(accountId);
    this.accounts.set(accountId, account); // the last to call comes last
    if (this.accounts.size > MAX_ACCOUNTS) {
      this.accounts.delete([...this.accounts.keys()][0]);
    }
    return account;
  }
}

interface Account {
  readonly all: Level;
  readonly operations: Map<string, Level>;
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
