import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH, MAX_VALUES_PER_CHANGE_BATCH } from '../limits';
import type { RecordSetChange } from '../changes';

/** What one batch may carry; UPSERT counts twice, an alias counts as one value (behaviour 5.3). */
export function sizeFaults(changes: readonly RecordSetChange[]): string[] {
  const total = (measure: (change: RecordSetChange) => number): number =>
    changes.reduce((sum, change) => sum + measure(change) * (change.Action === 'UPSERT' ? 2 : 1), 0);
  const values = total(({ ResourceRecordSet: { ResourceRecords } }) => ResourceRecords?.length ?? 1);
  const characters = total(({ ResourceRecordSet: { ResourceRecords = [] } }) =>
    ResourceRecords.reduce((sum, r) => sum + r.Value.length, 0),
  );
  return [
    ...(values > MAX_VALUES_PER_CHANGE_BATCH ? [`Number of records limit of ${MAX_VALUES_PER_CHANGE_BATCH} exceeded.`] : []),
    ...(characters > MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH
      ? [`RDATA character limit of ${MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH} exceeded.`]
      : []),
  ];
}
