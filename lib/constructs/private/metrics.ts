import { Duration, type Resource } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  GraphWidget,
  MathExpression,
  type MathExpressionOptions,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import {
  MAX_ALARM_DESCRIPTION_LENGTH,
  MAX_ALARM_NAME_LENGTH,
  MAX_METRICS_OF_ALARM,
  METRIC_PERIOD,
  METRICS_REGION,
} from '../../rules/limits';
import type { HealthWidgetOptions, HealthyEndpointsAlarmOptions } from '../operations-props';
import { refuseTagsOf } from './check-tags';
import { logicalIdOf } from './identity';
import { checkFitsXml, checkText, type Refuse, shown } from './invalid';
import { nameTag } from './name-tag';
import type { CheckedEndpoint, RecordContext } from './record-context';
import { isToken } from './tokens';
import { warnOfAlarmRegion } from './warnings';

const PERIOD = Duration.minutes(METRIC_PERIOD / 60);

/** A metric of one health check. */
export function healthCheckMetric(metricName: string, healthCheckId: string, options: MetricOptions, refuse: Refuse): Metric {
  if (options.region !== undefined && !isToken(options.region) && options.region !== METRICS_REGION) {
    refuse(`region must be ${METRICS_REGION}, where Route 53 publishes its metrics, or left out, got ${shown(options.region)}`);
  }
  return new Metric({
    namespace: 'AWS/Route53',
    metricName,
    dimensionsMap: { HealthCheckId: healthCheckId },
    period: PERIOD,
    ...options,
    region: METRICS_REGION,
  });
}

/** 1 while healthy, 0 while not. */
export function statusMetric(healthCheckId: string, options: MetricOptions, refuse: Refuse): Metric {
  return healthCheckMetric('HealthCheckStatus', healthCheckId, { statistic: 'Minimum', ...options }, refuse);
}

/** How many endpoints are answered as healthy: those without a health check always are (behaviour 1.1), drained ones never. */
export function healthyEndpoints(
  { refuse }: RecordContext,
  members: readonly CheckedEndpoint[],
  options: MathExpressionOptions,
): MathExpression {
  const { checks, unchecked } = counted(members, refuse);
  const terms = [...checks].map(([healthCheckId, endpoints], index) => ({ healthCheckId, endpoints, name: `m${index}` }));
  const summands = terms.map(({ name, endpoints }) => (endpoints === 1 ? name : `${name} * ${endpoints}`));
  return new MathExpression({
    label: 'healthy endpoints',
    period: PERIOD,
    ...options,
    expression: `SUM([${summands.join(', ')}])${unchecked > 0 ? ` + ${unchecked}` : ''}`,
    usingMetrics: Object.fromEntries(terms.map(({ name, healthCheckId }) => [name, statusMetric(healthCheckId, {}, refuse)])),
  });
}

/** Fewer than `count` endpoints are healthy. */
export function alarmBelow(
  context: RecordContext,
  members: readonly CheckedEndpoint[],
  count: number,
  options: HealthyEndpointsAlarmOptions,
): Alarm {
  const { owner, record, refuse } = context;
  refuseElsewhere(owner, refuse);
  checkText(options.alarmName, MAX_ALARM_NAME_LENGTH, 'alarmName', refuse);
  checkText(options.alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH, 'alarmDescription', refuse);
  const { checks, unchecked } = counted(members, refuse);
  const checked = [...checks.values()].reduce((sum, endpoints) => sum + endpoints, 0);
  const most = checked + unchecked;
  if (!Number.isInteger(count) || count <= unchecked || count > most) {
    const range = unchecked + 1 === most ? `${most}` : `a whole number from ${unchecked + 1} to ${most}`;
    const why = unchecked > 0 ? ` (${unchecked} without a health check always count as healthy)` : '';
    refuse(
      `threshold must be ${range}, because ${most === 1 ? '1 endpoint' : `${most} endpoints`} can be in answers${why}, got ${count}`,
    );
  }
  const simple = checks.size <= MAX_METRICS_OF_ALARM;
  if (!simple && members.some(({ endpoint, spec }) => !endpoint.drained && spec.kind === 'calculated')) {
    refuse(
      `endpoints must not have calculated health checks for an alarm on more than ${MAX_METRICS_OF_ALARM} of them, because Route 53 counts ` +
        `those by a calculated health check, and none of its children may be one, got ${checks.size} health checks`,
    );
  }
  if (!simple && checks.size < checked) {
    refuse(
      `endpoints must each have a health check of their own for an alarm, got ${checks.size} health checks for ${checked} endpoints`,
    );
  }
  return new Alarm(owner, `HealthyEndpointsBelow${count}`, {
    alarmDescription: `Fewer than ${count} of the ${most} endpoints of ${record.domainName} are healthy`,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.BREACHING,
    ...options,
    metric: simple ? healthyEndpoints(context, members, {}) : childCountMetric(context, [...checks.keys()], count - unchecked),
    threshold: simple ? count : count - unchecked,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  });
}

