import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH } from '../../rules/limits';
import type { Refuse } from './invalid';
import { isToken } from './is-token';
import type { GroupedRecordSet } from './record-context';

/** What a change batch is measured by (behaviour 5.3). */
export interface BatchSize {
  readonly values: number;
  readonly characters: number;
}

/** Characters that are not known yet count as nothing. */
export function batchSizeOf(recordSets: readonly GroupedRecordSet[]): BatchSize {
  const values = recordSets.flatMap(set => set.resourceRecords ?? []);
  const characters = values.reduce((sum, value) => sum + (isToken(value) ? 0 : value.length), 0);
  return { values: values.length, characters };
}

/**
 * Refuses a group that is more than one change batch may hold (behaviour 7.2). The limit on the number of values needs no check: 400 of A and
 * 400 of AAAA are within it; that on one value's length is part of its form.
 */
export function checkBatch({ characters }: BatchSize, refuse: Refuse): void {
  const max = MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH;
  if (characters > max)
    refuse(`endpoints must have at most ${max} characters in all values, the size of a change batch, got ${characters}`);
}
