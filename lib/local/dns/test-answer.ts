import { isIPv6 } from 'node:net';
import { responseCode } from '../../rules/routing/resolution';
import { normalizeName } from '../../rules/names';
import type { Random } from '../../rules/random';
import type { ClientLocation } from '../../rules/routing/location';
import { pickReply, type Rrset } from '../../rules/routing/pick';
import { resolve } from '../../rules/routing/resolve';
import type { HealthSource } from '../health';
import type { HostedZone } from '../state';
import type { Store } from '../store';
import { publishedIndex } from '../zone-indexes';
import { locate, type LocationTable } from './location-table';

export interface TestQuestion {
  readonly zone: HostedZone;
  readonly name: string;
  readonly type: string;
  /** The client subnet the question is asked for, or the resolver's address with all of its bits. */
  readonly client?: { readonly address: string; readonly prefixLength: number };
}

export interface TestAnswer {
  readonly responseCode: ReturnType<typeof responseCode>;
  /** The answer section: CNAMEs that were followed, then what was asked for. */
  readonly rrsets: readonly Rrset[];
}

export interface AnswerContext {
  readonly store: Store;
  readonly health: Pick<HealthSource, 'isHealthy'>;
  readonly random: Random;
  readonly locations: LocationTable;
  readonly clientLocation: ClientLocation;
}

/** What DNS would answer now, without asking it: the same rule and the same kind of pick (behaviour 5.7, TestDNSAnswer). */
export function testAnswer({ zone, name, type, client }: TestQuestion, context: AnswerContext): TestAnswer {
  const subnet = client && { ...client, family: isIPv6(client.address) ? ('ipv6' as const) : ('ipv4' as const) };
  const location = (subnet && locate(context.locations, subnet)?.location) ?? context.clientLocation;
  const question = { name: normalizeName(name), type, location };
  const { outcome, rrsets } = pickReply(
    resolve(publishedIndex(context.store, zone), id => context.health.isHealthy(id), question),
    context.random,
  );
  return { responseCode: responseCode(outcome, rrsets.length > 0), rrsets };
}
