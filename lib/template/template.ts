/** A template's sections, refused in CloudFormation's words where they have no valid form. */
import { formatError, TemplateError } from './error';
import { isList, isObject, type Json, type JsonObject } from './json';

export interface Template {
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly mappings: ReadonlyMap<string, JsonObject>;
  readonly conditions: ReadonlyMap<string, Json>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly resources: ReadonlyMap<string, ResourceDefinition>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
}

type Scalar = string | number | boolean;

export interface ParameterDefinition {
  readonly Type: string;
  readonly Default?: Scalar;
  readonly AllowedValues?: readonly Scalar[];
  readonly AllowedPattern?: string;
  readonly MinLength?: Scalar;
  readonly MaxLength?: Scalar;
  readonly MinValue?: Scalar;
  readonly MaxValue?: Scalar;
  readonly NoEcho?: Scalar;
  readonly Description?: string;
  readonly ConstraintDescription?: string;
}

export interface Rule {
  readonly RuleCondition?: Json;
  readonly Assertions: readonly { readonly Assert: Json; readonly AssertDescription?: string }[];
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface ResourceDefinition {
  readonly type: string;
  readonly properties: JsonObject;
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: DeletionPolicy;
  readonly updateReplacePolicy: DeletionPolicy;
  readonly metadata?: JsonObject;
}

export interface OutputDefinition {
  readonly value: Json;
  readonly exportName?: Json;
  readonly description?: string;
  readonly condition?: string;
}

const RESOURCE_MEMBERS = [
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
  'Metadata',
];

/**
 * @param onFault takes what is wrong with a member, which is left out then; by default it is thrown
 * @throws TemplateError
 */
export function templateOf(root: JsonObject, onFault: (fault: TemplateError) => void = rethrow): Template {
  const section = <T>(name: string, parse: (body: Json, path: string) => T): ReadonlyMap<string, T> =>
    sectionOf(root, name, parse, onFault);
  return {
    description: optionalText(root.Description, 'Description'),
    metadata: isObject(root.Metadata) ? root.Metadata : undefined,
    parameters: section('Parameters', parseParameter),
    mappings: section('Mappings', objectAt),
    conditions: section('Conditions', body => body),
    rules: section('Rules', (body, path) => parseRule(objectAt(body, path), path)),
    resources: section('Resources', parseResource),
    outputs: section('Outputs', parseOutput),
  };
}

function rethrow(fault: TemplateError): never {
  throw fault;
}

function sectionOf<T>(
  root: JsonObject,
  name: string,
  parse: (body: Json, path: string) => T,
  onFault: (fault: TemplateError) => void,
): ReadonlyMap<string, T> {
  const members = new Map<string, T>();
  for (const [key, body] of Object.entries(objectAt(root[name] ?? {}, `/${name}`))) {
    try {
      members.set(key, parse(body, `/${name}/${key}`));
    } catch (error) {
      if (!(error instanceof TemplateError)) {
        throw error;
      }
      onFault(error);
    }
  }
  return members;
}

function parseResource(body: Json, path: string): ResourceDefinition {
  const resource = objectAt(body, path);
  if (typeof resource.Type !== 'string') {
    throw formatError(`[${path}] Every Resources object must contain a Type member.`);
  }
  const strangers = Object.keys(resource).filter(key => !RESOURCE_MEMBERS.includes(key));
  if (strangers.length > 0) {
    throw new TemplateError(`Invalid template resource property '${strangers[0]}' at ${path}`);
  }
  return {
    type: resource.Type,
    properties: objectAt(resource.Properties ?? {}, `${path}/Properties`),
    condition: optionalText(resource.Condition, `${path}/Condition`),
    dependsOn: textList(resource.DependsOn, `${path}/DependsOn`),
    deletionPolicy: policy(resource.DeletionPolicy, `${path}/DeletionPolicy`),
    updateReplacePolicy: policy(resource.UpdateReplacePolicy, `${path}/UpdateReplacePolicy`),
    metadata: isObject(resource.Metadata) ? resource.Metadata : undefined,
  };
}

function policy(value: Json | undefined, path: string): DeletionPolicy {
  switch (value) {
    case undefined:
      return 'Delete';
    case 'Delete':
    case 'Retain':
    case 'RetainExceptOnCreate':
    case 'Snapshot':
      return value;
    default:
      throw formatError(`[${path}] must be Delete, Retain, RetainExceptOnCreate or Snapshot, got ${JSON.stringify(value)}`);
  }
}

function parseParameter(body: Json, path: string): ParameterDefinition {
  const parameter = objectAt(body, path);
  if (typeof parameter.Type !== 'string') {
    throw formatError(`[${path}] Every Parameters object must contain a Type member.`);
  }
  const { AllowedValues: allowed, ...rest } = parameter;
  const nested = Object.keys(rest).find(key => typeof rest[key] === 'object');
  if (nested !== undefined || (allowed !== undefined && !isList(allowed))) {
    throw formatError(`[${path}/${nested ?? 'AllowedValues'}] must be ${nested ? 'a string' : 'a list'}`);
  }
  return parameter as unknown as ParameterDefinition;
}

function parseRule(rule: JsonObject, path: string): Rule {
  if (!isList(rule.Assertions) || !rule.Assertions.every(a => isObject(a) && a.Assert !== undefined)) {
    throw formatError(`[${path}/Assertions] must be a list of objects with an Assert member`);
  }
  return rule as unknown as Rule;
}

function parseOutput(body: Json, path: string): OutputDefinition {
  const output = objectAt(body, path);
  if (output.Value === undefined) {
    throw formatError(`[${path}] Every Outputs member must contain a Value object`);
  }
  return {
    value: output.Value,
    exportName: objectAt(output.Export ?? {}, `${path}/Export`).Name,
    description: optionalText(output.Description, `${path}/Description`),
    condition: optionalText(output.Condition, `${path}/Condition`),
  };
}

function objectAt(value: Json, path: string): JsonObject {
  if (!isObject(value)) {
    throw formatError(`[${path}] must be an object`);
  }
  return value;
}

function optionalText(value: Json | undefined, path: string): string | undefined {
  if (value !== undefined && typeof value !== 'string') {
    throw formatError(`[${path}] must be a string`);
  }
  return value;
}

function textList(value: Json | undefined, path: string): readonly string[] {
  const list = value === undefined ? [] : isList(value) ? value : [value];
  if (!list.every(item => typeof item === 'string')) {
    throw formatError(`[${path}] must be a string or a list of strings`);
  }
  return list;
}
