import type { Construct } from 'constructs';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import { checkProbe, checkProbeTarget } from './check-health-check';
import type { HealthCheckSpec } from './health-check-spec';
import { defineHealthCheck } from './health-checks';
import type { RecordIdentity } from './identity';
import { type Refuse, shown } from './invalid';

/** An endpoint and how it is to be checked, found to be acceptable. */
export interface Judged {
  readonly endpoint: Endpoint;
  readonly spec: HealthCheckSpec;
}

/** An endpoint and the health check that decides whether it is answered, if any. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly healthCheckId?: string;
}

/**
 * Each endpoint with its check: its own, or else the one for all. Drained endpoints have theirs too. Defines nothing yet, so that nothing
 * is defined when something is refused. `prop` is the list's name in the caller's props.
 */
export function judge(
  endpoints: readonly Endpoint[],
  prop: string,
  forAll: EndpointHealthCheck | undefined,
  refuse: Refuse,
): Judged[] {
  return endpoints.map((endpoint, index) => judgeOne(endpoint, `${prop}[${index}]`, forAll, refuse));
}

/** The same for a single endpoint. */
export function judgeOne(endpoint: Endpoint, prop: string, forAll: EndpointHealthCheck | undefined, refuse: Refuse): Judged {
  const own = endpoint.healthCheck?._spec;
  const spec = own ?? forAll?._spec;
  if (spec === undefined) {
    return refuse(
      `healthCheck must be given, for all or for each endpoint (EndpointHealthCheck.none() if there shall be none), got none for ` +
        `${prop} ${shown(endpoint.name)}`,
    );
  }
  if (own?.kind === 'probe') checkProbe(own, `${prop}.healthCheck`, refuse);
  if (spec.kind === 'probe') checkProbeTarget(endpoint, spec, prop, refuse);
  return { endpoint, spec };
}

/** Defines the health checks. `role` keeps apart two lists of one record set, where both may hold an endpoint of one name. */
export function membersOf(scope: Construct, record: RecordIdentity, judged: readonly Judged[], ...role: string[]): Member[] {
  return judged.map(({ endpoint, spec }) => {
    switch (spec.kind) {
      case 'probe':
        return { endpoint, healthCheckId: defineHealthCheck(scope, record, endpoint, spec, role) };
      case 'existing':
        return { endpoint, healthCheckId: spec.healthCheckId };
      case 'none':
        return { endpoint };
    }
  });
}
