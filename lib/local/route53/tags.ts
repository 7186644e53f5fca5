/** Tags of health checks and hosted zones (facts 5.7). */
import type { ResourceTagSet } from '@aws-sdk/client-route-53';
import { outside, validationErrors } from '../../rules/changes/request-fault';
import { changeTagsFault, tooManyTags } from '../../rules/tags';
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
      refuseIf(changeTagsFault(AddTags, RemoveTagKeys));
      const removed = new Set([...RemoveTagKeys, ...AddTags.map(tag => tag.Key)]);
      const kept = (store.state.tags.get(key) ?? []).filter(tag => !removed.has(tag.Key ?? ''));
      const tags = [...kept, ...AddTags.map(({ Key, Value = '' }) => ({ Key, Value }))];
      refuseIf(tooManyTags(tags.length));
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

function refuseIf(fault: string | undefined): void {
  if (fault !== undefined) {
    throw invalidInput(fault);
  }
}
