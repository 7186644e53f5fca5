import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';

/** What a user asked for with `EndpointHealthCheck`, before it meets an endpoint. */
export type HealthCheckSpec = DefinedSpec | ExistingSpec | NoneSpec;

/** A health check that is ours to define. */
export type DefinedSpec = ProbeSpec | AlarmSpec | CalculatedSpec | RoutingControlSpec;

/** What every health check may say. */
interface CommonSpec {
  readonly inverted?: boolean;
  readonly tags?: Record<string, string>;
}

/** Checkers connect to the endpoint. */
export interface ProbeSpec extends CommonSpec {
  readonly kind: 'probe';
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly port?: number;
  readonly path?: string;
  readonly hostName?: string;
  readonly searchString?: string;
  readonly enableSni?: boolean;
  readonly interval?: Duration;
  readonly failureThreshold?: number;
  readonly measureLatency?: boolean;
  readonly regions?: string[];
}

/** A CloudWatch alarm tells. */
export interface AlarmSpec extends CommonSpec {
  readonly kind: 'alarm';
  readonly alarm: IAlarm;
  readonly insufficientData?: string;
}

/** Other health checks of the same endpoint tell. */
export interface CalculatedSpec extends CommonSpec {
  readonly kind: 'calculated';
  readonly checks: readonly HealthCheckSpec[];
  readonly healthyThreshold?: number;
}

/** A switch of Application Recovery Controller tells. */
export interface RoutingControlSpec extends CommonSpec {
  readonly kind: 'routingControl';
  readonly routingControlArn: string;
}

/** A health check that is defined elsewhere. */
export interface ExistingSpec {
  readonly kind: 'existing';
  readonly healthCheck: IHealthCheck;
}

/** On purpose none. */
export interface NoneSpec {
  readonly kind: 'none';
}
