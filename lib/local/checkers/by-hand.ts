import type { AlarmIdentifier } from '@aws-sdk/client-route-53';
import type { AlarmState, RoutingControlState } from '../../rules/health/other-types';

/** `up` and `down` stand in for what the checkers would report; `Inverted` and `Disabled` still apply on top. */
export type Force = 'up' | 'down';

interface AlarmHistory {
  readonly state: AlarmState;
  /** The last state with data. */
  readonly lastKnown?: boolean;
}

/** What a person, a test or a demo has set: endpoints forced up or down, and the alarms and routing controls that AWS would know. */
export class ByHand {
  private readonly forced = new Map<string, Force>();
  private readonly alarms = new Map<string, AlarmHistory>();
  private readonly routingControls = new Map<string, RoutingControlState>();

  force(healthCheckId: string, force: Force | 'auto'): void {
    if (force === 'auto') {
      this.forced.delete(healthCheckId);
    } else {
      this.forced.set(healthCheckId, force);
    }
  }

  forceOf(healthCheckId: string): Force | undefined {
    return this.forced.get(healthCheckId);
  }

  setAlarm(alarm: AlarmIdentifier, state: AlarmState): void {
    const lastKnown = state === 'INSUFFICIENT_DATA' ? this.alarmOf(alarm)?.lastKnown : state === 'OK';
    this.alarms.set(alarmKey(alarm), { state, lastKnown });
  }

  /** Undefined until it has been set. */
  alarmOf(alarm: AlarmIdentifier | undefined): AlarmHistory | undefined {
    return alarm && this.alarms.get(alarmKey(alarm));
  }

  setRoutingControl(arn: string, state: RoutingControlState): void {
    this.routingControls.set(arn, state);
  }

  /** Undefined until it has been set. */
  routingControlOf(arn: string | undefined): RoutingControlState | undefined {
    return arn === undefined ? undefined : this.routingControls.get(arn);
  }

  /** A check that is gone takes what was set for it along. */
  forget(healthCheckId: string): void {
    this.forced.delete(healthCheckId);
  }
}

function alarmKey({ Region, Name }: AlarmIdentifier): string {
  return JSON.stringify([Region, Name]);
}
