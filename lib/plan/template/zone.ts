import { bareId } from '../../rules/ids';
import { normalizeName } from '../../rules/names';
import { hasToken, type ZoneReference } from '../declared';
import type { StackScope } from '../../template/stacks';
import { isUnknown, type ValueObject } from '../../template/value';
import { referenceIn, stringOf } from './values';

/** A name as Route 53 stores it; one with tokens, or that is no name, stays as it was written. */
export function declaredName(text: string): string {
  if (hasToken(text)) return text.replace(/\.?$/, '.');
  try {
    return normalizeName(text);
  } catch {
    return text;
  }
}

/** Takes a sentence on what had to be assumed. */
export type Note = (sentence: string) => void;

/** The zone that a RecordSet or RecordSetGroup names. */
export function zoneReference(properties: ValueObject, scope: StackScope, note: Note): ZoneReference {
  const id = properties.HostedZoneId;
  const reference = referenceIn(id);
  const open = isUnknown(id) ? { openBecause: id.why } : {};
  if (reference) {
    const { stack, logicalId } = reference;
    return { key: `${stack}.${logicalId}`, declaredAt: { stack, logicalId }, ...open };
  }
  if (id !== undefined) {
    const text = bareId(stringOf(id));
    return isUnknown(id) ? { key: text, ...open } : { key: text, id: text };
  }
  const name = declaredName(stringOf(properties.HostedZoneName) ?? '');
  note(`${scope.stack.name}: zone ${name} is given by name, not by ID; CloudFormation fails if several zones have that name`);
  const { HostedZoneName: given } = properties;
  return { key: name, name, ...(isUnknown(given) && { openBecause: given.why }) };
}
