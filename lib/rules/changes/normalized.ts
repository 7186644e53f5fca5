import { normalizeName } from '../names';
import type { ResourceRecordSet } from '../record-set';
import type { RecordSetChange } from './batch';

/** A change as it is stored and returned: names in one spelling, and nothing that says nothing (`MultiValueAnswer` false, behaviour 1.2). */
export function normalized({ Action, ResourceRecordSet: set }: RecordSetChange): RecordSetChange {
  const alias = set.AliasTarget && {
    ...set.AliasTarget,
    DNSName: normalizeName(set.AliasTarget.DNSName),
  };
  const stored = {
    ...set,
    Name: normalizeName(set.Name),
    AliasTarget: alias,
    MultiValueAnswer: set.MultiValueAnswer || undefined,
  };
  const present = Object.entries(stored).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { Action, ResourceRecordSet: Object.fromEntries(present) as unknown as ResourceRecordSet };
}
