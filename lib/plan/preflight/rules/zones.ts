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
      found: 'the account that these credentials belong to has no such hosted zone',
      steps: ['check the zone id, or its name, in the app', 'check that the credentials are of the account that owns the zone'],
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
      found: `the record sets name their zone, and there are ${ids.length} of that name: ${ids.join(', ')}`,
      steps: ['give the hosted zone id instead of the zone name'],
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
          found: `${locationKey(batch.location)} sends it to zone ${displayName(zone.name)} (${zone.id}), where it does not belong`,
          steps: ['choose a name in the zone, or the zone of the name'],
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
      found: `${locationKey(zone.declaredAt)} creates it though the account has ${ids.join(', ')} of the same name; the domain is delegated to one of them at most`,
      steps: [
        'import the existing zone (HostedZone.fromLookup) instead',
        'or delegate the domain to the new zone when it is there',
      ],
    }));
}
