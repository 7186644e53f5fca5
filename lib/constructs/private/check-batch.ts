import { Token } from 'aws-cdk-lib';
import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH, MAX_VALUE_LENGTH, MAX_VALUES_PER_CHANGE_BATCH } from '../../rules/limits';
import type { GroupedRecordSet } from './group';
import type { Refuse } from './invalid';

/** Refuses a group that is more than one change batch may hold (facts 7.2). Values that are not known yet count as nothing. */
export function checkBatch(recordSets: readonly GroupedRecordSet[], refuse: Refuse): void {
  const values = recordSets.flatMap(set => set.resourceRecords ?? []);
  const lengths = values.filter(value => !Token.isUnresolved(value)).map(value => value.length);
  const longest = Math.max(0, ...lengths);
  if (longest > MAX_VALUE_LENGTH)
    refuse(`endpoints must have values of at most ${MAX_VALUE_LENGTH} characters, got one of ${longest}`);
  if (values.length > MAX_VALUES_PER_CHANGE_BATCH) {
    refuse(
      `endpoints must hold at most ${MAX_VALUES_PER_CHANGE_BATCH} values in all, the size of a change batch, got ${values.length}`,
    );
  }
  const characters = lengths.reduce((sum, length) => sum + length, 0);
  const max = MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH;
  if (characters > max)
    refuse(`endpoints must have at most ${max} characters in all values, the size of a change batch, got ${characters}`);
}
