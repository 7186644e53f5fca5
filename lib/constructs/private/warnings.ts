/**
 * What Route 53 accepts and people regret. Each warning has an id, by which `Annotations.of(scope).acknowledgeWarning(id)` silences it.
 */
import { Annotations, CfnResource, type Stack } from 'aws-cdk-lib';
import type { CfnHostedZone, IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct, IConstruct } from 'constructs';
import { ADVISED_TTL_WITH_HEALTH_CHECKS, MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH, SAFE_VALUES_PER_GROUP } from '../../rules/limits';
import { normalizeName, sameName } from '../../rules/names';
import { ACCEPTED_EXAMPLE, reservationOf, reservedText } from '../../rules/reserved-names';
import { bucketOf } from '../../rules/throttles';
import type { Endpoint } from '../endpoint';
import { probedHostName } from './health-check-config';
import type { CalculatedSpec, ProbeSpec } from './health-check-spec';
import { nameOf } from './identity';
import { shown } from './invalid';
import type { GroupedRecordSet, CheckedEndpoint, RecordContext } from './record-context';
import { isToken } from './tokens';

const PREFIX = 'cdk-route53-multivalue';

/** New health checks in one stack before the throttle on CreateHealthCheck is felt (behaviour 8.2). */
const MANY_HEALTH_CHECKS = bucketOf('CreateHealthCheck').burst;

/** docs/ids.md says what each means, and a test holds it to this list. */
export type WarningId =
  | 'alarmRegionUnknown'
  | 'fallbackNeverUsed'
  | 'largeGroup'
  | 'longTtl'
  | 'manyHealthChecks'
  | 'probesOwnName'
  | 'reservedZoneName'
  | 'someEndpointsUnchecked'
  | 'thresholdDecidesAlone';

function warn(scope: IConstruct, id: WarningId, message: string): void {
  Annotations.of(scope).addWarningV2(`${PREFIX}:${id}`, message);
}

/** A zone that the app is to create, and AWS does not (behaviour 5.2). Said of the zone, once for all that is in it. */
export function warnOfReservedZone(zone: IHostedZone): void {
  const resource = (zone as Partial<IHostedZone>).node?.defaultChild; // JavaScript may give an object that is no construct
  const name = nameOf(zone);
  if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::Route53::HostedZone') return;
  if (name === undefined || isToken(name)) return;
  const vpcs = resource.stack.resolve((resource as CfnHostedZone).vpcs) as unknown[] | undefined;
  if (reservationOf(normalizeName(name), (vpcs ?? []).length > 0) === undefined) return;
  warn(
    zone,
    'reservedZoneName',
    `hosted zone '${name}' cannot be created at AWS, which reserves this name ("${reservedText(name)}"). Use a domain of yours, or for ` +
      `examples one such as '${ACCEPTED_EXAMPLE}'.`,
  );
}

/** Endpoints of one group of which some are checked and some not. */
export function warnOfUnchecked(scope: Construct, members: readonly CheckedEndpoint[]): void {
  const answered = members.filter(({ endpoint }) => !endpoint.drained);
  const unchecked = answered.filter(member => member.healthCheckId === undefined);
  if (unchecked.length === 0 || unchecked.length === answered.length) return;
  warn(
    scope,
    'someEndpointsUnchecked',
    `${named(unchecked)} without a health check beside endpoints that have one: Route 53 always returns such an endpoint, even when it is down, and never fails ` +
      `open to the unhealthy ones. Give all endpoints a health check, or none.`,
  );
}

/** A pool that always counts as healthy, with something behind it. */
export function warnOfUnusedFallback(scope: Construct, members: readonly CheckedEndpoint[]): void {
  const unchecked = members.filter(({ endpoint, healthCheckId }) => !endpoint.drained && healthCheckId === undefined);
  if (unchecked.length === 0) return;
  warn(
    scope,
    'fallbackNeverUsed',
    `${named(unchecked)} without a health check in the primary: it always counts as healthy, so Route 53 never fails over to the secondary. Give every ` +
      `endpoint of the primary a health check.`,
  );
}

