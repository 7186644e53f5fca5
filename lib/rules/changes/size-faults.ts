import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH, MAX_VALUES_PER_CHANGE_BATCH } from '../limits';
import type { ResourceRecordSet } from '../record-set';
import type { RecordSetChange } from './batch';

/** Values that a batch counts for a record set: an alias is one (behaviour 5.3). */
export function valuesIn({ ResourceRecords }: Pick<ResourceRecordSet, 'ResourceRecords'>): number {
  return ResourceRecords?.length ?? 1;
}

/** Characters that it counts for it. */
export function charactersIn({ ResourceRecords = [] }: Pick<ResourceRecordSet, 'ResourceRecords'>): number {
  return ResourceRecords.reduce((sum, { Value }) => sum + Value.length, 0);
}

/** What one batch may carry; UPSERT counts twice (behaviour 5.3). */
export function sizeFaults(changes: readonly RecordSetChange[]): string[] {
  const total = (measure: (change: RecordSetChange) => number): number =>
    changes.reduce((sum, change) => sum + measure(change) * (change.Action === 'UPSERT' ? 2 : 1), 0);
  const values = total(({ ResourceRecordSet: set }) => valuesIn(set));
  const characters = total(({ ResourceRecordSet: set }) => charactersIn(set));
  return [
    ...(values > MAX_VALUES_PER_CHANGE_BATCH ? [`Number of records limit of ${MAX_VALUES_PER_CHANGE_BATCH} exceeded.`] : []),
    ...(characters > MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH
      ? [`RDATA character limit of ${MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH} exceeded.`]
      : []),
  ];
}
