/** Values of a template's parameters, from what the caller gave, what the stack had before, and the template's defaults. */
import { MAX_PARAMETER_BYTES } from '../rules/limits';
import { TemplateError } from './error';
import type { Json } from './json';
import { Patterns } from './patterns';
import type { ParameterDefinition, Template } from './template';

/** A parameter as the API's callers give it. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

export interface ParameterValue {
  readonly key: string;
  /** What the caller gave, as DescribeStacks shows it. */
  readonly text: string;
  /** Value of the Systems Manager parameter that `text` names. */
  readonly resolved?: string;
  readonly noEcho: boolean;
}

const SSM = /^AWS::SSM::Parameter::Value<(.+)>$/;

/**
 * @param previous texts the stack has now, for parameters given with `UsePreviousValue`
 * @param systemsManager the value of a Systems Manager parameter, if there is one of that name
 * @throws TemplateError
 */
export function parameterValues(
  template: Template,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string>,
  systemsManager: (name: string) => string | undefined,
): ParameterValue[] {
  const strangers = given.map(p => p.ParameterKey ?? '').filter(key => !template.parameters.has(key));
  if (strangers.length > 0) {
    throw new TemplateError(`Parameters: [${strangers.join(', ')}] do not exist in the template`);
  }
  const texts = new Map([...template.parameters].map(([key, definition]) => [key, textOf(key, definition, given, previous)]));
  const missing = [...texts].filter(([, text]) => text === undefined).map(([key]) => key);
  if (missing.length > 0) {
    throw new TemplateError(`Parameters: [${missing.join(', ')}] must have values`);
  }
  const patterns = new Patterns();
  return [...template.parameters].map(([key, definition]) => {
    checkConstraints(key, definition, texts.get(key)!, patterns);
    return valueOf(key, definition, texts.get(key)!, systemsManager);
  });
}

function textOf(
  key: string,
  definition: ParameterDefinition,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string>,
): string | undefined {
  const parameter = given.find(p => p.ParameterKey === key);
  if (parameter?.UsePreviousValue) {
    return previous.get(key);
  }
  return parameter?.ParameterValue ?? (definition.Default === undefined ? undefined : String(definition.Default));
}

function valueOf(
  key: string,
  definition: ParameterDefinition,
  text: string,
  systemsManager: (name: string) => string | undefined,
): ParameterValue {
  const noEcho = String(definition.NoEcho ?? false) === 'true';
  if (!SSM.test(definition.Type)) {
    return { key, text, noEcho };
  }
  const resolved = systemsManager(text);
  if (resolved === undefined) {
    throw new TemplateError(`Unable to fetch parameters [${text}] from parameter store for this account.`);
  }
  return { key, text, resolved, noEcho };
}

/** What `Ref` to a parameter comes to. */
export function typedParameter(definition: ParameterDefinition, value: ParameterValue): Json {
  return typed(SSM.exec(definition.Type)?.[1] ?? definition.Type, value.resolved ?? value.text);
}

function typed(type: string, text: string): Json {
  const isListType = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isListType ? (text === '' ? [] : text.split(',').map(item => item.trim())) : text;
}

function checkConstraints(key: string, definition: ParameterDefinition, text: string, patterns: Patterns): void {
  const why = definition.ConstraintDescription ? `: ${definition.ConstraintDescription}` : '';
  const refuse = (constraint: string) => {
    throw new TemplateError(`Parameter '${key}' must ${constraint}${why}`);
  };
  if (Buffer.byteLength(text) > MAX_PARAMETER_BYTES) {
    refuse(`have at most ${MAX_PARAMETER_BYTES} bytes, got ${Buffer.byteLength(text)}`);
  }
  const items = definition.Type === 'CommaDelimitedList' ? (typed(definition.Type, text) as string[]) : [text];
  const allowed = definition.AllowedValues?.map(String);
  if (allowed && !items.every(item => allowed.includes(item))) {
    refuse(`be one of AllowedValues [${allowed.join(', ')}], got ${text}`);
  }
  if (definition.AllowedPattern && !matches(key, String(definition.AllowedPattern), items, patterns)) {
    refuse(`match pattern ${definition.AllowedPattern}, got ${text}`);
  }
  if (definition.Type === 'Number' && (text.trim() === '' || !Number.isFinite(Number(text)))) {
    refuse(`be a number, got ${text}`);
  }
  if (text.length < Number(definition.MinLength ?? 0) || text.length > Number(definition.MaxLength ?? Infinity)) {
    refuse(`have ${definition.MinLength ?? 0} to ${definition.MaxLength ?? 'any number of'} characters, got ${text.length}`);
  }
  if (Number(text) < Number(definition.MinValue ?? -Infinity) || Number(text) > Number(definition.MaxValue ?? Infinity)) {
    refuse(`lie from ${definition.MinValue ?? '-infinity'} to ${definition.MaxValue ?? 'infinity'}, got ${text}`);
  }
}

function matches(key: string, pattern: string, items: readonly string[], patterns: Patterns): boolean {
  try {
    return patterns.match(pattern, items);
  } catch (error) {
    throw new TemplateError(`Template error: AllowedPattern of parameter ${key}: ${(error as Error).message}`, { cause: error });
  }
}
