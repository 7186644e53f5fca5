import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { CfnAlarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { STANDARD_RESOLUTION } from '../../rules/limits';
import type { Refuse } from './invalid';
import { isToken } from './is-token';

/** Refuses alarms that Route 53 does not support (behaviour 4.1), as far as they can be seen: not those that are imported by name. */
export function checkAlarm(stack: Stack, alarm: IAlarm, prop: string, refuse: Refuse): void {
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
