import { CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import { isAddressType } from '../../rules/record-types';
import type { Endpoint } from '../endpoint';
import { batchSizeOf, checkBatch } from './check-batch';
import { checkNameForType } from './check-name-for-type';
import { claimLogicalId, logicalIdOf, type RecordIdentity } from './identity';
import type { Member } from './member';
import type { GroupedRecordSet, RecordContext } from './record-context';
import { warnOfLargeGroup, warnOfLongTtl } from './warnings';

/** Multivalue records: one value each, one TTL for all, the set identifier is the endpoint's name (behaviour 1.3 to 1.5). */
export function multiValueRecords({ record, ttl }: RecordContext, members: readonly Member[]): GroupedRecordSet[] {
  return members
    .filter(({ endpoint }) => !endpoint.drained)
    .map(({ endpoint, healthCheckId }) => ({
      name: fullyQualified(record),
      type: endpoint.recordType,
      ttl,
      setIdentifier: endpoint.name,
      multiValueAnswer: true,
      resourceRecords: [endpoint.recordValue],
      healthCheckId,
    }));
}

/** Simple records: one for each type, with all its values (behaviour 2.1), in an order that does not depend on the list's. */
export function simpleRecords({ owner, record, ttl }: RecordContext, endpoints: readonly Endpoint[]): GroupedRecordSet[] {
  const answered = endpoints.filter(endpoint => !endpoint.drained);
  const order = ({ recordValue }: Endpoint): string => JSON.stringify(owner.stack.resolve(recordValue));
  return [...new Set(answered.map(endpoint => endpoint.recordType))].map(type => ({
    name: fullyQualified(record),
    type,
    ttl,
    resourceRecords: answered
      .filter(endpoint => endpoint.recordType === type)
      .map(endpoint => ({ value: endpoint.recordValue, key: order(endpoint) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ value }) => value),
  }));
}

/**
 * All record sets of a name as one resource: one change batch, all of it or nothing, so that the policy of a live name can change
 * (behaviour 1.6). The logical ID does not tell the policy, nor A from AAAA, which a list may come to hold later.
 */
export function defineGroup(context: RecordContext, id: string, recordSets: GroupedRecordSet[]): CfnRecordSetGroup {
  const { owner, zone, record, comment, refuse } = context;
  const size = batchSizeOf(recordSets);
  checkBatch(size, refuse);
  checkNameForType(context, recordSets);
  warnOfLargeGroup(owner, size);
  warnOfLongTtl(owner, recordSets);
  const group = new CfnRecordSetGroup(owner, id, {
    hostedZoneId: zone.hostedZoneId,
    recordSets: [...recordSets].sort(byTypeAndIdentifier),
    comment,
  });
  const { type } = recordSets[0];
  claimLogicalId(group, logicalIdOf(record, isAddressType(type) ? 'Records' : `${type}Records`), owner, record);
  return group;
}

export function fullyQualified(record: RecordIdentity): string {
  return record.domainName === '.' ? '.' : `${record.domainName}.`;
}

/** One order for the same endpoints, so that reordering a list is no difference. */
function byTypeAndIdentifier(a: GroupedRecordSet, b: GroupedRecordSet): number {
  const [left, right] = [a, b].map(set => `${set.type} ${set.setIdentifier ?? ''}`);
  return left < right ? -1 : left > right ? 1 : 0;
}
