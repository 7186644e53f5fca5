import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import { checkHealthCheck, checkIsHealthCheck, checkReachable } from './check-health-check';
import { healthCheckIdOf } from './health-checks';
import { shown } from './invalid';
import type { CheckedEndpoint, RecordContext } from './record-context';

/**
 * Each endpoint with its check: its own, or else the one for all. Drained endpoints have theirs too. Defines nothing yet, so that nothing
 * is defined when something is refused. `prop` is the list's name in the caller's props.
 */
export function checkedMembers(
  context: RecordContext,
  endpoints: readonly Endpoint[],
  prop: string,
  forAll: EndpointHealthCheck | undefined,
): CheckedEndpoint[] {
  return endpoints.map((endpoint, index) => checkedMember(context, endpoint, `${prop}[${index}]`, forAll));
}

/** The same for a single endpoint. */
export function checkedMember(
  { owner, refuse }: RecordContext,
  endpoint: Endpoint,
  prop: string,
  forAll: EndpointHealthCheck | undefined,
): CheckedEndpoint {
  if (endpoint.healthCheck !== undefined) checkIsHealthCheck(endpoint.healthCheck, `${prop}.healthCheck`, refuse);
  const own = endpoint.healthCheck?._spec;
  const spec = own ?? forAll?._spec;
  if (spec === undefined) {
    return refuse(
      `healthCheck must be given, for all or for each endpoint (EndpointHealthCheck.none() to opt out), got none for ` +
        `${prop} ${shown(endpoint.name)}`,
    );
  }
  const specProp = own === undefined ? 'healthCheck' : `${prop}.healthCheck`;
  if (own !== undefined) checkHealthCheck(owner, own, specProp);
  checkReachable(endpoint, spec, prop, specProp, refuse);
  return { endpoint, spec };
}

/** Defines the health checks. `role` keeps apart two lists of one record set, where both may hold an endpoint of one name. */
export function membersOf(context: RecordContext, judged: readonly CheckedEndpoint[], ...role: string[]): CheckedEndpoint[] {
  return judged.map(member => ({ ...member, healthCheckId: healthCheckIdOf(context, member, role) }));
}
