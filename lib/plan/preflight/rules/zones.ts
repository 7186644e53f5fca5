/** Whether the zones that record sets go to are there, are the right ones, and hold the names. */
import { displayName, isInZone } from '../../../rules/names';
import { hasToken, locationKey } from '../../declared';
import { liveZone, type Finding, type PreflightFacts } from '../facts';

export function zoneFindings(facts: PreflightFacts): Finding[] {
  return [...missing(facts), ...ambiguous(facts), ...outside(facts), ...doubled(facts)];
}

function missing(facts: PreflightFacts): Finding[] {
  const wanted = new Map(facts.planned.batches.map(({ zone }) => [zone.key, zone]));
  return [...wanted.values()]
    .filter(zone => zone.declaredAt === undefined && (zone.id ?? zone.name) !== undefined && !liveZone(facts, zone))
    .map(zone => ({
      level: 'blocked',
      id: 'no-such-zone',
      subject: `zone ${displayName(zone.name ?? zone.key)}`,
      found: 'the account of these credentials has no such hosted zone',
      steps: [
        'check the ID or name of the zone in the app',
        'check that the credentials belong to the account that owns the zone',
      ],
    }));
}

/** A `HostedZoneName` must match exactly one zone (behaviour 7.1). */
function ambiguous(facts: PreflightFacts): Finding[] {
  const named = new Set(
    facts.planned.batches.flatMap(({ zone }) => (zone.id === undefined && !zone.declaredAt ? (zone.name ?? []) : [])),
  );
  return [...named]
    .map(name => ({ name, ids: facts.zoneIdsByName.get(name) ?? [] }))
    .filter(({ ids }) => ids.length > 1)
    .map(({ name, ids }) => ({
      level: 'blocked',
      id: 'several-zones',
      subject: `zone ${displayName(name)}`,
      found: `the record sets give their zone by name, and ${ids.length} zones have that name: ${ids.join(', ')}`,
      steps: ['use the hosted zone ID instead of the name'],
    }));
}

function outside(facts: PreflightFacts): Finding[] {
  return facts.planned.batches.flatMap(batch =>
    batch.recordSets.flatMap(({ set, zone: reference }) => {
      const zone = liveZone(facts, reference);
      if (!zone || hasToken(set.Name) || isInZone(set.Name, zone.name)) return [];
      return [
        {
          level: 'blocked' as const,
          id: 'outside-zone',
          subject: `${displayName(set.Name)} ${set.Type}`,
          found: `${locationKey(batch.location)} creates it in zone ${displayName(zone.name)} (${zone.id}), which does not contain that name`,
          steps: ['use a name in that zone, or the zone that contains the name'],
        },
      ];
    }),
  );
}

/** A second zone of one name is legal (behaviour 5.2), and answers nobody until the domain is delegated to it. */
function doubled(facts: PreflightFacts): Finding[] {
  return facts.planned.zones
    .filter(zone => zone.id === undefined && !zone.isPrivate)
    .map(zone => ({ zone, ids: facts.zoneIdsByName.get(zone.name) ?? [] }))
    .filter(({ ids }) => ids.length > 0)
    .map(({ zone, ids }) => ({
      level: 'warning',
      id: 'second-zone-of-the-name',
      subject: `zone ${displayName(zone.name)}`,
      found: `${locationKey(zone.declaredAt)} creates it, but the account already has ${ids.join(', ')} with the same name; the domain can be delegated to only one of them`,
      steps: [
        'import the existing zone (HostedZone.fromLookup) instead',
        'or delegate the domain to the new zone once it exists',
      ],
    }));
}
