/** The template of a definition: its text is read once, however often it is prepared, deployed and described. */
import { parseTemplate } from '../../../template/deployable';
import type { Template } from '../../../template/template';
import type { StackDefinition } from './stack';

const read = new WeakMap<StackDefinition, Template>();

/** @throws TemplateError */
export function templateIn(definition: StackDefinition): Template {
  const template = read.get(definition) ?? parseTemplate(definition.template);
  read.set(definition, template);
  return template;
}

/**
 * A definition whose other members come of its template.
 *
 * @throws TemplateError
 */
export function defined(text: string, rest: (template: Template) => Omit<StackDefinition, 'template'>): StackDefinition {
  const template = parseTemplate(text);
  const definition = { template: text, ...rest(template) };
  read.set(definition, template);
  return definition;
}