/** More health checks than metric math takes are counted by Route 53 itself: by a calculated health check over them. */
function childCountMetric(
  { owner, record, refuse }: RecordContext,
  childHealthChecks: string[],
  healthThreshold: number,
): Metric {
  const id = logicalIdOf(record, 'HealthyEndpoints', [String(healthThreshold)]);
  const calculated = new CfnHealthCheck(owner, id, {
    healthCheckConfig: { type: 'CALCULATED', childHealthChecks, healthThreshold },
    healthCheckTags: [{ key: 'Name', value: nameTag(record.domainName, `has ${healthThreshold} healthy endpoints`) }],
  });
  refuseTagsOf(calculated, `the health checks of [${owner.node.path}]`);
  calculated.overrideLogicalId(id);
  return healthCheckMetric('ChildHealthCheckHealthyCount', calculated.ref, { statistic: 'Minimum' }, refuse);
}

/** The healthy endpoints on the left; each one's status on the right, where who is down shows as 0. */
export function healthWidget(
  context: RecordContext,
  members: readonly CheckedEndpoint[],
  options: HealthWidgetOptions,
): GraphWidget {
  const { record, refuse } = context;
  const period = options.period ?? PERIOD;
  if (options.title !== undefined && !isToken(options.title)) checkFitsXml(options.title, 'title', refuse);
  // the average, because a graph shows a metric once, and the minimum of each is hidden in the count
  const statuses = members.flatMap(({ endpoint: { name, recordType, drained }, healthCheckId }) => {
    const label = `${name.replace(/\$(?=\{)/g, '$ ')} ${recordType}${drained ? ' (drained)' : ''}`; // CloudWatch evaluates ${…} in labels
    return healthCheckId === undefined ? [] : [statusMetric(healthCheckId, { label, period, statistic: 'Average' }, refuse)];
  });
  return new GraphWidget({
    title: options.title ?? record.domainName,
    width: options.width ?? 12,
    height: options.height ?? 6,
    region: METRICS_REGION,
    left: [healthyEndpoints(context, members, { period })],
    leftYAxis: { min: 0, label: 'healthy endpoints', showUnits: false },
    right: statuses,
    rightYAxis: { min: 0, max: 1, label: 'healthy', showUnits: false },
  });
}

/** How many endpoints that may be answered each health check decides about, and how many none does. */
function counted(members: readonly CheckedEndpoint[], refuse: Refuse): { checks: Map<string, number>; unchecked: number } {
  const answered = members.filter(({ endpoint }) => !endpoint.drained);
  const checks = new Map<string, number>();
  for (const { healthCheckId: id } of answered) if (id !== undefined) checks.set(id, (checks.get(id) ?? 0) + 1);
  if (checks.size === 0) {
    refuse('healthCheck must be given for at least one endpoint that is not drained: without one there are no metrics');
  }
  return { checks, unchecked: answered.filter(({ healthCheckId }) => healthCheckId === undefined).length };
}

function refuseElsewhere(owner: Resource, refuse: Refuse): void {
  const { region } = owner.stack;
  if (isToken(region)) {
    warnOfAlarmRegion(owner, METRICS_REGION);
  } else if (region !== METRICS_REGION) {
    refuse(
      `stack must be in ${METRICS_REGION} for an alarm, because Route 53 publishes its metrics there only, got ${shown(region)}: define the ` +
        `record set in a stack with env.region '${METRICS_REGION}' (records and health checks are global), or set crossRegionReferences and ` +
        `make the alarm from metricHealthyEndpoints() in a stack that is there`,
    );
  }
}
