import { ACCOUNT_QUOTAS } from '../../rules/limits';
import type { Random } from '../../rules/random';
import type { ClientLocation } from '../../rules/routing/location';
import type { LocationTable } from '../dns/location-table';
import type { HealthReports, HealthSource } from '../health';
import type { Quotas } from '../options';
import type { Store } from '../store';
import type { AccountResources } from './account-resources';

/** What the operations of all accounts work on and with. Time, chance and health come in from outside. */
export interface Route53Context {
  readonly store: Store;
  readonly health: HealthReports & Pick<HealthSource, 'isHealthy'>;
  /** Makes ids. */
  readonly random: Random;
  readonly now: () => Date;
  /** Runs something once, so many milliseconds from now. */
  readonly later: (ms: number, run: () => void) => void;
  /** How long a change stays PENDING before the name servers have it. */
  readonly propagationDelay: number;
  /**
   * How long a batch is processed, in milliseconds; meanwhile another one for the same zone is refused (behaviour 5.3). None unless given: a
   * batch is done when it is answered.
   */
  readonly processingTime?: number;
  /** Takes health checks of addresses that Route 53 refuses (behaviour 4.5), for endpoints on this machine. */
  readonly allowPrivate: boolean;
  /** Refuses every zone name that AWS reserves; otherwise `example.com` and names below it are taken, with a warning (behaviour 5.2). */
  readonly strictNames?: boolean;
  /** Hears what a person should know. */
  readonly log?: (line: string) => void;
  readonly quotas: Quotas;
  /** Where clients are, for TestDNSAnswer; as DNS itself has it. */
  readonly locations?: LocationTable;
  readonly clientLocation?: ClientLocation;
}

/** What the operations of one account work on and with. */
export interface AccountContext extends Route53Context {
  readonly own: AccountResources;
  /** When the last batch of a zone has been processed, in milliseconds, by the zone's id. */
  readonly processed: Map<string, number>;
}

/**
 * The defaults, but for what is given.
 *
 * @throws RangeError naming what is no quota
 */
export function quotasWith(given: Partial<Quotas> = {}): Quotas {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(ACCOUNT_QUOTAS, name)) {
      throw new RangeError(`quotas.${name}: there is no such quota; there are ${Object.keys(ACCOUNT_QUOTAS).join(', ')}`);
    }
    if (!(Number.isInteger(value) && value >= 0)) {
      throw new RangeError(`quotas.${name} must be a whole number from 0, got ${value}`);
    }
  }
  return { ...ACCOUNT_QUOTAS, ...given };
}
