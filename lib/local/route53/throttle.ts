/** Route 53's token buckets, for trying out how a client takes being throttled (behaviour 8.2). */
import { ACCOUNT_BUCKET, bucketOf, refilled, type Bucket } from '../../rules/throttles';
import { ServiceError } from '../aws/errors';

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
    const level = operations.get(operation) ?? new Level(bucketOf(operation), now);
    operations.set(operation, level);
    if (!(all.has(now) && level.has(now))) {
      throw new ServiceError('Throttling', 'Rate exceeded');
    }
    all.take();
    level.take();
  }

  private accountOf(accountId: string, now: number): Account {
    const account = this.accounts.get(accountId) ?? { all: new Level(ACCOUNT_BUCKET, now), operations: new Map<string, Level>() };
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
    this.tokens = refilled(this.tokens, this.bucket, now - this.filledAt);
    this.filledAt = now;
    return this.tokens >= 1;
  }

  take(): void {
    this.tokens -= 1;
  }
}
