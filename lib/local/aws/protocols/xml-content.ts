import type { NormalizedSchema } from '@smithy/core/schema';
import { membersOf } from '../schemas';
import type { XmlTree } from './xml-reader';

/**
 * What an element holds that its schema does not have: a child of another name, or one that may come once and came twice. The codec would
 * pass over the first and stumble over the second; the service's XML validator refuses both. Undefined when all is well.
 */
export function strayContent(schema: NormalizedSchema, tree: XmlTree | readonly XmlTree[]): string | undefined {
  if (isList(tree)) {
    return first(tree, item => strayContent(schema, item));
  }
  if (typeof tree === 'string') {
    return undefined;
  }
  if (schema.isListSchema()) {
    const name = schema.getValueSchema().getMergedTraits().xmlName ?? 'member';
    return schema.getMergedTraits().xmlFlattened
      ? strayContent(schema.getValueSchema(), tree)
      : childrenOf(tree, new Map([[name, schema.getValueSchema()]]), () => true);
  }
  if (schema.isStructSchema()) {
    const members = new Map(membersOf(schema).map(([name, member]) => [member.getMergedTraits().xmlName ?? name, member]));
    return childrenOf(tree, members, member => member.isListSchema() && Boolean(member.getMergedTraits().xmlFlattened));
  }
  return undefined;
}

function childrenOf(
  tree: Exclude<XmlTree, string>,
  members: ReadonlyMap<string, NormalizedSchema>,
  mayRepeat: (member: NormalizedSchema) => boolean,
): string | undefined {
  for (const [name, child] of Object.entries(tree)) {
    const member = members.get(name);
    if (!member) {
      const expected = [...members.keys()].join(', ');
      return `cvc-complex-type.2.4.a: Invalid content was found starting with element '${name}'. One of '{${expected}}' is expected.`;
    }
    if (isList(child) && !mayRepeat(member)) {
      return `cvc-complex-type.2.4.d: Invalid content was found starting with element '${name}'. No child element is expected at this point.`;
    }
    const stray = strayContent(member, child);
    if (stray) {
      return stray;
    }
  }
  return undefined;
}

const isList = (tree: XmlTree | readonly XmlTree[]): tree is readonly XmlTree[] => Array.isArray(tree);

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
