/** Reading worked-out template values, which may be of any JSON type wherever a person wrote them. */
import { Reference, type Resolved, type ResolvedObject } from './evaluate';

export function isObject(value: Resolved): value is ResolvedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
}

/** The object, or an empty one where there is none or a token stands. */
export function object(value: Resolved): ResolvedObject {
  return isObject(value) ? value : {};
}

/** The list, or an empty one where there is none or a token stands. */
export function list(value: Resolved): readonly Resolved[] {
  return Array.isArray(value) ? (value as readonly Resolved[]) : [];
}

/** A number, also when written as text, which CloudFormation allows; undefined for anything else, tokens included. */
export function number(value: Resolved): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

/** A boolean, also when written as text. */
export function flag(value: Resolved): boolean | undefined {
  return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
}
