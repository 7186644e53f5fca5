import type { IAliasRecordTarget, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Endpoint } from '../endpoint';

/** What a user asked for with `FailoverTarget`, before it is known which of the two it is. */
export type FailoverTargetSpec = EndpointTargetSpec | EndpointsTargetSpec | AliasTargetSpec;

export interface EndpointTargetSpec {
  readonly kind: 'endpoint';
  readonly endpoint: Endpoint;
}

export interface EndpointsTargetSpec {
  readonly kind: 'endpoints';
  readonly endpoints: Endpoint[];
  readonly recordName?: string;
}

export interface AliasTargetSpec {
  readonly kind: 'alias';
  readonly target: IAliasRecordTarget;
  readonly recordTypes?: string[];
  readonly evaluateTargetHealth?: boolean;
  readonly healthCheck?: IHealthCheck;
}
