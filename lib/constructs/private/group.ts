import { CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import { MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH } from '../../rules/limits';
import { isAddressType } from '../../rules/record-types';
import type { Endpoint } from '../endpoint';
import { claimLogicalId, logicalIdOf, type RecordIdentity } from './identity';
import type { Refuse } from './invalid';
import type { GroupedRecordSet, CheckedEndpoint, RecordContext } from './record-context';
import { isToken } from './tokens';
import { warnOfLargeGroup, warnOfLongTtl } from './warnings';

/** Multivalue records: one value each, one TTL for all, the set identifier is the endpoint's name (behaviour 1.3 to 1.5). */
export function multiValueRecords({ record, ttl }: RecordContext, members: readonly CheckedEndpoint[]): GroupedRecordSet[] {
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

/** What a change batch is measured by (behaviour 5.3). */
interface BatchSize {
  readonly values: number;
  readonly characters: number;
}

/** Characters that are not known yet count as nothing. */
function batchSizeOf(recordSets: readonly GroupedRecordSet[]): BatchSize {
  const values = recordSets.flatMap(set => set.resourceRecords ?? []);
  const characters = values.reduce((sum, value) => sum + (isToken(value) ? 0 : value.length), 0);
  return { values: values.length, characters };
}

/**
 * Refuses a group that is more than one change batch may hold (behaviour 7.2). The limit on the number of values needs no check: 400 of A and
 * 400 of AAAA are within it; that on one value's length is part of its form.
 */
function checkBatch({ characters }: BatchSize, refuse: Refuse): void {
  const max = MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH;
  if (characters > max)
    refuse(`endpoints must have at most ${max} characters in all values, the size of a change batch, got ${characters}`);
}

/** Refuses a type that cannot be at this name, whatever its values: what Route 53 keeps at a zone's own name is always there. */
function checkNameForType({ record, refuse }: RecordContext, recordSets: readonly GroupedRecordSet[]): void {
  const types = new Set(recordSets.map(set => set.type));
  const name = `'${record.domainName}'`;
  if (record.isApex && types.has('CNAME')) {
    refuse(`recordName must not be the zone's own name for records of type CNAME, as NS and SOA records are there, got ${name}`);
  }
  if (record.isApex && types.has('NS')) {
    refuse(
      `recordName must not be the zone's own name for records of type NS, as the zone has its own from the start, got ${name}`,
    );
  }
  if (record.domainName.startsWith('*.') && types.has('NS')) {
    refuse(`recordName must not be a wildcard for records of type NS, got ${name}`); // behaviour 2.1
  }
}
