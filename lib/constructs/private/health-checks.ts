import { Stack, Token } from 'aws-cdk-lib';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { MAX_TAG_VALUE_LENGTH } from '../../rules/limits';
import type { Endpoint } from '../endpoint';
import type { ProbeSpec } from './health-check-spec';
import type { RecordIdentity } from './identity';
import { identifyBy, logicalIdOf } from './identity';

/** A health check of ours, and what it was made of. */
interface Defined {
  readonly resource: CfnHealthCheck;
  readonly config: string;
  logicalId: string;
}

const DEFINED = new WeakMap<Stack, Map<Endpoint, Defined[]>>();

/**
 * The id of the health check that probes this endpoint. The same endpoint with the same check has one in a stack, however many record
 * sets it is in: each is paid for by the month.
 */
export function defineHealthCheck(
  scope: Construct,
  record: RecordIdentity,
  endpoint: Endpoint,
  spec: ProbeSpec,
  role: string[] = [],
): string {
  const healthCheckConfig = probeConfig(endpoint, spec);
  const tags = tagsOf(record, endpoint, spec);
  const logicalId = logicalIdOf(record, 'HealthCheck', ...role, endpoint.name, endpoint.recordType);
  const config = JSON.stringify([healthCheckConfig, spec.tags]);
  const definedHere = definedIn(Stack.of(scope), endpoint);
  const shared = definedHere.find(check => check.config === config);
  if (shared === undefined) {
    const resource = new CfnHealthCheck(scope, logicalId, { healthCheckConfig, healthCheckTags: tags });
    identifyBy(resource, logicalId);
    definedHere.push({ resource, config, logicalId });
    return resource.ref;
  }
  if (logicalId < shared.logicalId) {
    // the name that sorts first gives the identity, so that the order in which record sets are defined has no effect
    shared.logicalId = logicalId;
    shared.resource.overrideLogicalId(logicalId);
    shared.resource.healthCheckTags = tags;
  }
  return shared.resource.ref;
}

function definedIn(stack: Stack, endpoint: Endpoint): Defined[] {
  const inStack = DEFINED.get(stack) ?? new Map<Endpoint, Defined[]>();
  DEFINED.set(stack, inStack);
  const checks = inStack.get(endpoint) ?? [];
  inStack.set(endpoint, checks);
  return checks;
}

function probeConfig(endpoint: Endpoint, spec: ProbeSpec): CfnHealthCheck.HealthCheckConfigProperty {
  const hostName = spec.hostName ?? (endpoint.address === undefined ? endpoint.hostName : undefined);
  return {
    type: spec.searchString === undefined ? spec.protocol : `${spec.protocol}_STR_MATCH`,
    ipAddress: endpoint.address,
    fullyQualifiedDomainName: hostName,
    port: spec.port ?? (spec.protocol === 'HTTPS' ? 443 : 80), // said outright: the API's own default is not documented (facts 4.2)
    resourcePath: spec.protocol === 'TCP' ? undefined : absolutePath(spec.path ?? '/'),
    searchString: spec.searchString,
    enableSni: spec.protocol === 'HTTPS' ? (spec.enableSni ?? hostName !== undefined) : undefined,
    requestInterval: spec.interval?.toSeconds(),
    failureThreshold: spec.failureThreshold,
    inverted: spec.inverted,
    measureLatency: spec.measureLatency,
    regions: spec.regions && [...spec.regions].sort(),
  };
}

/** With the leading `/` that Route 53 would add (facts 4.2). */
export function absolutePath(path: string): string {
  return Token.isUnresolved(path) || path.startsWith('/') ? path : `/${path}`;
}

/** `Name` is what the console lists a health check by (facts 5.7). */
function tagsOf(record: RecordIdentity, endpoint: Endpoint, spec: ProbeSpec): CfnHealthCheck.HealthCheckTagProperty[] {
  const name = `${record.domainName} ${endpoint.name}`;
  const tags = { Name: Token.isUnresolved(name) ? name : name.slice(0, MAX_TAG_VALUE_LENGTH), ...spec.tags };
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
