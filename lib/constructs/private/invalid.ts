import type { IConstruct } from 'constructs';
import { type Range, within } from '../../rules/limits';
import { unfitForXml } from '../../rules/xml-characters';
import { isToken } from './tokens';

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

/** Refuses what is no whole number of the range. */
export function checkWhole(n: number | undefined, range: Range, prop: string, refuse: Refuse): void {
  if (n === undefined || isToken(n) || within(range, n)) return;
  refuse(`${prop} must be a whole number from ${range.min} to ${range.max}, got ${shown(n)}`);
}

/** Refuses a text that is empty or too long. */
export function checkText(text: string | undefined, max: number, prop: string, refuse: Refuse): void {
  if (text === undefined || isToken(text)) return;
  checkFitsXml(text, prop, refuse);
  if (text.length < 1 || text.length > max) refuse(`${prop} must have 1 to ${max} characters, got ${text.length}`);
}

/** JavaScript, which no compiler keeps from it, may hold anything. */
export function checkIsText(given: unknown, prop: string, refuse: Refuse): void {
  if (typeof given !== 'string') refuse(`${prop} must be a string, got ${shown(given)}`);
}

/** Refuses what no request to an API of XML can hold. */
export function checkFitsXml(text: string, prop: string, refuse: Refuse): void {
  checkIsText(text, prop, refuse);
  const unfit = unfitForXml(text);
  if (unfit !== undefined)
    refuse(`${prop} must have only characters that XML can hold, as requests to AWS are XML, got ${unfit}`);
}
