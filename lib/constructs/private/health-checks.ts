import type { Stack } from 'aws-cdk-lib';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Endpoint } from '../endpoint';
import { refuseTagsBehind, refuseTagsOf } from './check-tags';
import {
  alarmConfig,
  calculatedConfig,
  type HealthCheckProperties,
  pathOf,
  probedPort,
  probeConfig,
  routingControlConfig,
} from './health-check-config';
import type { CalculatedSpec, DefinedSpec, HealthCheckSpec } from './health-check-spec';
import { identifyBy, logicalIdOf } from './identity';
import { nameTag } from './name-tag';
import type { CheckedEndpoint, RecordContext } from './record-context';
import { warnOfManyHealthChecks, warnOfOwnName, warnOfThreshold } from './warnings';

/** A health check of ours, and what it was made of. */
interface Defined {
  readonly resource: CfnHealthCheck;
  readonly endpoint: Endpoint;
  readonly made: unknown[];
  logicalId: string;
}

/** By stack: at most 500 of them, which is all that a stack may hold. */
const DEFINED = new WeakMap<Stack, Defined[]>();

/**
 * The id of the health check that decides whether the endpoint is answered; none if there shall be none. `role` keeps apart the two sides of
 * a failover pair, and the checks of a calculated one.
 */
export function healthCheckIdOf(
  context: RecordContext,
  member: CheckedEndpoint,
  role: readonly string[] = [],
): string | undefined {
  const { endpoint, spec } = member;
  switch (spec.kind) {
    case 'none':
      return undefined;
    case 'existing':
      refuseTagsBehind(spec.healthCheck.healthCheckId);
      return spec.healthCheck.healthCheckId;
    case 'probe':
      warnOfOwnName(context, endpoint, spec);
      return define(context, endpoint, role, spec, probeConfig(endpoint, spec));
    case 'alarm':
      return define(context, endpoint, role, spec, alarmConfig(spec));
    case 'routingControl':
      return define(context, endpoint, role, spec, routingControlConfig(spec));
    case 'calculated':
      warnOfThreshold(context.owner, spec);
      return define(context, endpoint, role, spec, calculatedConfig(spec, childrenOf(context, endpoint, role, spec)));
  }
}

/** The ids of the children, in an order that does not depend on the list's. */
function childrenOf(context: RecordContext, endpoint: Endpoint, role: readonly string[], spec: CalculatedSpec): string[] {
  const { stack } = context.owner;
  const children = spec.checks.map(check => ({ check, own: childRole(stack, check) }));
  children.sort((a, b) => (a.own.join() < b.own.join() ? -1 : 1));
  return children.flatMap(({ check, own }) => healthCheckIdOf(context, { endpoint, spec: check }, [...role, ...own]) ?? []);
}

/** What a child of a calculated check is told from its siblings by: what it looks at. */
export function childRole(stack: Stack, spec: HealthCheckSpec): string[] {
  const text = (value: unknown): string => {
    const resolved = stack.resolve(value) as unknown;
    return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
  };
  switch (spec.kind) {
    case 'probe':
      return [spec.protocol, probedPort(spec), pathOf(spec) ?? '', spec.searchString ?? ''].map(text).filter(Boolean);
    case 'alarm':
      return ['alarm', text(spec.alarm.alarmName)];
    case 'routingControl':
      return ['routingControl', text(spec.routingControlArn)];
    case 'existing':
      return ['existing', text(spec.healthCheck.healthCheckId)];
    case 'calculated':
    case 'none':
      return [spec.kind];
  }
}

/**
 * The same endpoint with the same check has one health check in a stack, however many record sets it is in: each is paid for by the
 * month.
 */
function define(
  { owner: scope, record }: RecordContext,
  endpoint: Endpoint,
  role: readonly string[],
  spec: DefinedSpec,
  healthCheckConfig: HealthCheckProperties,
): string {
  const tags = { Name: nameTag(record.domainName, endpoint.name, ...role), ...spec.tags };
  const healthCheckTags = Object.entries(tags).map(([key, value]) => ({ key, value }));
  const made = [healthCheckConfig, spec.tags];
  const { stack } = scope;
  const parts = [...role, endpoint.name, endpoint.recordType];
  const logicalId = logicalIdOf(record, 'HealthCheck', parts, fixedParts(stack, endpoint, spec));
  const defined = DEFINED.get(stack) ?? [];
  const shared = defined.find(check => check.endpoint === endpoint && JSON.stringify(check.made) === JSON.stringify(made));
  if (shared === undefined) {
    const resource = new CfnHealthCheck(scope, logicalId, { healthCheckConfig, healthCheckTags });
    identifyBy(resource, logicalId);
    refuseTagsOf(resource, `the health checks of [${scope.node.path}]`);
    DEFINED.set(stack, [...defined, { resource, endpoint, made, logicalId }]);
    warnOfManyHealthChecks(stack, defined.length + 1);
    return resource.ref;
  }
  if (logicalId < shared.logicalId) {
    // the name that sorts first gives the identity, so that the order in which record sets are defined has no effect
    shared.logicalId = logicalId;
    shared.resource.overrideLogicalId(logicalId);
    shared.resource.healthCheckTags = healthCheckTags;
  }
  return shared.resource.ref;
}

/**
 * What Route 53 cannot change on a health check while CloudFormation would try to, or pass over (behaviour 4.2, 7.1): another of it is another
 * health check. Of the check of a routing control that is everything.
 */
function fixedParts(stack: Stack, endpoint: Endpoint, spec: DefinedSpec): string[] {
  if (spec.kind === 'probe' && endpoint.address === undefined) return ['by name'];
  if (spec.kind === 'routingControl') return [...childRole(stack, spec), ...(spec.inverted === true ? ['inverted'] : [])];
  return [];
}
