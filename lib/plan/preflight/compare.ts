import type { ResourceRecordSet } from '../../rules/record-set';
import { contentsOf } from '../../rules/same-record-set';
import { hasToken, type DeclaredRecordSet } from '../declared';
import { shownValue } from '../spelling';

/** One line for each difference, `TTL 60, live 300`. What is known only at deployment is passed over. */
export function changedProperties(
  { set, isFullyKnown }: Pick<DeclaredRecordSet, 'set' | 'isFullyKnown'>,
  live: Partial<ResourceRecordSet>,
): string[] {
  const [declared, found] = [set, live].map(one => contentsOf(one, value => shownValue(set.Type, value)));
  const isAlias = { declared: set.AliasTarget !== undefined, live: live.AliasTarget !== undefined };
  return Object.entries(declared).flatMap(([what, a]) => {
    const b = found[what];
    if (isAlias.declared !== isAlias.live && OF_ALIASES.includes(what)) {
      return what === OF_ALIASES[0] ? [isAlias.declared ? 'an alias, live none' : 'no alias, live an alias'] : [];
    }
    if (a === b || hasToken(a) || (a === undefined && !isFullyKnown)) return [];
    return [`${what} ${a ?? 'none'}, live ${what === OF_ALIASES[0] ? 'of ' : ''}${b ?? 'none'}`];
  });
}

/** What only aliases say, and all of them. */
const OF_ALIASES = ['alias of', 'alias zone', 'EvaluateTargetHealth'];
