import { MAX_VALUES_PER_RECORD_SET } from '../../rules/limits';
import { isRecordType, recordTypeRule } from '../../rules/record-types';
import type { Endpoint } from '../endpoint';
import { checkSimpleType } from './check-value';
import type { Refuse } from './invalid';

/** Refuses what a simple record set may not have. */
export function checkSimple(props: { readonly endpoints: readonly Endpoint[] }, refuse: Refuse): void {
  if ((props as { healthCheck?: unknown }).healthCheck !== undefined) refuseHealthCheck('healthCheck', refuse);
  props.endpoints.forEach(({ healthCheck }, index) => {
    if (healthCheck !== undefined && healthCheck._spec.kind !== 'none')
      refuseHealthCheck(`endpoints[${index}].healthCheck`, refuse);
  });
  props.endpoints.forEach((endpoint, index) => checkSimpleType(endpoint, `endpoints[${index}]`, refuse));
  for (const type of new Set(props.endpoints.map(endpoint => endpoint.recordType))) {
    const max = isRecordType(type) && recordTypeRule(type).singleValue ? 1 : MAX_VALUES_PER_RECORD_SET;
    const count = props.endpoints.filter(endpoint => endpoint.recordType === type && !endpoint.drained).length;
    if (count > max) refuse(`endpoints must hold at most ${max} endpoints of type ${type} that are not drained, got ${count}`);
  }
}

/** In Route 53's words (behaviour 6.1). */
function refuseHealthCheck(prop: string, refuse: Refuse): never {
  return refuse(
    `${prop} must be left out of a simple record set (Route 53: "DNS name must have alternate ResourceRecordSet responses configured via ` +
      `a routing policy (e.g., Weight, Region, etc.) if a health check is attached"), got one; MultiValueRecordSet takes it`,
  );
}
