/** From the templates of an app to what it declares. */
import { ofEach, readStacks, type Deployed, type StackScope, type StackTemplate } from '../template/stacks';
import type { Declared, DeclaredStack } from './declared';
import { declarationsOf } from './template/read';

/** @throws TemplateError when a template asks for more than is done for any */
export function declare(stacks: readonly StackTemplate[], deployed?: Deployed): Declared {
  const notes = new Set<string>();
  const note = (sentence: string): unknown => notes.add(sentence);
  const scopes = readStacks(stacks, { deployed, note, assuming: true });
  const read = ofEach(scopes, scope => declarationsOf(scope, note));
  return {
    stacks: scopes.map(describe),
    zones: read.flatMap(one => one.zones),
    healthChecks: read.flatMap(one => one.healthChecks),
    batches: read.flatMap(one => one.batches),
    notes: [...notes],
  };
}

/** Everything is counted that the template has, whatever its conditions. */
function describe({ stack }: StackScope): DeclaredStack {
  const { template } = stack;
  return {
    name: stack.name,
    file: stack.file,
    ...(stack.account !== undefined && { account: stack.account }),
    ...(stack.region !== undefined && { region: stack.region }),
    ...(stack.parent && { parent: stack.parent.stack }),
    tags: Object.entries(stack.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    resources: Object.keys(template.Resources ?? {}).length,
    parameters: Object.keys(template.Parameters ?? {}).length,
    outputs: Object.keys(template.Outputs ?? {}).length,
    templateBytes: stack.bytes,
  };
}
