/**
 * Every policy that answers with one record set says the same kind of thing: which sets it likes best, which next, and so on. Health
 * then decides, in one way for all of them (behaviour 3.1).
 */
import type { ResourceRecordSet, RoutingPolicy } from '../record-set';
import { cidrTiers } from './cidr';
import { geolocationTiers } from './geolocation';
import { geoproximityTiers } from './geoproximity';
import { latencyTiers } from './latency';
import type { ClientLocation } from './location';
import { weightedTiers, type Tier } from './weighted';

/** The policies that answer with one record set. */
export type SingleAnswerPolicy = Exclude<RoutingPolicy, 'multivalue'>;

/** The sets of a group in the policy's order of preference. Sets that cannot answer this client are left out. */
export function tiersOf(
  policy: SingleAnswerPolicy,
  sets: readonly ResourceRecordSet[],
  location: ClientLocation,
): readonly Tier[] {
  switch (policy) {
    case 'simple':
      return inOrder(sets);
    case 'failover':
      return inOrder([...sets].sort((a, b) => Number(a.Failover === 'SECONDARY') - Number(b.Failover === 'SECONDARY')));
    case 'weighted':
      return weightedTiers(sets);
    case 'latency':
      return inOrder(latencyTiers(sets, location));
    case 'geolocation':
      return inOrder(geolocationTiers(sets, location));
    case 'geoproximity':
      return inOrder(geoproximityTiers(sets, location));
    case 'cidr':
      return inOrder(cidrTiers(sets, location));
  }
}

const inOrder = (sets: readonly ResourceRecordSet[]): Tier[] => sets.map(set => [{ set, weight: 1 }]);

/**
 * The healthy sets of the best tier that has one. When no set is healthy at all, all count as healthy: the best tier, whole (behaviour 3.1).
 * For failover that is the truth table of behaviour 2.2.
 */
export function eligible(tiers: readonly Tier[], isHealthy: (set: ResourceRecordSet) => boolean): Tier {
  for (const tier of tiers) {
    const healthy = tier.filter(({ set }) => isHealthy(set));
    if (healthy.length > 0) {
      return healthy;
    }
  }
  return tiers[0] ?? [];
}

/** Whether the policy asks where the client is. */
export function asksLocation(policy: SingleAnswerPolicy): boolean {
  return policy === 'latency' || policy === 'geolocation' || policy === 'geoproximity' || policy === 'cidr';
}
