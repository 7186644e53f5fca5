import type { Resource } from 'aws-cdk-lib';
import type { CfnRecordSetGroup, IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Endpoint } from '../endpoint';
import type { HealthCheckSpec } from './health-check-spec';
import type { RecordIdentity } from './identity';
import type { Refuse } from './invalid';

/** A record set as a group holds it. */
export type GroupedRecordSet = CfnRecordSetGroup.RecordSetProperty;

/** What all record sets of one name share. */
export interface RecordContext {
  readonly owner: Resource;
  readonly zone: IHostedZone;
  readonly record: RecordIdentity;
  readonly ttl: string;
  readonly comment?: string;
  readonly refuse: Refuse;
}

/** An endpoint of a record set, and how it is checked. */
export interface CheckedEndpoint {
  readonly endpoint: Endpoint;
  readonly spec: HealthCheckSpec;
  /** The health check that decides whether it is answered, if any; none before it is defined. */
  readonly healthCheckId?: string;
}
