import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import type { EndpointHealthCheck } from './endpoint-health-check';
import { checkEndpoints, checkGroupSize } from './private/check-endpoints';
import { ttlText } from './private/check-ttl';
import { defineGroup, multiValueRecords } from './private/group';
import { membersOf } from './private/members';
import { RecordSetBase } from './private/record-set-base';
import type { RecordSetCommonProps } from './record-set-props';

/** Properties of a `MultiValueRecordSet`. */
export interface MultiValueRecordSetProps extends RecordSetCommonProps {
  /**
   * What the name is answered with: at least one, at most 100 of each type that are not drained, each with its own name and its own
   * address. IPv4 and IPv6 may be mixed; they become two groups, each with its own eight. Their order has no effect.
   */
  readonly endpoints: Endpoint[];

  /**
   * The health check of every endpoint that has none of its own. To leave endpoints unchecked, say `EndpointHealthCheck.none()`.
   *
   * @default - each endpoint must have its own
   */
  readonly healthCheck?: EndpointHealthCheck;
}

/**
 * Answers a name with up to eight healthy endpoints, chosen at random.
 *
 * Defines a health check for each endpoint, and one record set group with a multivalue answer record for each. When no endpoint is
 * healthy, Route 53 answers with up to eight unhealthy ones.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html
 */
export class MultiValueRecordSet extends RecordSetBase {
  constructor(scope: Construct, id: string, props: MultiValueRecordSetProps) {
    super(scope, id, props);
    const ttl = ttlText(props.ttl ?? Duration.seconds(60), this._refuse);
    checkEndpoints(props.endpoints, 'endpoints', this._refuse);
    checkGroupSize(props.endpoints, 'endpoints', this._refuse);
    this._members = membersOf(this, this._record, props.endpoints, 'endpoints', props.healthCheck, this._refuse);
    defineGroup(this, 'Resource', props.zone, this._record, multiValueRecords(this._record, this._members, ttl), props.comment);
  }
}
