/** Counts and limits of the account (behaviour 8.1). */
import { ServiceError } from '../aws/errors';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import type { Operations } from './operations';

export function accountOperations(
  context: AccountContext,
): Operations<'GetAccountLimit' | 'GetHostedZoneLimit' | 'GetReusableDelegationSetLimit'> {
  const { own, quotas } = context;
  return {
    GetAccountLimit({ Type }) {
      switch (Type) {
        case 'MAX_HOSTED_ZONES_BY_OWNER':
          return { Limit: { Type, Value: quotas.hostedZones }, Count: own.zones().length };
        case 'MAX_HEALTH_CHECKS_BY_OWNER':
          return { Limit: { Type, Value: quotas.healthChecks }, Count: own.healthChecks().length };
        case 'MAX_REUSABLE_DELEGATION_SETS_BY_OWNER':
          return { Limit: { Type, Value: quotas.delegationSets }, Count: own.delegationSets().length };
        case 'MAX_TRAFFIC_POLICIES_BY_OWNER':
          return { Limit: { Type, Value: 50 }, Count: 0 };
        case 'MAX_TRAFFIC_POLICY_INSTANCES_BY_OWNER':
          return { Limit: { Type, Value: 5 }, Count: 0 };
        default:
          throw invalidInput(`There is no account limit '${String(Type)}'`);
      }
    },

    GetHostedZoneLimit({ Type, HostedZoneId }) {
      const zone = own.zone(HostedZoneId);
      switch (Type) {
        case 'MAX_RRSETS_BY_ZONE':
          return { Limit: { Type, Value: quotas.recordSetsPerZone }, Count: zone.recordSets.length };
        case 'MAX_VPCS_ASSOCIATED_BY_ZONE':
          if (zone.vpcs.length === 0) {
            throw new ServiceError('HostedZoneNotPrivate', `The hosted zone ${zone.id} is not private`);
          }
          return { Limit: { Type, Value: quotas.vpcsPerZone }, Count: zone.vpcs.length };
        default:
          throw invalidInput(`There is no hosted zone limit '${String(Type)}'`);
      }
    },

    GetReusableDelegationSetLimit({ Type, DelegationSetId }) {
      const { id } = own.delegationSet(DelegationSetId);
      if (Type !== 'MAX_ZONES_BY_REUSABLE_DELEGATION_SET') {
        throw invalidInput(`There is no delegation set limit '${String(Type)}'`);
      }
      const count = own.zones().filter(zone => zone.delegationSetId === id).length;
      return { Limit: { Type, Value: quotas.zonesPerDelegationSet }, Count: count };
    },
  };
}
