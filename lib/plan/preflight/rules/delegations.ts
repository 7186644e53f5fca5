/** Record sets that would be made and never answered: another zone's servers answer for their names (behaviour 9). */
import { identity } from '../../../rules/same-record-set';
import { delegationAbove, delegationsOf } from '../../../rules/delegation';
import { displayName, isInZone } from '../../../rules/names';
import { hasToken, locationKey, type DeclaredRecordSet } from '../../declared';
import { batchAt, liveZone, type Finding, type LiveZone, type Owners, type PreflightFacts } from '../facts';
import type { Zone } from '../../../aws/reader';

export function delegationFindings(facts: PreflightFacts, owners: Owners): Finding[] {
  return facts.zones.flatMap(zone => {
    const coming = facts.planned.batches
      .flatMap(batch => batch.recordSets)
      .filter(
        ({ set, zone: reference }) => liveZone(facts, reference) === zone && !hasToken(set.Name) && isInZone(set.Name, zone.name),
      );
    const delegations = delegationsOf(zone.name, [
      ...zone.recordSets.filter(set => !goes(set, zone, facts, owners)),
      ...coming.map(({ set }) => set),
    ]);
    return coming.flatMap(recordSet => {
      const above = delegationAbove(recordSet.set, zone.name, delegations);
      return above ? [belowDelegation(recordSet, above.Name, zone)] : inLongerZone(recordSet, zone);
    });
  });
}

/** A delegation that this deployment takes away hides nothing any more. */
function goes(set: LiveZone['recordSets'][number], zone: LiveZone, facts: PreflightFacts, owners: Owners): boolean {
  const owner = owners.of(zone, set);
  return owner !== undefined && !batchAt(facts.planned, owner)?.recordSets.some(other => identity(other.set) === identity(set));
}

function belowDelegation({ set, batch }: DeclaredRecordSet, delegated: string, zone: LiveZone): Finding {
  return {
    level: 'blocked',
    id: 'below-delegation',
    subject: `${displayName(set.Name)} ${set.Type}`,
    found:
      `${locationKey(batch)} creates it in zone ${displayName(zone.name)} (${zone.id}), which delegates ${displayName(delegated)} to other ` +
      'name servers: the deployment succeeds and the record is never returned',
    steps: [
      `move it to the zone that answers for ${displayName(delegated)}`,
      `or delete the NS record set of ${displayName(delegated)} in zone ${zone.id}, if the delegation is not needed`,
    ],
  };
}

function inLongerZone({ set, batch }: DeclaredRecordSet, zone: LiveZone): Finding[] {
  const longer = zone.zonesBelow.filter(other => isInZone(set.Name, other.name) && (!zone.isPrivate || sharesVpc(zone, other)));
  if (longer.length === 0 || set.Type === 'NS' || set.Type === 'DS') return [];
  const names = longer.map(({ name, id }) => `${displayName(name)} (${id})`).join(', ');
  return [
    {
      level: zone.isPrivate ? 'blocked' : 'warning',
      id: 'longer-zone',
      subject: `${displayName(set.Name)} ${set.Type}`,
      found:
        `${locationKey(batch)} creates it in zone ${displayName(zone.name)} (${zone.id}), and the account also has ${names}` +
        (zone.isPrivate
          ? ', associated with the same VPC, where the zone with the longest matching name answers: the record is never returned there'
          : '; once that zone is delegated to, the record is no longer returned'),
      steps: [`move it to ${displayName(longer[0].name)} (${longer[0].id})`, 'or delete that zone, if it is not needed'],
    },
  ];
}

/** A public zone is no rival of a private one: it answers where the private one is not. */
const sharesVpc = (zone: LiveZone, other: Zone): boolean =>
  other.isPrivate && (zone.vpcs ?? []).some(vpc => other.vpcs?.includes(vpc));
