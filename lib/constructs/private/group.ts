import { CfnRecordSetGroup, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Endpoint } from '../endpoint';
import { claimLogicalId, logicalIdOf, type RecordIdentity } from './identity';

/** A record set as a group holds it. */
export type GroupedRecordSet = CfnRecordSetGroup.RecordSetProperty;

/** An endpoint and the health check that decides whether it is answered, if any. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly healthCheckId?: string;
}

/** Multivalue records: one value each, one TTL for all, the set identifier is the endpoint's name (facts 1.3 to 1.5). */
export function multiValueRecords(record: RecordIdentity, members: readonly Member[], ttl: string): GroupedRecordSet[] {
  return members
    .filter(({ endpoint }) => !endpoint.drained)
    .map(({ endpoint, healthCheckId }) => ({
      name: fullyQualified(record),
      type: endpoint.recordType,
      ttl,
      setIdentifier: endpoint.name,
      multiValueAnswer: true,
      resourceRecords: [endpoint.value],
      healthCheckId,
    }));
}

/**
 * All record sets of a name as one resource: one change batch, all of it or nothing, so that the policy of a live name can change
 * (facts 1.6). The logical ID does not tell the policy, nor A from AAAA, which a list may come to hold later.
 */
export function defineGroup(
  owner: Construct,
  id: string,
  zone: IHostedZone,
  record: RecordIdentity,
  recordSets: GroupedRecordSet[],
  comment?: string,
): CfnRecordSetGroup {
  const group = new CfnRecordSetGroup(owner, id, {
    hostedZoneId: zone.hostedZoneId,
    recordSets: [...recordSets].sort(byTypeAndIdentifier),
    comment,
  });
  const type = recordSets[0].type;
  const kind = type === 'A' || type === 'AAAA' ? 'Records' : `${type}Records`;
  claimLogicalId(group, logicalIdOf(record, kind), owner, record);
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
