/** What the intrinsic functions of a template come to. */
import { shownJson, listOf, malformed, pair, scalar, text, unresolved } from './arguments';
import { cidrBlocks } from './cidr';
import { TemplateError } from './error';
import { isList, isObject, type Json } from './json';
import { decide, same } from './logic';
import { unknownOr, type Scope } from './scope';
import { attributeReference, intrinsicName, shownIntrinsic, substitutions } from './syntax';
import { joinTexts, resolved } from './texts';
import { isUnknown, isValueList, Unknown, type Value } from './value';

/** Undefined where the template says `AWS::NoValue`: the property, or the member of the list, is left out. */
type Result = Value | undefined;
type Intrinsic = (argument: Json, scope: Scope) => Result;

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, scope) => ref(text(argument, 'Ref'), scope)],
  ['Condition', (argument, scope) => scope.condition(text(argument, 'Condition'))],
  ['Fn::GetAtt', getAtt],
  ['Fn::Join', join],
  ['Fn::Sub', sub],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', base64],
  ['Fn::ImportValue', importValue],
  ['Fn::GetAZs', getAvailabilityZones],
  ['Fn::Cidr', cidr],
  ['Fn::If', conditional],
  ['Fn::Equals', equals],
  ['Fn::And', (argument, scope) => decide(listOf(argument, 'Fn::And', 2, 10), false, item => truth(item, scope))],
  ['Fn::Or', (argument, scope) => decide(listOf(argument, 'Fn::Or', 2, 10), true, item => truth(item, scope))],
  ['Fn::Not', not],
  ['Fn::Contains', contains],
]);

/** YAML's tags for them, e.g. `!GetAtt` for `Fn::GetAtt`. */
export const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  [...INTRINSICS.keys()].map(name => [`!${name.replace('Fn::', '')}`, name]),
);

/** @throws TemplateError */
export function evaluate(value: Json, scope: Scope): Result {
  scope.budget.step();
  if (typeof value === 'string') {
    return resolved(value, scope);
  }
  if (isList(value)) {
    return value.map(item => evaluate(item, scope)).filter(item => item !== undefined);
  }
  if (!isObject(value)) {
    return value;
  }
  const name = intrinsicName(value);
  if (name !== undefined) {
    return unknownOr(scope, () => shownIntrinsic(name, value[name]), () => intrinsic(name)(value[name], scope)); // prettier-ignore
  }
  const members = Object.entries(value).map(([key, member]) => [key, evaluate(member, scope)] as const);
  return Object.fromEntries(members.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined));
}

function intrinsic(name: string): Intrinsic {
  const found = INTRINSICS.get(name);
  if (!found) {
    const known = [...INTRINSICS.keys()].filter(key => key.startsWith('Fn::')).join(', ');
    throw new TemplateError(`Template error: ${name} is not supported here; there are Ref, ${known}`);
  }
  return found;
}

/** The branches of an `Fn::If` that its condition may take, not yet evaluated. */
export function branches(argument: Json, scope: Scope): readonly Json[] {
  const [condition, whenTrue, whenFalse] = listOf(argument, 'Fn::If', 3, 3);
  const holds = scope.condition(text(condition, 'Fn::If'));
  return isUnknown(holds) ? [whenTrue, whenFalse] : [holds ? whenTrue : whenFalse];
}

function conditional(argument: Json, scope: Scope): Result {
  const taken = branches(argument, scope);
  if (taken.length === 1) {
    return evaluate(taken[0], scope);
  }
  const condition = text(listOf(argument, 'Fn::If', 3, 3)[0], 'Fn::If');
  return scope.undecided
    ? scope.undecided(
        condition,
        taken.map(branch => () => evaluate(branch, scope)),
      )
    : Unknown.because(`If ${condition}`, scope.condition(condition));
}

function ref(name: string, scope: Scope): Result {
  if (name === 'AWS::NoValue') {
    return undefined;
  }
  const value = scope.ref(name);
  if (value === undefined) {
    throw unresolved(name);
  }
  return value;
}

function getAtt(argument: Json, scope: Scope): Result {
  const [logicalId, attribute] = attributeReference(argument);
  const name = evaluateText(attribute, scope, 'Fn::GetAtt');
  return isUnknown(name) ? Unknown.because(`${logicalId}.${String(name)}`, name) : attributeOf(logicalId, name, scope);
}

function attributeOf(logicalId: string, attribute: string, scope: Scope): Value {
  const value = scope.attribute(logicalId, attribute);
  if (value === undefined) {
    throw unresolved(logicalId);
  }
  return value;
}

function join(argument: Json, scope: Scope): Result {
  const [delimiter, list] = listOf(argument, 'Fn::Join', 2, 2);
  const between = text(delimiter, 'Fn::Join');
  const items = evaluateList(list, scope, 'Fn::Join');
  if (isUnknown(items)) {
    return Unknown.because(items.expression, items);
  }
  return joinTexts(
    items.flatMap((item, at) => [...(at > 0 ? [between] : []), scalar(item, 'Fn::Join')]),
    scope,
  );
}

