import type { Duration } from 'aws-cdk-lib';

/** What a user asked for with `EndpointHealthCheck`, before it meets an endpoint. */
export type HealthCheckSpec = ProbeSpec | ExistingSpec | NoneSpec;

/** Checkers connect to the endpoint. */
export interface ProbeSpec {
  readonly kind: 'probe';
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly port?: number;
  readonly path?: string;
  readonly hostName?: string;
  readonly searchString?: string;
  readonly enableSni?: boolean;
  readonly interval?: Duration;
  readonly failureThreshold?: number;
  readonly inverted?: boolean;
  readonly measureLatency?: boolean;
  readonly regions?: string[];
  readonly tags?: Record<string, string>;
}

/** A health check that is defined elsewhere. */
export interface ExistingSpec {
  readonly kind: 'existing';
  readonly healthCheckId: string;
}

/** On purpose none. */
export interface NoneSpec {
  readonly kind: 'none';
}
