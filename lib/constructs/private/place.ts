import type { Resource } from 'aws-cdk-lib';
import type { Endpoint } from '../endpoint';
import type { RecordIdentity } from './identity';

/** Where a health check belongs: the endpoint of a record, and what tells it from others there. */
export interface Place {
  readonly scope: Resource;
  readonly record: RecordIdentity;
  readonly endpoint: Endpoint;
  /** Keeps apart the two sides of a failover pair, and the checks of a calculated one. */
  readonly role: readonly string[];
}
