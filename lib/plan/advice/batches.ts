/** What the rules of change batches refuse, and no other advice has explained yet. */
import { APEX_TYPES } from '../../rules/record-types';
import { displayName } from '../../rules/names';
import { locationKey, type Declared, type DeclaredBatch, type DeclaredRecordSet } from '../declared';
import { refusalsOf } from '../refusals';
import type { RemarkOn } from './advice';

export function adviseOnBatches(declared: Declared, given: readonly RemarkOn[]): RemarkOn[] {
  const explained = new Set(given.filter(({ level }) => level === 'refused').map(({ subject }) => subject));
  return declared.batches
    .filter(batch => ![locationKey(batch.location), ...batch.recordSets.map(subjectOf)].some(subject => explained.has(subject)))
    .flatMap(batch =>
      refusalsInEmptyZone(batch, declared).map(message => ({
        level: 'refused' as const,
        id: 'refused-by-route53',
        subject: locationKey(batch.location),
        advice: 'change what the error names',
        reason: `Route 53 would answer: ${message}`,
      })),
    );
}

const subjectOf = ({ set }: DeclaredRecordSet): string => `${displayName(set.Name)} ${set.Type}`;

/**
 * Judged against a zone that holds what the rest of the app puts there. What else it holds is not known here, so whether the target of an
 * alias exists is not asked: no alias leads to a zone of this id.
 */
function refusalsInEmptyZone(batch: DeclaredBatch, declared: Declared): readonly string[] {
  const own = new Set(batch.recordSets.map(subjectOf));
  const others = declared.batches
    .flatMap(other => other.recordSets)
    .filter(recordSet => recordSet.zone.key === batch.zone.key && !own.has(subjectOf(recordSet)))
    .map(({ set }) => set);
  const name = declared.zones.find(({ key }) => key === batch.zone.key)?.name ?? '.'; // every name lies in the root
  const automatic = APEX_TYPES.map(Type => ({ Name: name, Type }));
  return refusalsOf(batch, { id: 'not yet known', name, recordSets: [...automatic, ...others] });
}
