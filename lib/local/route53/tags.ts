/** Tags of health checks and hosted zones (behaviour 5.7). */
import type { ResourceTagSet } from '@aws-sdk/client-route-53';
import { outside, validationErrors } from '../../rules/api/words';
import { bareId, tagged } from '../../rules/ids';
import { changeTagsFault, tooManyTags } from '../../rules/tags';
import type { AccountContext } from './context';
import { invalidInput, noSuchHealthCheck, noSuchHostedZone } from './errors';
import type { Operations } from './operations';

/** Characters of the id of a zone; the API model lets ids of both kinds of resource have 64 (behaviour 5.7). */
const ZONE_ID_LENGTH = { min: 0, max: 32 };

export function tagOperations(
  context: AccountContext,
): Operations<'ChangeTagsForResource' | 'ListTagsForResource' | 'ListTagsForResources'> {
  const { store, own } = context;
  /** Where the resource's tags are kept. */
  const keyOf = (type: string | undefined, id: string): string => {
    if (type === 'healthcheck') {
      if (id !== bareId(id)) {
        throw noSuchHealthCheck(id);
      }
      own.healthCheck(id);
      return tagged(type, id);
    }
    refuseIf(longId(id));
    if (id !== bareId(id)) {
      throw noSuchHostedZone(id);
    }
    own.zone(id);
    return tagged('hostedzone', id);
  };
  const tagsOf = (type: string | undefined, id: string): ResourceTagSet => ({
    ResourceType: type as ResourceTagSet['ResourceType'],
    ResourceId: id,
    Tags: [...(store.state.tags.get(keyOf(type, id)) ?? [])],
  });
  return {
    ChangeTagsForResource({ ResourceType, ResourceId, AddTags = [], RemoveTagKeys = [] }) {
      const key = keyOf(ResourceType, ResourceId ?? '');
      refuseIf(changeTagsFault(AddTags, RemoveTagKeys));
      const removed = new Set([...RemoveTagKeys, ...AddTags.map(tag => tag.Key)]);
      const kept = (store.state.tags.get(key) ?? []).filter(tag => !removed.has(tag.Key ?? ''));
      const tags = [...kept, ...AddTags.map(({ Key, Value = '' }) => ({ Key, Value }))];
      refuseIf(tooManyTags(tags.length));
      store.update(state => ({ ...state, tags: new Map(state.tags).set(key, tags) }));
      return {};
    },

    ListTagsForResource: ({ ResourceType, ResourceId }) => ({ ResourceTagSet: tagsOf(ResourceType, ResourceId ?? '') }),

    ListTagsForResources: ({ ResourceType, ResourceIds = [] }) => ({
      ResourceTagSets: ResourceIds.map(id => tagsOf(ResourceType, id)),
    }),
  };
}

function longId(id: string): string | undefined {
  const faults = outside(id.length, ZONE_ID_LENGTH, 'resourceId', 'length', id);
  return faults.length > 0 ? validationErrors(faults) : undefined;
}

function refuseIf(fault: string | undefined): void {
  if (fault !== undefined) {
    throw invalidInput(fault);
  }
}
