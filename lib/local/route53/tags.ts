/** Tags of health checks and hosted zones (facts 5.7). */
import type { ResourceTagSet, Tag } from '@aws-sdk/client-route-53';
import { outside, validationErrors } from '../../rules/changes/request-fault';
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from '../../rules/limits';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import { bareId } from './ids';
import type { Operations } from './operations';

const MAX_RESOURCES = 10;

export function tagOperations(
  context: AccountContext,
): Operations<'ChangeTagsForResource' | 'ListTagsForResource' | 'ListTagsForResources'> {
  const { store, own } = context;
  /** Where the resource's tags are kept. */
  const keyOf = (type: string | undefined, id: string): string => {
    switch (type) {
      case 'hostedzone':
        own.zone(id);
        break;
      case 'healthcheck':
        own.healthCheck(id);
        break;
      default:
        throw invalidInput(`A resource type is healthcheck or hostedzone, got '${type}'`);
    }
    return `${type}/${id}`;
  };
  const tagsOf = (type: string | undefined, id: string): ResourceTagSet => ({
    ResourceType: type as ResourceTagSet['ResourceType'],
    ResourceId: id,
    Tags: [...(store.state.tags.get(keyOf(type, id)) ?? [])],
  });
  return {
    ChangeTagsForResource({ ResourceType, ResourceId, AddTags = [], RemoveTagKeys = [] }) {
      const key = keyOf(ResourceType, bareId(ResourceId));
      checkTags(AddTags, RemoveTagKeys);
      const removed = new Set([...RemoveTagKeys, ...AddTags.map(tag => tag.Key)]);
      const kept = (store.state.tags.get(key) ?? []).filter(tag => !removed.has(tag.Key ?? ''));
      const tags = [...kept, ...AddTags.map(({ Key, Value = '' }) => ({ Key, Value }))];
      if (tags.length > MAX_TAGS) {
        throw invalidInput(`A resource can have at most ${MAX_TAGS} tags, this one would have ${tags.length}`);
      }
      store.update(state => ({ ...state, tags: new Map(state.tags).set(key, tags) }));
      return {};
    },

    ListTagsForResource: ({ ResourceType, ResourceId }) => ({ ResourceTagSet: tagsOf(ResourceType, bareId(ResourceId)) }),

    ListTagsForResources({ ResourceType, ResourceIds = [] }) {
      const faults = outside(
        ResourceIds.length,
        { min: 1, max: MAX_RESOURCES },
        'resourceIds',
        'length',
        `[${ResourceIds.join(', ')}]`,
      );
      if (faults.length > 0) {
        throw invalidInput(validationErrors(faults));
      }
      return { ResourceTagSets: ResourceIds.map(id => tagsOf(ResourceType, bareId(id))) };
    },
  };
}

function checkTags(add: readonly Tag[], remove: readonly string[]): void {
  if (add.length === 0 && remove.length === 0) {
    throw invalidInput('At least one tag to add or one key to remove is needed');
  }
  const faults = [
    ...outside(add.length, { min: 0, max: MAX_TAGS }, 'addTags', 'length', `${add.length} tags`),
    ...outside(remove.length, { min: 0, max: MAX_TAGS }, 'removeTagKeys', 'length', `${remove.length} keys`),
    ...add.flatMap(({ Key = '', Value = '' }, i) => [
      ...outside(Key.length, { min: 1, max: MAX_TAG_KEY_LENGTH }, `addTags.${i + 1}.member.key`, 'length', Key),
      ...outside(Value.length, { min: 0, max: MAX_TAG_VALUE_LENGTH }, `addTags.${i + 1}.member.value`, 'length', Value),
    ]),
  ];
  if (faults.length > 0) {
    throw invalidInput(validationErrors(faults));
  }
  const keys = add.map(tag => tag.Key);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    throw invalidInput(`The tag key '${twice}' is given twice`);
  }
}
