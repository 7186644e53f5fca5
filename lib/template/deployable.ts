/** A template's text to a template that can be deployed here, refused in CloudFormation's words where it has no valid form. */
import {
  MAX_MAPPING_ATTRIBUTES,
  MAX_TEMPLATE_DESCRIPTION_BYTES,
  MAX_TEMPLATE_MEMBERS,
  MAX_TEMPLATE_NAME_LENGTH,
} from '../rules/limits';
import { formatError, TemplateError } from './error';
import { SHORT_FORMS } from './intrinsics';
import type { JsonObject } from './json';
import { templateOf, type Template } from './template';
import { parseTemplateText } from './text';

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
/** Sections whose members have names of letters and digits. */
const NAMED = ['Resources', 'Parameters', 'Outputs'] as const;

/** @throws TemplateError */
export function parseTemplate(text: string): Template {
  return deployable(parseDeployableText(text));
}

/** @throws TemplateError */
export function parseDeployableText(text: string): JsonObject {
  return parseTemplateText(text, functionOfTag);
}

/** @throws TemplateError */
export function deployable(root: JsonObject): Template {
  if (root.Transform !== undefined) {
    throw formatError(`Transform ${JSON.stringify(root.Transform)} is not supported: the local Route 53 runs no macros.`);
  }
  const strangers = Object.keys(root).filter(key => !SECTIONS.includes(key));
  if (strangers.length > 0) {
    throw new TemplateError(`Invalid template property or properties [${strangers.join(', ')}]`);
  }
  const template = templateOf(root);
  if (template.resources.size === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  checkPolicies(template);
  checkSizes(template);
  return template;
}

function functionOfTag(tag: string, at: string): string {
  const name = SHORT_FORMS.get(tag);
  if (name === undefined) {
    const known = [...SHORT_FORMS.keys()].join(', ');
    throw formatError(`${tag} is not supported by the local Route 53; it knows ${known}. ${at}`);
  }
  return name;
}

/** No type that is deployed here makes snapshots. */
function checkPolicies({ resources }: Template): void {
  for (const [logicalId, { deletionPolicy, updateReplacePolicy }] of resources) {
    if (deletionPolicy === 'Snapshot' || updateReplacePolicy === 'Snapshot') {
      throw formatError(`[/Resources/${logicalId}] cannot have the policy Snapshot, which its type does not support`);
    }
  }
}

function checkSizes(template: Template): void {
  const sections = { Resources: template.resources, Parameters: template.parameters, Outputs: template.outputs, Mappings: template.mappings }; // prettier-ignore
  for (const [section, most] of Object.entries(MAX_TEMPLATE_MEMBERS)) {
    const names = [...sections[section as keyof typeof sections].keys()];
    const [many, one] = [section.toLowerCase(), section.slice(0, -1)];
    if (names.length > most) {
      throw formatError(`Number of ${many}, ${names.length}, is greater than maximum allowed, ${most}`);
    }
    const misnamed = NAMED.some(named => named === section) ? names.find(name => !/^[A-Za-z0-9]+$/.test(name)) : undefined;
    if (misnamed !== undefined) {
      throw formatError(`${one} name ${misnamed} is non alphanumeric.`);
    }
    const long = names.find(name => name.length > MAX_TEMPLATE_NAME_LENGTH);
    if (long !== undefined) {
      throw formatError(`${one} name ${long} is longer than ${MAX_TEMPLATE_NAME_LENGTH} characters`);
    }
  }
  for (const [name, mapping] of template.mappings) {
    const most = Math.max(...[mapping, ...Object.values(mapping)].map(level => Object.keys(level as JsonObject).length), 0);
    if (most > MAX_MAPPING_ATTRIBUTES) {
      throw formatError(`Number of attributes of mapping ${name}, ${most}, is greater than maximum allowed, ${MAX_MAPPING_ATTRIBUTES}`); // prettier-ignore
    }
  }
  const { description = '' } = template;
  if (Buffer.byteLength(description) > MAX_TEMPLATE_DESCRIPTION_BYTES) {
    throw formatError(`Description is longer than ${MAX_TEMPLATE_DESCRIPTION_BYTES} bytes`);
  }
}
