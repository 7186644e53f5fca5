import type { IAliasRecordTarget, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Endpoint } from './endpoint';
import type { FailoverTargetSpec } from './private/failover-targets';

/** How a list of endpoints is put behind a failover record. */
export interface FailoverEndpointsOptions {
  /**
   * The name, in the same zone, at which the endpoints are a multivalue group of their own: relative, or fully qualified with a trailing
   * dot. The failover record is an alias of that group.
   *
   * @default - `primary.` or `secondary.` before the name of the record set; `wildcard` stands for `*` in it
   */
  readonly recordName?: string;
}

/** How an alias target is put behind a failover record. */
export interface FailoverAliasOptions {
  /**
   * The record types of the alias.
   *
   * @default - those of the other target; `A` when both are alias targets
   */
  readonly recordTypes?: string[];

  /**
   * Whether the alias is as healthy as what it targets. A primary needs this or a health check. Route 53 refuses it for a CloudFront
   * distribution.
   *
   * @default - as the alias target says; otherwise true, but false for a CloudFront distribution
   */
  readonly evaluateTargetHealth?: boolean;

  /**
   * A health check of the alias itself. With `evaluateTargetHealth`, both must be healthy.
   *
   * @default - none
   */
  readonly healthCheck?: IHealthCheck;
}

/** What the primary or the secondary of a failover pair stands for. */
export class FailoverTarget {
  /** One endpoint. As a primary it must have a health check. */
  public static endpoint(endpoint: Endpoint): FailoverTarget {
    return new FailoverTarget({ kind: 'endpoint', endpoint });
  }

  /** Several endpoints: a multivalue group at a name of its own, healthy while at least one of them is. */
  public static endpoints(endpoints: Endpoint[], options: FailoverEndpointsOptions = {}): FailoverTarget {
    return new FailoverTarget({ kind: 'endpoints', endpoints, ...options });
  }

  /** An alias target: a load balancer, a CloudFront distribution, an S3 website, another record set of the zone. */
  public static alias(target: IAliasRecordTarget, options: FailoverAliasOptions = {}): FailoverTarget {
    return new FailoverTarget({ kind: 'alias', target, ...options });
  }

  /** @internal */
  public readonly _spec: FailoverTargetSpec;

  private constructor(spec: FailoverTargetSpec) {
    this._spec = spec;
  }
}