function named(members: readonly CheckedEndpoint[]): string {
  const names = members.slice(0, 5).map(({ endpoint }) => shown(endpoint.name));
  return `${names.join(', ')}${members.length > names.length ? ` and ${members.length - names.length} more` : ''}`;
}

/** Answers that outlive the health that they were chosen by. */
export function warnOfLongTtl(scope: Construct, recordSets: readonly GroupedRecordSet[]): void {
  const long = recordSets.find(
    ({ ttl, healthCheckId }) => healthCheckId !== undefined && Number(ttl) > ADVISED_TTL_WITH_HEALTH_CHECKS, // a token is no number
  );
  if (long === undefined) return;
  warn(
    scope,
    'longTtl',
    `ttl is ${long.ttl} seconds: clients may keep using an endpoint for that long after its health check has failed. With health checks ` +
      `AWS advises ${ADVISED_TTL_WITH_HEALTH_CHECKS} or less.`,
  );
}

/** A check that looks up the name whose answer it decides (behaviour 4.3). */
export function warnOfOwnName({ owner, record }: RecordContext, endpoint: Endpoint, spec: ProbeSpec): void {
  const hostName = endpoint.address === undefined ? probedHostName(endpoint, spec) : undefined;
  if (hostName === undefined || isToken(hostName) || isToken(record.domainName) || !sameName(hostName, record.domainName)) return;
  warn(
    owner,
    'probesOwnName',
    `the health check of an endpoint without an address resolves '${record.domainName}', the very name whose answer it decides, which AWS calls ` +
      `unpredictable. Give it an address or another hostName.`,
  );
}

/** A calculated check that cannot tell (behaviour 4.1). */
export function warnOfThreshold(scope: Construct, { healthyThreshold, checks }: CalculatedSpec): void {
  if (healthyThreshold === undefined || isToken(healthyThreshold)) return;
  if (healthyThreshold > 0 && healthyThreshold <= checks.length) return;
  const always = healthyThreshold === 0 ? 'always healthy' : 'never healthy';
  warn(
    scope,
    'thresholdDecidesAlone',
    `healthyThreshold is ${healthyThreshold} of ${checks.length} checks: the endpoint is ${always}.`,
  );
}

/** A group that may be too large to be updated, should CloudFormation count it twice (behaviour 7.2, unconfirmed). */
export function warnOfLargeGroup(
  scope: Construct,
  { values, characters }: { readonly values: number; readonly characters: number },
): void {
  if (values <= SAFE_VALUES_PER_GROUP && characters <= MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH / 2) return;
  warn(
    scope,
    'largeGroup',
    `${values} values of ${characters} characters in one group are more than half of a change batch: if an update counts them ` +
      `twice, which AWS does not document, it is refused. Keep to ${SAFE_VALUES_PER_GROUP} values and ` +
      `${MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH / 2} characters.`,
  );
}

/** An alarm that has data only if the stack happens to be deployed where the metrics are (behaviour 4.6). */
export function warnOfAlarmRegion(scope: Construct, metricsRegion: string): void {
  warn(
    scope,
    'alarmRegionUnknown',
    `the alarm has data only in ${metricsRegion}, where Route 53 publishes its metrics, and the Region of the stack is not known. Set env.region.`,
  );
}

/** Called for each health check that is defined; `count` of them are in the stack. */
export function warnOfManyHealthChecks(stack: Stack, count: number): void {
  if (count !== MANY_HEALTH_CHECKS + 1) return;
  warn(
    stack,
    'manyHealthChecks',
    `more than ${MANY_HEALTH_CHECKS} health checks in one stack: Route 53 throttles their creation, so that a deployment which creates them all ` +
      `at once takes minutes longer or fails. Create them in several deployments.`,
  );
}
