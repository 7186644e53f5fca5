import type { HealthCheckObservation } from '@aws-sdk/client-route-53';
import { checkerAddress } from '../../rules/health/checker-addresses';
import { alarmHealthy, calculatedHealthy, routingControlHealthy } from '../../rules/health/other-types';
import { checkKind } from '../../rules/health/types';
import { statusText } from '../../rules/health/status-text';
import { enoughCheckers } from '../../rules/health/verdict';
import type { HealthCheck, State } from '../state';
import { alarmOf, routingControlOf } from './overrides';
import type { Checker } from './checker';

/** What a check's status is made from. */
export interface Measuring {
  state(): State;
  /** None for a check that is not probed. */
  checkersOf(healthCheckId: string): readonly Checker[];
  isHealthy(healthCheckId: string): boolean;
}

/** What a check measures before `Inverted` and `Disabled`: undefined while there is not enough data. */
export function measure(check: HealthCheck, from: Measuring): boolean | undefined {
  return (
    measureByHand(check, from.state())?.healthy ??
    (checkKind(check.config.Type) === 'calculated' ? countChildren(check, from) : countCheckers(check, from))
  );
}

function countChildren({ config }: HealthCheck, from: Measuring): boolean {
  return calculatedHealthy(
    (config.ChildHealthChecks ?? []).map(child => from.isHealthy(child)),
    config.HealthThreshold,
  );
}

function countCheckers({ id }: HealthCheck, from: Measuring): boolean | undefined {
  const opinions = from.checkersOf(id).map(checker => checker.healthy);
  return enoughCheckers(
    opinions.filter(healthy => healthy === true).length,
    opinions.filter(healthy => healthy !== undefined).length,
  );
}

/** What was set by hand, and how an observation words it; undefined when nothing was. */
function measureByHand({ id, config }: HealthCheck, state: State): { healthy: boolean; text: string } | undefined {
  const force = state.forced.get(id);
  if (force !== undefined) {
    return { healthy: force === 'up', text: `Forced ${force} by hand` };
  }
  const kind = checkKind(config.Type);
  if (kind === 'alarm') {
    const alarm = alarmOf(state, config.AlarmIdentifier);
    return alarm && { healthy: alarmHealthy(config, alarm.state, alarm.lastKnown), text: `The alarm is in state ${alarm.state}` };
  }
  if (kind === 'routingControl') {
    const control = routingControlOf(state, config.RoutingControlArn);
    return control && { healthy: routingControlHealthy(control), text: `The routing control is ${control}` };
  }
  return undefined;
}

/** The list of GetHealthCheckStatus: `endpointHealthy` of it is what `measure` says, calculated checks apart (behaviour 5.6). */
export function observe(check: HealthCheck, from: Measuring, now: Date): readonly HealthCheckObservation[] {
  const { Disabled, Type } = check.config;
  if (Disabled === true || checkKind(Type) === 'calculated') {
    return [];
  }
  const set = measureByHand(check, from.state());
  if (!set) {
    return from.checkersOf(check.id).flatMap(checker => checker.observation ?? []);
  }
  const StatusReport = { Status: statusText(set.healthy, set.text), CheckedTime: now };
  const checkers = from.checkersOf(check.id);
  return checkers.length > 0
    ? checkers.map(checker => ({ ...checker.place, StatusReport }))
    : [{ Region: 'us-east-1', IPAddress: checkerAddress('us-east-1', 0), StatusReport }];
}
