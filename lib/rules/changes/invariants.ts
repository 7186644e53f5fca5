/** What must hold of a zone when a batch is done (behaviour 1.6, 1.7, 6.1). Only what the batch touched can break it. */
import { identity } from '../same-record-set';
import { groupBy } from '../group-by';
import { excludeEachOther, isApexType } from '../record-types';
import { groupLimit, policyOf, type ResourceRecordSet, type RoutingPolicy } from '../record-set';
import type { ChangedZone, RecordSetChange, BatchContext } from './batch';
import { rrset } from './texts';

export function invariantFaults(
  zone: ChangedZone,
  changes: readonly RecordSetChange[],
  after: readonly ResourceRecordSet[],
  around: BatchContext,
): string[] {
  const byName = groupBy(after, set => set.Name);
  const written = changes.filter(change => change.Action !== 'DELETE').map(change => change.ResourceRecordSet);
  const age = new Map(written.map((set, i) => [identity(set), i]));
  const ageOf = (set: ResourceRecordSet): number => age.get(identity(set)) ?? -1;
  const faults = written.flatMap(set => {
    const older = (byName.get(set.Name) ?? []).filter(other => ageOf(other) < ageOf(set));
    return [
      ...cnameFaults(set, older, zone),
      ...mixFaults(
        set,
        older.filter(other => other.Type === set.Type),
      ),
    ];
  });
  return [...faults, ...groupSizeFaults(written, byName), ...zoneFaults(zone, byName.get(zone.name) ?? [], after.length, around)];
}

function cnameFaults(set: ResourceRecordSet, older: readonly ResourceRecordSet[], zone: ChangedZone): string[] {
  const conflicts = older.some(other => excludeEachOther(set.Type, other.Type));
  if (conflicts && set.Type === 'CNAME') {
    return [
      `RRSet of type CNAME with DNS name ${set.Name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
    ];
  }
  if (conflicts) {
    return [
      `RRSet of type ${set.Type} with DNS name ${set.Name} is not permitted because a conflicting RRSet of type CNAME with the same DNS ` +
        `name already exists in zone ${zone.name}`,
    ];
  }
  return [];
}

/** One policy for a name and type, and what that policy asks of its members. */
function mixFaults(set: ResourceRecordSet, older: readonly ResourceRecordSet[]): string[] {
  const policy = policyOf(set);
  if (older.some(other => policyOf(other) !== policy)) {
    return [otherPolicyText(set, policy)];
  }
  if (policy === 'weighted' && older.some(other => set.TTL !== undefined && other.TTL !== undefined && other.TTL !== set.TTL)) {
    return [`${rrset(set)} cannot be created as weighted sets must contain the same TTL.`];
  }
  if (policy === 'cidr') {
    const id = set.CidrRoutingConfig?.CollectionId;
    const other = older.map(({ CidrRoutingConfig: cidr }) => cidr?.CollectionId).find(one => one !== id);
    if (other !== undefined) {
      return [
        `${rrset(set)}, and routing to CidrCollectionId=${id} CidrLocationId=${set.CidrRoutingConfig?.LocationName} cannot be created ` +
          `because a CIDR RRSets with a different collection id (${other}) already exist`,
      ];
    }
  }
  const place = placeIn(set, policy);
  return place !== undefined && older.some(other => placeIn(other, policy) === place) ? [samePlaceText(set, policy, place)] : [];
}

/** Recorded for latency (behaviour 6.1); the others' are ours. */
function samePlaceText(set: ResourceRecordSet, policy: RoutingPolicy, place: string): string {
  return policy === 'latency'
    ? `${rrset(set)}, and Region Name=${set.Region} cannot be created because a latency RRSet with the same name, type and region already exists.`
    : `${rrset(set)} cannot be created because another RRSet with the same name, type and ${place} already exists.`;
}

/** What only one member of a group can be. The text of that refusal is unconfirmed (behaviour 11, 4). */
function placeIn(set: ResourceRecordSet, policy: RoutingPolicy): string | undefined {
  switch (policy) {
    case 'failover':
      return `Failover=${set.Failover}`;
    case 'latency':
      return `Region=${set.Region}`;
    case 'geolocation':
      return `GeoLocation=${JSON.stringify(set.GeoLocation)}`;
    case 'cidr':
      return `CidrRoutingConfig=${JSON.stringify(set.CidrRoutingConfig)}`;
    default:
      return undefined;
  }
}

function otherPolicyText(set: ResourceRecordSet, policy: RoutingPolicy): string {
  const same = 'with the same name and type';
  switch (policy) {
    case 'simple':
      return `${rrset(set)} cannot be created as other RRSets exist ${same}.`;
    case 'multivalue':
      return `${rrset(set)} cannot be created because a non multivalue answer rrset exists ${same}.`;
    case 'weighted':
      return `${rrset(set)} cannot be created as a non-weighted set exists ${same}.`;
    case 'latency':
      return `${rrset(set)}, and Region Name=${set.Region} cannot be created because a non-latency RRSet ${same} already exists.`;
    case 'failover':
      return `${rrset(set)} marked as ${set.Failover?.toLowerCase()} cannot be created because a non-failover RRSet ${same} already exists`;
    case 'geolocation':
    case 'geoproximity':
    case 'cidr':
      return `${rrset(set)} cannot be created because a non-${policy} RRSet ${same} already exists.`;
  }
}

const POLICY_WORDS: Partial<Record<RoutingPolicy, string>> = {
  multivalue: 'multivalue answer',
  cidr: 'IP-based',
  geoproximity: 'geo-proximity',
};

function groupSizeFaults(
  written: readonly ResourceRecordSet[],
  byName: ReadonlyMap<string, readonly ResourceRecordSet[]>,
): string[] {
  const groups = groupBy(written, set => `${set.Type} ${set.Name}`);
  return [...groups.values()].flatMap(([{ Name, Type }]) => {
    const members = (byName.get(Name) ?? []).filter(set => set.Type === Type);
    const policy = policyOf(members[0]);
    if (policy === 'simple' || policy === 'failover') return []; // one too many is told by what it is beside
    const word = POLICY_WORDS[policy] ?? policy;
    return members.length > groupLimit(policy)
      ? [`Exceeded limit on number of ${word} RRSets for ${Name}, type ${Type} in this zone.`]
      : [];
  });
}

/** A zone keeps its own NS and SOA (behaviour 5.3) and stays within its quota (behaviour 8.1). */
function zoneFaults(zone: ChangedZone, apex: readonly ResourceRecordSet[], count: number, around: BatchContext): string[] {
  const own = apex.filter(set => isApexType(set.Type)).length;
  return [
    ...(apex.some(set => set.Type === 'NS') || !zone.recordSets.some(set => set.Type === 'NS' && set.Name === zone.name)
      ? []
      : ['A HostedZone must contain at least one NS record for the zone itself.']),
    ...(apex.some(set => set.Type === 'SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ...(count - own > around.maxRecordSets
      ? [`Exceeded limit on number of RRSets in zone ${zone.id}: ${around.maxRecordSets}.`]
      : []),
  ];
}
