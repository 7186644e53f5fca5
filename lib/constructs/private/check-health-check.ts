import { CfnResource, type Resource } from 'aws-cdk-lib';
import type { CfnHealthCheck, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { checkKind } from '../../rules/health/types';
import { HEALTH_THRESHOLD, MAX_CHILD_HEALTH_CHECKS, MAX_ROUTING_CONTROL_ARN_LENGTH } from '../../rules/limits';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import { checkAlarm } from './check-alarm';
import { checkProbe, checkProbeTarget } from './check-probe';
import { checkTags } from './check-tags';
import { checkText, checkWhole } from './check-values';
import type { CalculatedSpec, HealthCheckSpec } from './health-check-spec';
import { childRole } from './health-checks';
import { type Refuse, refuserOf, shown } from './invalid';

/** Refuses the health check of all endpoints, once. */
export function checkSharedHealthCheck(owner: Resource, healthCheck: EndpointHealthCheck | undefined): void {
  if (healthCheck === undefined) return;
  checkIsHealthCheck(healthCheck, 'healthCheck', refuserOf(owner));
  checkHealthCheck(owner, healthCheck._spec, 'healthCheck');
}

const KINDS: readonly HealthCheckSpec['kind'][] = ['probe', 'alarm', 'calculated', 'routingControl', 'existing', 'none'];

/** JavaScript, which no compiler keeps from it, may give a health check of aws-cdk-lib as it is. */
export function checkIsHealthCheck(given: Partial<EndpointHealthCheck> | null, prop: string, refuse: Refuse): void {
  const spec = given?._spec;
  if (spec !== undefined && KINDS.includes(spec.kind)) return;
  refuse(
    `${prop} must be an EndpointHealthCheck, such as EndpointHealthCheck.http() or EndpointHealthCheck.fromHealthCheck(check), got ${shown(given)}`,
  );
}

/** Refuses what Route 53 refuses of a health check's settings (behaviour 4, 6.2). `prop` is its name in the caller's props. */
export function checkHealthCheck(owner: Resource, spec: HealthCheckSpec, prop: string): void {
  const refuse = refuserOf(owner);
  switch (spec.kind) {
    case 'none':
    case 'existing':
      return;
    case 'probe':
      checkProbe(spec, prop, refuse);
      break;
    case 'alarm':
      checkAlarm(owner.stack, spec.alarm, prop, refuse);
      break;
    case 'routingControl':
      checkText(spec.routingControlArn, MAX_ROUTING_CONTROL_ARN_LENGTH, `${prop}.routingControlArn`, refuse);
      break;
    case 'calculated':
      checkCalculated(owner, spec, prop, refuse);
      break;
  }
  checkTags(spec.tags, `${prop}.tags`, refuse);
}

/** Refuses an endpoint that its check cannot reach. */
export function checkReachable(endpoint: Endpoint, spec: HealthCheckSpec, prop: string, specProp: string, refuse: Refuse): void {
  if (spec.kind === 'probe') checkProbeTarget(endpoint, spec, prop, specProp, refuse);
  if (spec.kind !== 'calculated') return;
  spec.checks.forEach((check, index) => checkReachable(endpoint, check, prop, `${specProp}.checks[${index}]`, refuse));
}

function checkCalculated(owner: Resource, spec: CalculatedSpec, prop: string, refuse: Refuse): void {
  const count = spec.checks.length;
  if (count < 1 || count > MAX_CHILD_HEALTH_CHECKS)
    refuse(`${prop}.checks must hold 1 to ${MAX_CHILD_HEALTH_CHECKS} checks, got ${count}`);
  checkWhole(spec.healthyThreshold, HEALTH_THRESHOLD, `${prop}.healthyThreshold`, refuse);
  const seen = new Map<string, number>();
  spec.checks.forEach((check, index) => {
    const where = `${prop}.checks[${index}]`;
    if (check.kind === 'none') refuse(`${where} must be a health check, got none`);
    if (check.kind === 'calculated' || (check.kind === 'existing' && isCalculated(check.healthCheck))) {
      refuse(
        `${where} must not be calculated itself, as a calculated check cannot be counted by another, got a calculated check`,
      );
    }
    checkHealthCheck(owner, check, where);
    const role = childRole(owner.stack, check).join(' ');
    const before = seen.get(role);
    if (before !== undefined)
      refuse(`${where} must look at something else than ${prop}.checks[${before}], got '${role}' for both`);
    seen.set(role, index);
  });
}

/** Where the health check is of this app. */
function isCalculated(healthCheck: IHealthCheck): boolean {
  const resource = healthCheck.node.defaultChild;
  if (!resource || !CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::Route53::HealthCheck') return false;
  const { healthCheckConfig } = resource as CfnHealthCheck;
  return 'type' in healthCheckConfig && checkKind(healthCheckConfig.type) === 'calculated';
}
