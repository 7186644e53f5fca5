/** The templates of definitions. Their texts are read once, however often they are prepared, deployed and described. */
import { parseTemplate } from '../../../template/deployable';
import type { Template } from '../../../template/template';
import { isSlow, readTemplate } from '../read-template';
import type { Stack, StackDefinition } from './stack';

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
export function defined(text: string, template: Template, rest: Omit<StackDefinition, 'template'>): StackDefinition {
  const definition = { template: text, ...rest };
  read.set(definition, template);
  return definition;
}

/** Reads the templates of stacks that were there before, so that whoever asks for one need not wait for it. */
export async function readTemplatesOf(stacks: Iterable<Stack>): Promise<void> {
  const definitions = [...stacks].flatMap(({ definition, before, changeSets }) => [
    definition,
    before?.definition,
    ...[...changeSets.values()].map(changeSet => changeSet.definition),
  ]);
  for (const definition of new Set(definitions)) {
    if (definition && isSlow(definition.template)) {
      await readTemplate(definition.template).then(
        template => read.set(definition, template),
        () => undefined, // told to whoever asks for it
      );
    }
  }
}
