import type { NormalizedSchema } from '@smithy/core/schema';
import { childrenOfText, notOfType, stray, textInStructure } from '../../../rules/api/words';
import { membersOfShape } from '../schemas';
import type { RequestModel } from '../wire';
import { unreadableXml, type XmlTree } from './xml-reader';

type Elements = Exclude<XmlTree, string>;

/**
 * The document as the codec reads it rightly: it passes over what the schema does not have, and makes a number of anything. The service's
 * XML validator refuses both, as it does an element that may come once and came twice.
 *
 * @throws ServiceError InvalidInput
 */
export function checkedContent(schema: NormalizedSchema, tree: XmlTree, element: string, model: RequestModel): XmlTree {
  if (schema.isListSchema()) {
    return listContent(schema, tree, element, model);
  }
  if (schema.isStructSchema()) {
    return structureContent(schema, tree, element, model);
  }
  if (schema.isMapSchema() || schema.isDocumentSchema()) {
    return tree;
  }
  if (typeof tree !== 'string') {
    throw unreadableXml(childrenOfText(element));
  }
  return simpleContent(schema, tree);
}

function simpleContent(schema: NormalizedSchema, text: string): string {
  const collapsed = text.trim();
  if (schema.isNumericSchema() && !/^[-+]?\d+$/.test(collapsed)) {
    throw unreadableXml(notOfType(text, 'integer'));
  }
  if (schema.isBooleanSchema()) {
    if (!/^(true|false|1|0)$/.test(collapsed)) {
      throw unreadableXml(notOfType(text, 'boolean'));
    }
    return String(collapsed === 'true' || collapsed === '1');
  }
  return text;
}

function listContent(schema: NormalizedSchema, tree: XmlTree, element: string, model: RequestModel): XmlTree {
  const item = schema.getValueSchema();
  const name = item.getMergedTraits().xmlName ?? 'member';
  const elements = elementsOf(tree, element);
  const odd = Object.keys(elements).find(key => key !== name);
  if (odd !== undefined) {
    throw unreadableXml(stray(odd, [name], model.namespace));
  }
  const items: XmlTree[] = [elements[name] ?? []].flat();
  return items.length === 0 ? '' : { [name]: items.map(one => checkedContent(item, one, name, model)) };
}

function structureContent(schema: NormalizedSchema, tree: XmlTree, element: string, model: RequestModel): XmlTree {
  const members = new Map(membersOfShape(schema).map(([name, member]) => [member.getMergedTraits().xmlName ?? name, member]));
  const order = model.membersOf?.(schema.getName() ?? '') ?? [...members.keys()];
  const seen = new Set<string>();
  const still = (): string[] => order.filter(name => !seen.has(name));
  return Object.fromEntries(
    Object.entries(elementsOf(tree, element)).map(([name, child]): [string, XmlTree | readonly XmlTree[]] => {
      const member = members.get(name);
      if (!member) {
        throw unreadableXml(stray(name, still(), model.namespace));
      }
      seen.add(name);
      if (member.isListSchema() && member.getMergedTraits().xmlFlattened) {
        const children: XmlTree[] = [child].flat();
        return [name, children.map(one => checkedContent(member.getValueSchema(), one, name, model))];
      }
      if (Array.isArray(child)) {
        throw unreadableXml(stray(name, still(), model.namespace));
      }
      return [name, checkedContent(member, child as XmlTree, name, model)];
    }),
  );
}

function elementsOf(tree: XmlTree, element: string): Elements {
  if (typeof tree !== 'string') {
    return tree;
  }
  if (tree.trim() !== '') {
    throw unreadableXml(textInStructure(element));
  }
  return {};
}
