/** Reusable delegation sets: four name servers that many zones may share. */
import type { DelegationSet as ApiDelegationSet } from '@aws-sdk/client-route-53';
import { bareId, locationOf, pathId } from '../../rules/ids';
import { ServiceError } from '../aws/errors';
import type { DelegationSet } from '../state';
import type { AccountContext } from './context';
import { noSuchHostedZone } from './errors';
import { newId } from './ids';
import { newNameServers } from './name-servers';
import type { Operations } from './operations';
import { byMarker, page } from './paging';

export function delegationSetOperations(
  context: AccountContext,
): Operations<
  'CreateReusableDelegationSet' | 'GetReusableDelegationSet' | 'ListReusableDelegationSets' | 'DeleteReusableDelegationSet'
> {
  const { store, own, random, quotas } = context;
  return {
    CreateReusableDelegationSet({ CallerReference = '', HostedZoneId }) {
      const sets = own.delegationSets();
      if (sets.some(set => set.callerReference === CallerReference)) {
        throw new ServiceError(
          'DelegationSetAlreadyCreated',
          'A delegation set has already been created with the specified caller reference.',
        );
      }
      if (sets.length >= quotas.delegationSets) {
        throw new ServiceError(
          'LimitsExceeded',
          `Limits Exceeded: MAX_REUSABLE_DELEGATION_SETS_BY_OWNER - ${quotas.delegationSets}`,
        );
      }
      const zone = own.findZone(HostedZoneId);
      if (HostedZoneId !== undefined && !zone) {
        throw new ServiceError('HostedZoneNotFound', noSuchHostedZone(bareId(HostedZoneId)).message);
      }
      if (zone?.delegationSetId !== undefined) {
        throw new ServiceError('DelegationSetAlreadyReusable', `The delegation set of ${zone.id} is reusable already`);
      }
      const id = newId('N', store.state.delegationSets, random);
      const set: DelegationSet = {
        id,
        accountId: own.accountId,
        callerReference: CallerReference,
        nameServers: zone?.nameServers ?? newNameServers(random),
      };
      store.update(state => ({
        ...state,
        delegationSets: new Map(state.delegationSets).set(id, set),
        zones: zone ? new Map(state.zones).set(zone.id, { ...zone, delegationSetId: id }) : state.zones,
      }));
      return { DelegationSet: describe(set), Location: locationOf(pathId('delegationset', id)) };
    },

    GetReusableDelegationSet: ({ Id }) => ({ DelegationSet: describe(own.delegationSet(Id)) }),

    ListReusableDelegationSets({ Marker, MaxItems }) {
      const found = page(own.delegationSets(), Marker === undefined ? undefined : set => set.id >= bareId(Marker), MaxItems);
      return { DelegationSets: found.items.map(describe), ...byMarker(Marker, found) };
    },

    DeleteReusableDelegationSet({ Id }) {
      const set = own.delegationSet(Id);
      const user = own.zones().find(zone => zone.delegationSetId === set.id);
      if (user) {
        throw new ServiceError('DelegationSetInUse', `The delegation set ${set.id} is used by the hosted zone ${user.id}`);
      }
      store.update(state => {
        const delegationSets = new Map(state.delegationSets);
        delegationSets.delete(set.id);
        return { ...state, delegationSets };
      });
      return {};
    },
  };
}

function describe({ id, callerReference, nameServers }: DelegationSet): ApiDelegationSet {
  return { Id: pathId('delegationset', id), CallerReference: callerReference, NameServers: [...nameServers] };
}
