/** Tags of a health check or hosted zone: those of its own property, over those of the stack. */
import type { Tag, TagResourceType } from '@aws-sdk/client-route-53';
import type { Tag as StackTag } from '@aws-sdk/client-cloudformation';
import type { JsonObject } from '../../../template/json';
import { attemptCall, type Route53Calls, type Step } from './route53';
import type { Property } from './schema';

export const TAGS: Property = {
  type: {
    listOf: { object: { Key: { type: 'string', required: true }, Value: { type: 'string', required: true } } },
    unique: true,
  },
};

export function tagsOf(properties: JsonObject, property: string): readonly Tag[] {
  return (properties[property] ?? []) as readonly Tag[];
}

/** Properties with the stack's tags worked into the property that holds tags, so that a changed stack tag changes the resource. */
export function withStackTags(properties: JsonObject, property: string, stackTags: readonly StackTag[]): JsonObject {
  const own = tagsOf(properties, property);
  const inherited = stackTags.filter(tag => !own.some(({ Key }) => Key === tag.Key));
  const list = [...inherited, ...own].map(({ Key, Value }) => ({ Key, Value }) as JsonObject);
  return list.length > 0 ? { ...properties, [property]: list } : properties;
}

/** Makes the tags of a resource what they are to be, if they differ: in one call, so all of it or nothing. */
export function setTags(
  route53: Route53Calls,
  resourceType: TagResourceType,
  resourceId: string,
  before: readonly Tag[],
  after: readonly Tag[],
): Step {
  const change = async (from: readonly Tag[], to: readonly Tag[]): Promise<void> => {
    const added = to.filter(tag => !from.some(old => old.Key === tag.Key && old.Value === tag.Value));
    const removed = from.filter(tag => !to.some(next => next.Key === tag.Key)).map(tag => tag.Key ?? '');
    if (added.length + removed.length > 0) {
      await attemptCall(() =>
        route53.ChangeTagsForResource({
          ResourceType: resourceType,
          ResourceId: resourceId,
          ...(added.length > 0 ? { AddTags: added } : {}),
          ...(removed.length > 0 ? { RemoveTagKeys: removed } : {}),
        }),
      );
    }
  };
  return { make: () => change(before, after), undo: () => change(after, before) };
}
