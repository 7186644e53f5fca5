import type { Construct } from 'constructs';
import type { EndpointHealthCheck } from './endpoint-health-check';
import type { FailoverTarget } from './failover-target';
import { defineFailover } from './private/failover';
import { HealthCheckedRecordSet } from './private/health-checked-record-set';
import type { RecordSetCommonProps } from './record-set-props';

/** Properties of a `FailoverRecordSet`. */
export interface FailoverRecordSetProps extends RecordSetCommonProps {
  /** What answers while it is healthy. */
  readonly primary: FailoverTarget;

  /** What answers while the primary is unhealthy. When both are unhealthy, the primary answers. Must be of the primary's record types. */
  readonly secondary: FailoverTarget;

  /**
   * The health check of every endpoint, of the primary and of the secondary, that has none of its own. To leave endpoints unchecked, say
   * `EndpointHealthCheck.none()`.
   *
   * @default - each endpoint must have its own
   */
  readonly healthCheck?: EndpointHealthCheck;
}

/**
 * Answers a name with its primary while that is healthy, otherwise with its secondary.
 *
 * Defines one record set group with the two failover records of each type; for a list of endpoints also a group at a name of its own, which
 * the failover record is an alias of.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html
 */
export class FailoverRecordSet extends HealthCheckedRecordSet {
  constructor(scope: Construct, id: string, props: FailoverRecordSetProps) {
    super(scope, id, props);
    this._members = defineFailover(this._context, {
      primary: { prop: 'primary', target: props.primary },
      secondary: { prop: 'secondary', target: props.secondary },
      healthCheck: props.healthCheck,
    });
  }
}
