/** What the intrinsic functions of a template come to. */
import { TemplateError } from './error';
import { isList, isObject, type Json, type JsonObject } from './json';
import { isUnknown, UNKNOWN } from './unknown';

/** What `Ref: AWS::NoValue` comes to: the property is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');
export type Value = Json | typeof NO_VALUE;

/** What names in a template stand for. */
export interface Scope {
  /** A parameter, pseudo parameter or resource; undefined when there is none of that name. */
  ref(name: string): Value | undefined;
  /** An attribute of a resource; undefined when there is no such resource. */
  attribute(logicalId: string, attribute: string): Json | undefined;
  condition(name: string): boolean;
  readonly mappings: ReadonlyMap<string, JsonObject>;
  /** The value exported under the name by another stack; undefined when none is. */
  exported(name: string): Json | undefined;
}

type Intrinsic = (argument: Json, scope: Scope) => Value;

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Condition', (argument, scope) => scope.condition(text(argument, 'Condition'))],
  ['Fn::GetAtt', getAtt],
  ['Fn::Join', join],
  ['Fn::Sub', sub],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', base64],
  ['Fn::ImportValue', importValue],
  ['Fn::GetAZs', (_, scope) => ['a', 'b', 'c'].map(zone => scalar(scope.ref('AWS::Region') ?? '', 'Fn::GetAZs') + zone)],
  ['Fn::If', (argument, scope) => evaluate(branch(argument, scope), scope)],
  ['Fn::Equals', (argument, scope) => same(...pair(evaluateList(argument, scope, 'Fn::Equals'), 'Fn::Equals'))],
  ['Fn::And', (argument, scope) => listOf(argument, 'Fn::And', 2, 10).every(item => truth(item, scope))],
  ['Fn::Or', (argument, scope) => listOf(argument, 'Fn::Or', 2, 10).some(item => truth(item, scope))],
  ['Fn::Not', (argument, scope) => !truth(listOf(argument, 'Fn::Not', 1, 1)[0], scope)],
  ['Fn::Contains', contains],
]);

/** YAML's tags for them, e.g. `!GetAtt` for `Fn::GetAtt`. */
export const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  [...INTRINSICS.keys()].map(name => [`!${name.replace('Fn::', '')}`, name]),
);

/** @throws TemplateError */
export function evaluate(value: Json, scope: Scope): Value {
  if (isList(value)) {
    return value.map(item => evaluate(item, scope)).filter(item => item !== NO_VALUE);
  }
  if (!isObject(value)) {
    return value;
  }
  const name = intrinsicName(value);
  if (name !== undefined) {
    return intrinsic(name)(value[name], scope);
  }
  const members = Object.entries(value).map(([key, member]) => [key, evaluate(member, scope)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE)) as JsonObject;
}

/** The function that an object calls, if it is a call and not data. `Condition` calls only inside conditions, where nothing else fits. */
export function intrinsicName(value: JsonObject): string | undefined {
  const keys = Object.keys(value);
  const calls = keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::') || isConditionCall(value));
  return calls ? keys[0] : undefined;
}

function isConditionCall(value: JsonObject): boolean {
  return typeof value.Condition === 'string';
}

function intrinsic(name: string): Intrinsic {
  const found = INTRINSICS.get(name);
  if (!found) {
    const known = [...INTRINSICS.keys()].filter(key => key.startsWith('Fn::')).join(', ');
    throw new TemplateError(`Template error: ${name} is not supported by the local Route 53; it knows Ref, ${known}`);
  }
  return found;
}

/** The branch of an `Fn::If` that its condition takes, not yet evaluated. */
export function branch(argument: Json, scope: Scope): Json {
  const [condition, whenTrue, whenFalse] = listOf(argument, 'Fn::If', 3, 3);
  return scope.condition(text(condition, 'Fn::If')) ? whenTrue : whenFalse;
}

/** Names that the text of an `Fn::Sub` takes from outside, e.g. `Www` and `Www.Id`; `${!Www}` is text. */
export function substitutions(template: string): string[] {
  return [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim());
}

function ref(argument: Json, scope: Scope): Value {
  const name = text(argument, 'Ref');
  const value = name === 'AWS::NoValue' ? NO_VALUE : scope.ref(name);
  if (value === undefined) {
    throw unresolved(name);
  }
  return value;
}

/** Logical id and attribute of an `Fn::GetAtt`: both forms are legal. */
export function attributeReference(argument: Json): [string, Json] {
  if (typeof argument === 'string' && argument.includes('.')) {
    return [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)];
  }
  if (isList(argument) && argument.length === 2 && typeof argument[0] === 'string') {
    return [argument[0], argument[1]];
  }
  throw malformed('Fn::GetAtt', 'two non-empty parameters, the resource name and the resource attribute');
}

function getAtt(argument: Json, scope: Scope): Value {
  const [logicalId, attribute] = attributeReference(argument);
  return attributeOf(logicalId, evaluateText(attribute, scope, 'Fn::GetAtt'), scope);
}

function attributeOf(logicalId: string, attribute: string, scope: Scope): Json {
  const value = scope.attribute(logicalId, attribute);
  if (value === undefined) {
    throw unresolved(logicalId);
  }
  return value;
}

