/** What only the deployment decides, so that nothing can be said of it before. */
import { groupBy } from '../../../rules/group-by';
import { displayName } from '../../../rules/names';
import { locationKey, type DeclaredBatch, type DeclaredRecordSet } from '../../declared';
import { isUnchanged, liveZone, type Finding, type PreflightFacts } from '../facts';

/** Why a record set cannot be compared with what is live; undefined when it can, or when its zone is only to come. */
export function whyNotCompared({ zone, openBecause }: DeclaredRecordSet, facts: PreflightFacts): string | undefined {
  if (openBecause !== undefined || zone.openBecause === undefined || liveZone(facts, zone)) return openBecause;
  const isToCome = facts.planned.zones.some(({ key }) => key === zone.key);
  return isToCome ? undefined : `zone: ${zone.openBecause}`;
}

/** One finding for each batch and each reason. */
export function unknownFindings(facts: PreflightFacts): Finding[] {
  return facts.planned.batches.flatMap(batch => [
    ...findings(batch, 'warning', 'not-compared', 'not compared with what is live', set => whyNotCompared(set, facts)),
    ...findings(batch, 'note', 'values-not-known', 'not checked against the rules of Route 53', set =>
      whyNotCompared(set, facts) === undefined && !isUnchanged(batch, facts) ? set.valuesOpenBecause : undefined,
    ),
  ]);
}

function findings(
  batch: DeclaredBatch,
  level: Finding['level'],
  id: Finding['id'],
  outcome: string,
  why: (recordSet: DeclaredRecordSet) => string | undefined,
): Finding[] {
  const open = batch.recordSets.flatMap(recordSet => {
    const reason = why(recordSet);
    return reason === undefined ? [] : [{ set: recordSet.set, reason }];
  });
  return [...groupBy(open, ({ reason }) => reason)].map(([reason, sets]) => ({
    level,
    id,
    subject: locationKey(batch.location),
    found: `${[...new Set(sets.map(labelOf))].join(', ')}: ${outcome}, because ${reason}`,
    steps: [],
  }));
}

const labelOf = ({ set }: Pick<DeclaredRecordSet, 'set'>): string => `${displayName(set.Name)} ${set.Type}`;