function sub(argument: Json, scope: Scope): Result {
  const [template, extra]: readonly Json[] = isList(argument) ? argument : [argument, {}];
  if (!isObject(extra)) {
    throw malformed('Fn::Sub', 'a string, or a list of a string and a map');
  }
  const own = new Map<string, Result>();
  const valueOf = (name: string): Result => {
    if (!Object.hasOwn(extra, name)) {
      const dot = name.indexOf('.');
      return dot > 0 ? attributeOf(name.slice(0, dot), name.slice(dot + 1), scope) : ref(name, scope);
    }
    if (!own.has(name)) {
      own.set(name, evaluate(extra[name], scope));
    }
    return own.get(name);
  };
  const pieces = substitutions(text(template, 'Fn::Sub'));
  scope.budget.step(pieces.length);
  return joinTexts(
    pieces.map(piece => (typeof piece === 'string' ? piece : scalar(valueOf(piece.name), 'Fn::Sub'))),
    scope,
  );
}

function select(argument: Json, scope: Scope): Result {
  const [at, list] = listOf(argument, 'Fn::Select', 2, 2);
  const items = evaluateList(list, scope, 'Fn::Select');
  const position = evaluateText(at, scope, 'Fn::Select');
  if (isUnknown(items) || isUnknown(position)) {
    const from = isUnknown(items) ? items.expression : JSON.stringify(items);
    return Unknown.because(`Select ${String(position)} of ${from}`, [items, position]);
  }
  const index = Number(position);
  if (!Number.isInteger(index) || index < 0 || index >= items.length) {
    throw new TemplateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  }
  return items[index];
}

function split(argument: Json, scope: Scope): Result {
  const [delimiter, source] = listOf(argument, 'Fn::Split', 2, 2);
  const whole = evaluateText(source, scope, 'Fn::Split');
  if (isUnknown(whole)) {
    return Unknown.because(whole.expression, whole);
  }
  const items = whole.split(text(delimiter, 'Fn::Split'));
  scope.budget.step(items.length);
  return items;
}

function findInMap(argument: Json, scope: Scope): Result {
  const keys = listOf(argument, 'Fn::FindInMap', 3, 3).map(item => evaluateText(item, scope, 'Fn::FindInMap'));
  if (keys.some(isUnknown)) {
    return Unknown.because(['FindInMap', ...keys].join(' '), keys);
  }
  const [map, top, second] = keys.map(String);
  const row = scope.mappings.get(map);
  const column = row !== undefined && Object.hasOwn(row, top) ? row[top] : undefined;
  if (!isObject(column) || !Object.hasOwn(column, second)) {
    throw new TemplateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  }
  const found = column[second];
  scope.budget.step(isList(found) ? found.length : 1);
  return found;
}

function base64(argument: Json, scope: Scope): Result {
  const whole = evaluateText(argument, scope, 'Fn::Base64');
  return isUnknown(whole) ? Unknown.because('Base64', whole) : joinTexts([Buffer.from(whole).toString('base64')], scope);
}

function importValue(argument: Json, scope: Scope): Result {
  const name = evaluateText(argument, scope, 'Fn::ImportValue');
  if (isUnknown(name)) {
    return Unknown.because(`ImportValue ${String(name)}`, name);
  }
  const value = scope.exported(name);
  if (value === undefined) {
    throw new TemplateError(`No export named ${name} found`);
  }
  return value;
}

function getAvailabilityZones(argument: Json, scope: Scope): Result {
  const given = evaluateText(argument, scope, 'Fn::GetAZs');
  const region = given === '' ? scalar(ref('AWS::Region', scope), 'Fn::GetAZs') : given;
  if (isUnknown(region) || !scope.availabilityZones) {
    return Unknown.of(`GetAZs ${String(region)}`, 'which availability zones an account has is not in the template');
  }
  return scope.availabilityZones(region);
}

function cidr(argument: Json, scope: Scope): Result {
  const given = listOf(argument, 'Fn::Cidr', 3, 3).map(item => evaluateText(item, scope, 'Fn::Cidr'));
  if (given.some(isUnknown)) {
    return Unknown.because(['Cidr', ...given].join(' '), given);
  }
  const [block, count, bits] = given.map(String);
  const blocks = cidrBlocks(block, Number(count), Number(bits));
  if (!blocks) {
    throw malformed('Fn::Cidr', `a block, at most 256 blocks to make of it, and their bits, got ${shownJson(given)}`);
  }
  return blocks;
}

function equals(argument: Json, scope: Scope): Result {
  const items = evaluateList(argument, scope, 'Fn::Equals');
  return isUnknown(items) ? Unknown.because('Equals', items) : same(...pair(items, 'Fn::Equals'));
}

function not(argument: Json, scope: Scope): Result {
  const result = truth(listOf(argument, 'Fn::Not', 1, 1)[0], scope);
  return isUnknown(result) ? result : !result;
}

function contains(argument: Json, scope: Scope): Result {
  const [list, value] = listOf(argument, 'Fn::Contains', 2, 2);
  const wanted = evaluate(value, scope);
  const items = evaluateList(list, scope, 'Fn::Contains');
  return isUnknown(items) ? Unknown.because('Contains', items) : decide(items, true, item => same(item, wanted));
}

function truth(value: Json, scope: Scope): boolean | Unknown {
  const result = evaluate(value, scope);
  if (typeof result !== 'boolean' && !isUnknown(result)) {
    throw new TemplateError(`Template error: every condition member must be a condition function, got ${shownJson(value)}`);
  }
  return result;
}

function evaluateList(value: Json, scope: Scope, caller: string): readonly Value[] | Unknown {
  const result = evaluate(value, scope);
  if (!isValueList(result) && !isUnknown(result)) {
    throw malformed(caller, `a list, got ${shownJson(result)}`);
  }
  return result;
}

function evaluateText(value: Json, scope: Scope, caller: string): string | Unknown {
  return scalar(evaluate(value, scope), caller);
}