function join(argument: Json, scope: Scope): Json {
  const [delimiter, list] = listOf(argument, 'Fn::Join', 2, 2);
  return evaluateList(list, scope, 'Fn::Join')
    .map(item => scalar(item, 'Fn::Join'))
    .join(text(delimiter, 'Fn::Join'));
}

function sub(argument: Json, scope: Scope): Json {
  const [template, extra] = isList(argument) ? argument : [argument, {}];
  if (!isObject(extra)) {
    throw malformed('Fn::Sub', 'a string, or a list of a string and a map');
  }
  const variables = new Map(Object.entries(extra));
  return text(template, 'Fn::Sub').replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    const key = name.trim();
    const own = variables.get(key);
    const dot = key.indexOf('.');
    const value =
      own !== undefined
        ? evaluate(own, scope)
        : dot > 0
          ? attributeOf(key.slice(0, dot), key.slice(dot + 1), scope)
          : ref(key, scope);
    return scalar(value, 'Fn::Sub');
  });
}

function select(argument: Json, scope: Scope): Json {
  const [at, list] = listOf(argument, 'Fn::Select', 2, 2);
  const items = evaluateList(list, scope, 'Fn::Select');
  if (items[0] === UNKNOWN && items.length === 1) {
    return UNKNOWN;
  }
  const index = Number(evaluateText(at, scope, 'Fn::Select'));
  if (!Number.isInteger(index) || index < 0 || index >= items.length) {
    throw new TemplateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  }
  return items[index];
}

function split(argument: Json, scope: Scope): Json {
  const [delimiter, source] = listOf(argument, 'Fn::Split', 2, 2);
  const joined = evaluateText(source, scope, 'Fn::Split');
  return isUnknown(joined) ? UNKNOWN : joined.split(text(delimiter, 'Fn::Split'));
}

function findInMap(argument: Json, scope: Scope): Json {
  const [map, top, second] = listOf(argument, 'Fn::FindInMap', 3, 3).map(item => evaluateText(item, scope, 'Fn::FindInMap'));
  const row = scope.mappings.get(map);
  const column = row !== undefined && Object.hasOwn(row, top) ? row[top] : undefined;
  if (!isObject(column) || !Object.hasOwn(column, second)) {
    throw new TemplateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  }
  return column[second];
}

function base64(argument: Json, scope: Scope): Json {
  const plain = evaluateText(argument, scope, 'Fn::Base64');
  return isUnknown(plain) ? UNKNOWN : Buffer.from(plain).toString('base64');
}

function importValue(argument: Json, scope: Scope): Json {
  const name = evaluateText(argument, scope, 'Fn::ImportValue');
  const value = scope.exported(name);
  if (value === undefined) {
    throw new TemplateError(`No export named ${name} found`);
  }
  return value;
}

function contains(argument: Json, scope: Scope): Json {
  const [list, value] = listOf(argument, 'Fn::Contains', 2, 2);
  const wanted = evaluate(value, scope);
  return evaluateList(list, scope, 'Fn::Contains').some(item => same(item, wanted));
}

/** Conditions compare what a template says as text: a parameter is always text, and `1` may be written as a number. */
function same(a: Value, b: Value): boolean {
  return isScalar(a) && isScalar(b) ? String(a) === String(b) : JSON.stringify(a) === JSON.stringify(b);
}

function truth(value: Json, scope: Scope): boolean {
  const result = evaluate(value, scope);
  if (typeof result !== 'boolean') {
    throw new TemplateError(`Template error: every condition member must be a condition function, got ${JSON.stringify(value)}`);
  }
  return result;
}

function evaluateList(value: Json, scope: Scope, caller: string): readonly Json[] {
  const result = evaluate(value, scope);
  if (isUnknown(result)) {
    return [UNKNOWN];
  }
  if (result === NO_VALUE || !isList(result)) {
    throw malformed(caller, `a list, got ${describe(result)}`);
  }
  return result;
}

function evaluateText(value: Json, scope: Scope, caller: string): string {
  return scalar(evaluate(value, scope), caller);
}

function scalar(value: Value, caller: string): string {
  if (!isScalar(value)) {
    throw malformed(caller, `strings, got ${describe(value)}`);
  }
  return String(value);
}

function isScalar(value: Value): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function text(value: Json, caller: string): string {
  if (typeof value !== 'string') {
    throw malformed(caller, `a string, got ${describe(value)}`);
  }
  return value;
}

function listOf(value: Json, caller: string, least: number, most: number): readonly Json[] {
  if (!isList(value) || value.length < least || value.length > most) {
    throw malformed(caller, `a list of ${least === most ? least : `${least} to ${most}`}, got ${describe(value)}`);
  }
  return value;
}

function pair(list: readonly Json[], caller: string): [Json, Json] {
  if (list.length !== 2) {
    throw malformed(caller, `a list of 2, got ${describe(list)}`);
  }
  return [list[0], list[1]];
}

function describe(value: Value): string {
  return value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value);
}

function malformed(caller: string, expected: string): Error {
  return new TemplateError(`Template error: ${caller} requires ${expected}`);
}

/** Also thrown when the template names a resource that its condition leaves out. */
export function unresolved(name: string): Error {
  return new TemplateError(
    `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
  );
}
