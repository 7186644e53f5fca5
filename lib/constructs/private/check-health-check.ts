import { CfnResource, type Resource, type Stack } from 'aws-cdk-lib';
import type { CfnAlarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnHealthCheck, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { checkKind } from '../../rules/health/types';
import {
  HEALTH_THRESHOLD,
  MAX_CHILD_HEALTH_CHECKS,
  MAX_ROUTING_CONTROL_ARN_LENGTH,
  STANDARD_RESOLUTION,
} from '../../rules/limits';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import { checkProbe, checkProbeTarget } from './check-probe';
import { checkTags } from './check-tags';
import type { CalculatedSpec, HealthCheckSpec } from './health-check-spec';
import { childRole } from './health-checks';
import { checkText, checkWhole, type Refuse, refuserOf, shown } from './invalid';
import { isToken } from './tokens';

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
      refuse(`${where} must check something different from ${prop}.checks[${before}], got '${role}' for both`);
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

/** Refuses alarms that Route 53 does not support (behaviour 4.1), as far as they can be seen: not those that are imported by name. */
function checkAlarm(stack: Stack, alarm: IAlarm, prop: string, refuse: Refuse): void {
  const say = (what: string): never =>
    refuse(`${prop}.alarm must be one that Route 53 can follow, got ${what} [${alarm.node.path}]`);
  const { account } = alarm.env;
  if (!isToken(account) && !isToken(stack.account) && account !== stack.account) {
    say(`an alarm of account ${account}, not of ${stack.account},`);
  }
  const resource = alarm.node.defaultChild;
  if (!resource || !CfnResource.isCfnResource(resource)) return;
  if (resource.cfnResourceType === 'AWS::CloudWatch::CompositeAlarm') say('a composite alarm');
  if (resource.cfnResourceType !== 'AWS::CloudWatch::Alarm') return;
  const fault = faultOf(resource as CfnAlarm);
  if (fault !== undefined) say(fault);
}

function faultOf(alarm: CfnAlarm): string | undefined {
  if (isKnown(alarm.period) && alarm.period < STANDARD_RESOLUTION)
    return `an alarm on a high-resolution metric (${alarm.period} seconds)`;
  if (isKnown(alarm.extendedStatistic)) return `an alarm on an extended statistic (${alarm.extendedStatistic})`;
  if (isKnown(alarm.datapointsToAlarm) && alarm.datapointsToAlarm !== alarm.evaluationPeriods) {
    return `an M-out-of-N alarm (${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods})`;
  }
  const metrics = Array.isArray(alarm.metrics) ? alarm.metrics.filter(metric => !isToken(metric)) : [];
  if (metrics.some(metric => 'expression' in metric && metric.expression !== undefined)) return 'an alarm on metric math';
  if (metrics.some(metric => 'accountId' in metric && metric.accountId !== undefined))
    return "an alarm on another account's metric";
  return undefined;
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !isToken(value);
}
