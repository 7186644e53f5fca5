import type { Construct } from 'constructs';
import { NO_CHECK_ON_SIMPLE } from '../rules/changes/texts';
import { MAX_VALUES_PER_RECORD_SET } from '../rules/limits';
import { isRecordType, recordTypeRule } from '../rules/record-types';
import type { Endpoint } from './endpoint';
import { checkEndpoints, checkSimpleType } from './private/check-endpoints';
import { defineGroup, simpleRecords } from './private/group';
import type { Refuse } from './private/invalid';
import { RecordSetBase } from './private/record-set-base';
import type { RecordSetCommonProps } from './record-set-props';

/** Properties of a `SimpleRecordSet`. */
export interface SimpleRecordSetProps extends RecordSetCommonProps {
  /**
   * What the name is answered with: at least one, at most 400 of each type that are not drained, each with its own value. None may have a
   * health check. Their order has no effect.
   */
  readonly endpoints: Endpoint[];
}

/**
 * Answers a name with all of its endpoints, in random order, whether they work or not.
 *
 * Defines one record set group, with one record set of each type that holds all values.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-simple.html
 */
export class SimpleRecordSet extends RecordSetBase {
  constructor(scope: Construct, id: string, props: SimpleRecordSetProps) {
    super(scope, id, props);
    checkEndpoints(props.endpoints, 'endpoints', this._refuse);
    checkSimple(props, this._refuse);
    this._members = props.endpoints.map(endpoint => ({ endpoint, spec: { kind: 'none' } }));
    defineGroup(this._context, 'Resource', simpleRecords(this._context, props.endpoints));
  }
}

/** Refuses what a simple record set may not have. */
function checkSimple(props: { readonly endpoints: readonly Endpoint[] }, refuse: Refuse): void {
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
    `${prop} must be left out of a simple record set (Route 53: "${NO_CHECK_ON_SIMPLE}"), got one; MultiValueRecordSet takes it`,
  );
}
