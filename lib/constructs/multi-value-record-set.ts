import type { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import type { EndpointHealthCheck } from './endpoint-health-check';
import { FailoverTarget } from './failover-target';
import { checkEndpoints, checkPool } from './private/check-endpoints';
import { checkSharedHealthCheck } from './private/check-health-check';
import { defineFailover } from './private/failover';
import { defineGroup, multiValueRecords } from './private/group';
import { HealthCheckedRecordSet } from './private/health-checked-record-set';
import { shown } from './private/invalid';
import { checkedMembers, membersOf } from './private/members';
import type { CheckedEndpoint } from './private/record-context';
import { warnOfUnchecked } from './private/warnings';
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

  /**
   * What answers while no endpoint is healthy: a page that says sorry, say. Without it, Route 53 answers with up to eight unhealthy
   * endpoints then; with it, it does so only when the fallback is unhealthy too.
   *
   * The endpoints become a group at a name of their own, and the name itself a failover pair above it. An endpoint without a health check
   * keeps that group healthy for ever, and the fallback is never used.
   *
   * @default - up to eight unhealthy endpoints are answered
   */
  readonly fallback?: FailoverTarget;

  /**
   * With a fallback, the name in the same zone at which the endpoints are: relative, or fully qualified with a trailing dot.
   *
   * @default - `primary.` before the name of the record set
   */
  readonly primaryRecordName?: string;
}

/**
 * Answers a name with up to eight healthy endpoints, chosen at random.
 *
 * Defines a health check for each endpoint, and one record set group with a multivalue answer record for each. When no endpoint is
 * healthy, Route 53 answers with up to eight unhealthy ones, or with the fallback if there is one.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html
 */
export class MultiValueRecordSet extends HealthCheckedRecordSet {
  constructor(scope: Construct, id: string, props: MultiValueRecordSetProps) {
    super(scope, id, props);
    this._members = props.fallback === undefined ? this.definePool(props) : this.definePoolWithFallback(props, props.fallback);
  }

  private definePool({ endpoints, healthCheck, primaryRecordName }: MultiValueRecordSetProps): CheckedEndpoint[] {
    const refuse = this._refuse;
    if (primaryRecordName !== undefined)
      refuse(`primaryRecordName must go with a fallback, got ${shown(primaryRecordName)} alone`);
    checkEndpoints(endpoints, 'endpoints', refuse);
    checkPool(endpoints, 'endpoints', refuse);
    checkSharedHealthCheck(this, healthCheck);
    const members = membersOf(this._context, checkedMembers(this._context, endpoints, 'endpoints', healthCheck));
    defineGroup(this._context, 'Resource', multiValueRecords(this._context, members));
    warnOfUnchecked(this, members);
    return members;
  }

  private definePoolWithFallback(props: MultiValueRecordSetProps, fallback: FailoverTarget): CheckedEndpoint[] {
    return defineFailover(this._context, {
      primary: {
        prop: 'endpoints',
        target: FailoverTarget.endpoints(props.endpoints, { recordName: props.primaryRecordName }),
      },
      secondary: { prop: 'fallback', target: fallback },
      healthCheck: props.healthCheck,
    });
  }
}
