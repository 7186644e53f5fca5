/** A template's text to its sections, refused in CloudFormation's words where it has no valid form. */
import { formatError, TemplateError } from './error';
import { isList, isObject, type Json, type JsonObject } from './json';
import { parseTemplateText } from './text';
import { SHORT_FORMS } from './intrinsics';

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

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

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

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
];
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
/** Most members of a section (facts 7.5). */
const MOST: Readonly<Record<string, number>> = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 };

/** @throws TemplateError */
export function parseTemplate(text: string): Template {
  const root = parseTemplateText(text, functionOfTag);
  if (root.Transform !== undefined) {
    throw formatError(`Transform ${JSON.stringify(root.Transform)} is not supported: the local Route 53 runs no macros.`);
  }
  const strangers = Object.keys(root).filter(key => !SECTIONS.includes(key));
  if (strangers.length > 0) {
    throw new TemplateError(`Invalid template property or properties [${strangers.join(', ')}]`);
  }
  const resources = section(root, 'Resources', parseResource);
  if (resources.size === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  return {
    description: optionalText(root.Description, 'Description'),
    metadata: isObject(root.Metadata) ? root.Metadata : undefined,
    parameters: section(root, 'Parameters', parseParameter),
    mappings: section(root, 'Mappings', (body, path) => objectAt(body, path)),
    conditions: section(root, 'Conditions', body => body),
    rules: section(root, 'Rules', (body, path) => parseRule(objectAt(body, path), path)),
    resources,
    outputs: section(root, 'Outputs', parseOutput),
  };
}

function functionOfTag(tag: string, at: string): string {
  const name = SHORT_FORMS.get(tag);
  if (name === undefined) {
    const known = [...SHORT_FORMS.keys()].join(', ');
    throw formatError(`${tag} is not supported by the local Route 53; it knows ${known}. ${at}`);
  }
  return name;
}

function section<T>(root: JsonObject, name: string, parse: (body: Json, path: string) => T): ReadonlyMap<string, T> {
  const body = objectAt(root[name] ?? {}, `/${name}`);
  const keys = Object.keys(body);
  if (keys.length > (MOST[name] ?? Infinity)) {
    throw formatError(`Number of ${name.toLowerCase()}, ${keys.length}, is greater than maximum allowed, ${MOST[name]}`);
  }
  const misnamed = keys.find(key => ['Resources', 'Parameters', 'Outputs'].includes(name) && !/^[A-Za-z0-9]+$/.test(key));
  if (misnamed !== undefined) {
    throw formatError(`${name.slice(0, -1)} name ${misnamed} is non alphanumeric.`);
  }
  return new Map(keys.map(key => [key, parse(body[key], `/${name}/${key}`)]));
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
      return value;
    default:
      throw formatError(`[${path}] must be Delete, Retain or RetainExceptOnCreate, got ${JSON.stringify(value)}`);
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
