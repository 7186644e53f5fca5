/** Limits, with what is there already counted (behaviour 4.4, 5.3, 7.2, 8.1). New things are made before old ones are removed. */
import { identity } from '../../../rules/same-record-set';
import { isApexType } from '../../../rules/record-types';
import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH, MAX_VALUES_PER_CHANGE_BATCH } from '../../../rules/limits';
import { displayName } from '../../../rules/names';
import { locationKey } from '../../declared';
import { total, valueCharacters, valueCount } from '../../quotas';
import { batchAt, liveZone, type Finding, type PreflightFacts } from '../facts';

export function quotaFindings(facts: PreflightFacts): Finding[] {
  return [...healthChecks(facts), ...zoneRecords(facts), ...batches(facts), ...missingChecks(facts)];
}

function healthChecks({ planned, deployed, healthChecks: { ids, limit } }: PreflightFacts): Finding[] {
  const existing = new Set(deployed.healthChecks.map(check => check.key));
  const fresh = planned.healthChecks.filter(check => !existing.has(check.key)).length;
  if (fresh === 0 || ids.size + fresh <= limit) return [];
  return [
    {
      level: 'blocked',
      id: 'too-many-health-checks',
      subject: 'account',
      found: `it has ${ids.size} health checks, and ${fresh} more would exceed its quota of ${limit}`,
      steps: ['request an increase of the quota on health checks (Service Quotas)', 'or delete health checks that nothing uses'],
    },
  ];
}

function zoneRecords(facts: PreflightFacts): Finding[] {
  return facts.zones.flatMap(zone => {
    // Its own NS and SOA come with the zone; that they do not count is unconfirmed.
    const live = new Set(zone.recordSets.filter(({ Name, Type }) => !(Name === zone.name && isApexType(Type))).map(identity));
    const coming = facts.planned.batches
      .flatMap(batch => batch.recordSets)
      .filter(recordSet => liveZone(facts, recordSet.zone) === zone && !live.has(identity(recordSet.set))).length;
    if (coming === 0 || live.size + coming <= zone.limit) return [];
    return [
      {
        level: 'blocked' as const,
        id: 'zone-full',
        subject: `zone ${displayName(zone.name)}`,
        found: `it has ${live.size} records, and ${coming} more would exceed its quota of ${zone.limit}`,
        steps: ['request an increase of the quota on records of this zone (Service Quotas)', 'or use another zone'],
      },
    ];
  });
}

/** A batch that creates counts once. Whether one that updates counts old and new is unconfirmed (behaviour 7.2), so that is a warning. */
function batches({ planned, deployed }: PreflightFacts): Finding[] {
  return planned.batches.flatMap(batch => {
    const before = batchAt(deployed, batch.location)?.recordSets ?? [];
    const measures = [
      ['values', valueCount, MAX_VALUES_PER_CHANGE_BATCH],
      ['characters', valueCharacters, MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH],
    ] as const;
    return measures.flatMap(([what, measure, limit]) => {
      const [now, then] = [total(batch.recordSets, measure), total(before, measure)];
      if (now + then <= limit) return [];
      return [
        {
          level: now > limit ? ('blocked' as const) : ('warning' as const),
          id: 'batch-too-large',
          subject: locationKey(batch.location),
          found: `its change batch holds ${now} ${what}${then > 0 ? `, and the ${then} it replaces may count too` : ''}; the limit is ${limit}`,
          steps: ['split the group into several'],
        },
      ];
    });
  });
}

/** A record set may only name a check that exists (behaviour 5.3); one that is deployed may have been deleted by hand since. */
function missingChecks({ planned, healthChecks: { ids } }: PreflightFacts): Finding[] {
  const wanted = new Map<string, string>();
  for (const { set, healthCheck, batch } of planned.batches.flatMap(({ recordSets }) => recordSets)) {
    const declared = planned.healthChecks.some(check => check.key === healthCheck);
    if (!declared && set.HealthCheckId !== undefined && !set.HealthCheckId.includes('${'))
      wanted.set(set.HealthCheckId, locationKey(batch));
  }
  return [...wanted]
    .filter(([id]) => !ids.has(id))
    .map(([id, resource]) => ({
      level: 'blocked',
      id: 'no-such-health-check',
      subject: `health check ${id}`,
      found: `${resource} uses it, but it does not exist in this account`,
      steps: [
        'check the ID in the app',
        'or, if the stack created it and it was deleted by hand, remove the endpoint, deploy, and add it again',
      ],
    }));
}
