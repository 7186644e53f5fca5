import type { IConstruct } from 'constructs';
import { isToken } from './is-token';

/**
 * The error for a prop that Route 53 would refuse: `[Stack/Www] ttl must be ..., got ...`. It names the construct and the prop, because
 * at deployment CloudFormation would only say "Invalid request provided" (behaviour 7.2).
 */
export function invalid(scope: IConstruct, message: string): Error {
  return new Error(`[${scope.node.path}] ${message}`);
}

/** Says no to a prop, in the name of the construct whose prop it is. */
export type Refuse = (message: string) => never;

export function refuserOf(scope: IConstruct): Refuse {
  return message => {
    throw invalid(scope, message);
  };
}

/** A domain name and then some. */
const LONGEST_SHOWN = 300;

/** A value as a message shows it; a token has no text yet. */
export function shown(value: unknown): string {
  if (isToken(value)) return 'a value known only at deployment';
  if (isToken([value])) return 'part of a list known only at deployment (take each of its members with Fn.select)';
  if (typeof value === 'object' && value !== null) return shownObject(value);
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value !== 'string') return String(value);
  return value.length <= LONGEST_SHOWN ? `'${value}'` : `'${value.slice(0, LONGEST_SHOWN)}…' (${value.length} characters)`;
}

/** By its class, because a construct, an endpoint or a list was most likely given to the wrong prop. */
function shownObject(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const { name } = (value.constructor ?? Object) as { readonly name: string };
  return name === '' || name === 'Object'
    ? `an object with ${Object.keys(value).join(', ') || 'no members'}`
    : `an object of class ${name}`;
}
