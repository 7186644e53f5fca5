/** What is measured by the types of health check that no checker probes (behaviour 4.1). `verdict` turns it into the check's status. */

/**
 * CALCULATED: enough children are healthy. A threshold of 0 is always met, one above the number of children never. What a missing
 * threshold means is unconfirmed; here all children are asked for.
 */
export function calculatedHealthy(children: readonly boolean[], healthThreshold: number = children.length): boolean {
  return children.filter(healthy => healthy).length >= healthThreshold;
}

export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** The settings of a CLOUDWATCH_METRIC check that matter. */
export interface AlarmSettings {
  readonly InsufficientDataHealthStatus?: string;
}

/** CLOUDWATCH_METRIC. `lastKnown` is what was measured when the alarm last had data; without that history it is healthy. */
export function alarmHealthy(settings: AlarmSettings, state: AlarmState, lastKnown: boolean | undefined): boolean {
  switch (state) {
    case 'OK':
      return true;
    case 'ALARM':
      return false;
    case 'INSUFFICIENT_DATA':
      switch (settings.InsufficientDataHealthStatus) {
        case 'Unhealthy':
          return false;
        case 'Healthy':
          return true;
        default: // LastKnownStatus; that it is the default when none is given is unconfirmed
          return lastKnown ?? true;
      }
  }
}

export const ROUTING_CONTROL_STATES = ['On', 'Off'] as const;
export type RoutingControlState = (typeof ROUTING_CONTROL_STATES)[number];

/** RECOVERY_CONTROL. */
export function routingControlHealthy(state: RoutingControlState): boolean {
  return state === 'On';
}
