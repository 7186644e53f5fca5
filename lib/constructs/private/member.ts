import type { Endpoint } from '../endpoint';
import type { HealthCheckSpec } from './health-check-spec';

/** An endpoint and how it is to be checked, found to be acceptable. */
export interface Judged {
  readonly endpoint: Endpoint;
  readonly spec: HealthCheckSpec;
}

/** An endpoint and the health check that decides whether it is answered, if any. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly spec?: HealthCheckSpec;
  readonly healthCheckId?: string;
}
