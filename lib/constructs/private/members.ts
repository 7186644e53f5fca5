import type { Construct } from 'constructs';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import { checkProbe, checkProbedAddress } from './check-health-check';
import type { Member } from './group';
import { defineHealthCheck } from './health-checks';
import type { RecordIdentity } from './identity';
import { type Refuse, shown } from './invalid';

/** Each endpoint with its health check: its own, or else the one for all. Drained endpoints have theirs too. */
export function membersOf(
  scope: Construct,
  record: RecordIdentity,
  endpoints: readonly Endpoint[],
  prop: string,
  checkForAll: EndpointHealthCheck | undefined,
  refuse: Refuse,
): Member[] {
  if (checkForAll?._spec.kind === 'probe') checkProbe(checkForAll._spec, 'healthCheck', refuse);
  const judged = endpoints.map((endpoint, index) => {
    const where = `${prop}[${index}]`;
    const own = endpoint.healthCheck?._spec;
    const spec = own ?? checkForAll?._spec;
    if (spec === undefined) {
      return refuse(
        `healthCheck must be given, for all or for each endpoint (EndpointHealthCheck.none() if there shall be none), got none for ` +
          `${where} ${shown(endpoint.name)}`,
      );
    }
    if (own?.kind === 'probe') checkProbe(own, `${where}.healthCheck`, refuse);
    if (spec.kind === 'probe') checkProbedAddress(endpoint, where, refuse);
    return { endpoint, spec };
  });
  // nothing is defined before everything is judged
  return judged.map(({ endpoint, spec }) => {
    switch (spec.kind) {
      case 'probe':
        return { endpoint, healthCheckId: defineHealthCheck(scope, record, endpoint, spec) };
      case 'existing':
        return { endpoint, healthCheckId: spec.healthCheckId };
      case 'none':
        return { endpoint };
    }
  });
}
