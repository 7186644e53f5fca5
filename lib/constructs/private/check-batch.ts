import { Token } from 'aws-cdk-lib';
import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH } from '../../rules/limits';
import type { Refuse } from './invalid';
import type { GroupedRecordSet } from './record-context';

/**
 * Refuses a group that is more than one change batch may hold (facts 7.2). Values that are not known yet count as nothing. The limit on
 * their number needs no check: 400 of A and 400 of AAAA are within it; that on one value's length is part of its form.
 */
export function checkBatch(recordSets: readonly GroupedRecordSet[], refuse: Refuse): void {
  const values = recordSets.flatMap(set => set.resourceRecords ?? []);
  const lengths = values.filter(value => !Token.isUnresolved(value)).map(value => value.length);
  const characters = lengths.reduce((sum, length) => sum + length, 0);
  const max = MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH;
  if (characters > max)
    refuse(`endpoints must have at most ${max} characters in all values, the size of a change batch, got ${characters}`);
}
