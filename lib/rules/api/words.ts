/**
 * The sentences of the two that judge a request before anything else does (behaviour 5.1): the validator of the service's XML schema, which
 * stops at the first fault in a body, and the generic one in front of AWS services, which lists all that it finds.
 */
import { API_VERSION } from '../ids';
import type { Range } from '../limits';

/** Of the elements of a request, in every version of the API but for the date. */
export const NAMESPACE = `https://route53.amazonaws.com/doc/${API_VERSION}/`;

export function invalidXml(problem: string): string {
  return `Invalid XML ; ${problem}`;
}

/** An element that lacks children it must have; `absent` are all that could still stand there, in the model's order. */
export function incomplete(element: string, absent: readonly string[]): string {
  return `cvc-complex-type.2.4.b: The content of element '${element}' is not complete. One of '${expected(absent)}' is expected.`;
}

/** A child that the model does not have, or that came before. */
export function stray(element: string, absent: readonly string[], namespace = NAMESPACE): string {
  return absent.length === 0
    ? `cvc-complex-type.2.4.d: Invalid content was found starting with element '${element}'. No child element is expected at this point.`
    : `cvc-complex-type.2.4.a: Invalid content was found starting with element '${element}'. One of '${expected(absent, namespace)}' is expected.`;
}

function expected(names: readonly string[], namespace = NAMESPACE): string {
  return `{${names.map(name => `"${namespace}":${name}`).join(', ')}}`;
}

export function textInStructure(element: string): string {
  return `cvc-complex-type.2.3: Element '${element}' must have no character [children], because the type's content type is element-only.`;
}

export function childrenOfText(element: string): string {
  return `cvc-type.3.1.2: Element '${element}' is a simple type, so it must have no element information item [children].`;
}

export function notOfType(value: string, type: 'boolean' | 'integer'): string {
  return `cvc-datatype-valid.1.2.1: '${value}' is not a valid value for '${type}'.`;
}

export function notOfUnion(value: string, type: string): string {
  return `cvc-datatype-valid.1.2.3: '${value}' is not a valid value of union type '${type}'.`;
}

export function notInEnumeration(value: string, allowed: readonly (string | number)[]): string {
  return (
    `cvc-enumeration-valid: Value '${value}' is not facet-valid with respect to enumeration '[${allowed.join(', ')}]'. ` +
    'It must be a value from the enumeration.'
  );
}

export function notLikePattern(value: string, pattern: string, type: string): string {
  return `cvc-pattern-valid: Value '${value}' is not facet-valid with respect to pattern '${pattern}' for type '${type}'.`;
}

export function wrongLength(value: string, { min, max }: Range, type: string): string {
  const [facet, bound] = min === max ? ['length', min] : value.length < min ? ['minLength', min] : ['maxLength', max];
  return `cvc-${facet}-valid: Value '${value}' with length = '${value.length}' is not facet-valid with respect to ${facet} '${bound}' for type '${type}'.`;
}

export function outOfRange(value: number, { min, max }: Range, type: string): string {
  const [facet, bound] = value < min ? ['minInclusive', min] : ['maxInclusive', max];
  return `cvc-${facet}-valid: Value '${value}' is not facet-valid with respect to ${facet} '${bound}' for type '${type}'.`;
}

/** The sentence that the generic validator makes of what it found. */
export function validationErrors(faults: readonly string[]): string {
  return `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`;
}

/** One fault of a member, as the generic validator words it. */
export function violation(shown: string, path: string, constraint: string): string {
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** The generic validator's complaint when a number lies outside its range. */
export function outside(
  n: number | undefined,
  range: Range,
  path: string,
  what: 'value' | 'length',
  shown: string | number | undefined = n,
): string[] {
  return n === undefined || (n >= range.min && n <= range.max) ? [] : [violation(`'${shown}'`, path, mustHave(n, range, what))];
}

/** What the generic validator asks of a number that is outside of `range`. */
export function mustHave(n: number, range: Range, what: 'value' | 'length'): string {
  return `Member must have ${what} ${n < range.min ? atLeast(range) : atMost(range)}`;
}

/** What it asks of a text that is not like `pattern`. */
export function mustMatch(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`;
}

const atLeast = ({ min }: Range): string => `greater than or equal to ${min}`;
const atMost = ({ max }: Range): string => `less than or equal to ${max}`;

/** Paths are the members' names with a small first letter: `changeBatch.changes.1.member.resourceRecordSet.tTL`. */
export function memberPath(path: string, name: string): string {
  const small = name[0].toLowerCase() + name.slice(1);
  return path === '' ? small : `${path}.${small}`;
}
