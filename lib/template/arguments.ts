/** What functions may be given, and what is said of anything else. */
import { TemplateError } from './error';
import { isList, type Json } from './json';
import { isScalar, isUnknown, type Unknown, type Value } from './value';

export function scalar(value: Value | undefined, caller: string): string | Unknown {
  if (!isScalar(value) && !isUnknown(value)) {
    throw malformed(caller, `strings, got ${shownJson(value)}`);
  }
  return isUnknown(value) ? value : String(value);
}

export function text(value: Json, caller: string): string {
  if (typeof value !== 'string') {
    throw malformed(caller, `a string, got ${shownJson(value)}`);
  }
  return value;
}

export function listOf(value: Json, caller: string, least: number, most: number): readonly Json[] {
  if (!isList(value) || value.length < least || value.length > most) {
    throw malformed(caller, `a list of ${least === most ? least : `${least} to ${most}`}, got ${shownJson(value)}`);
  }
  return value;
}

export function pair<T extends Value>(list: readonly T[], caller: string): [T, T] {
  if (list.length !== 2) {
    throw malformed(caller, `a list of 2, got ${shownJson(list)}`);
  }
  return [list[0], list[1]];
}

/** Longer than this a value is shown only from its beginning. */
const SHOWN = 200;

export function shownJson(value: Value | undefined): string {
  const shown = value === undefined ? 'AWS::NoValue' : isUnknown(value) ? String(value) : JSON.stringify(value);
  return shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown;
}

export function malformed(caller: string, expected: string): Error {
  return new TemplateError(`Template error: ${caller} requires ${expected}`);
}

/** Also thrown when the template names a resource that its condition leaves out. */
export function unresolved(name: string): Error {
  return new TemplateError(
    `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
  );
}
