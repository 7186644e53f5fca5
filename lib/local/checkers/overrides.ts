/**
 * What a person, a test or a demo has set: endpoints forced up or down, and the alarms and routing controls that AWS would know. It is
 * part of the state, so that a state file keeps it.
 */
import type { AlarmIdentifier } from '@aws-sdk/client-route-53';
import type { AlarmState, RoutingControlState } from '../../rules/health/other-types';
import type { AlarmHistory, Force, State } from '../state';

export function withForce(state: State, healthCheckId: string, force: Force | 'auto'): State {
  if (force === (state.forced.get(healthCheckId) ?? 'auto')) return state;
  const forced = new Map(state.forced);
  if (force === 'auto') forced.delete(healthCheckId);
  else forced.set(healthCheckId, force);
  return { ...state, forced };
}

export function withAlarm(state: State, alarm: AlarmIdentifier, alarmState: AlarmState): State {
  const lastKnown = alarmState === 'INSUFFICIENT_DATA' ? alarmOf(state, alarm)?.lastKnown : alarmState === 'OK';
  return { ...state, alarms: new Map(state.alarms).set(alarmKey(alarm), { state: alarmState, lastKnown }) };
}

/** Undefined until it has been set. */
export function alarmOf({ alarms }: State, alarm: AlarmIdentifier | undefined): AlarmHistory | undefined {
  return alarm && alarms.get(alarmKey(alarm));
}

export function withRoutingControl(state: State, arn: string, controlState: RoutingControlState): State {
  return { ...state, routingControls: new Map(state.routingControls).set(arn, controlState) };
}

/** Undefined until it has been set. */
export function routingControlOf({ routingControls }: State, arn: string | undefined): RoutingControlState | undefined {
  return arn === undefined ? undefined : routingControls.get(arn);
}

function alarmKey({ Region, Name }: AlarmIdentifier): string {
  return JSON.stringify([Region, Name]);
}
