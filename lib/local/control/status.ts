import { hostAndPort } from '../../rules/addresses';
import { checkKind } from '../../rules/health/types';
import type { Checkers } from '../checkers/checkers';
import type { CheckStatus } from '../options';
import type { HealthCheck, State } from '../state';
import { healthCheckName } from './find-checks';

/** What `multivalue status` shows; plain data, the same in code and over HTTP. */
export interface Status {
  /** How many times faster than real time intervals pass. */
  readonly speed: number;
  readonly healthChecks: readonly DetailedCheckStatus[];
}

/** What a program may read of a health check, and what a person wants to see besides. */
export interface DetailedCheckStatus extends CheckStatus {
  readonly inverted: boolean;
  readonly disabled: boolean;
  /** The address or name that would have to be mapped for the endpoint to be probed. */
  readonly unmapped?: string;
  /** One for each checker that reports. */
  readonly checkers: readonly CheckerStatus[];
}

export interface CheckerStatus {
  readonly region: string;
  /** As GetHealthCheckStatus words it. */
  readonly status: string;
  /** ISO 8601. */
  readonly checkedTime: string;
}

export function statusOf(state: State, checkers: Checkers): Status {
  return { speed: checkers.speed, healthChecks: checkStatuses([...state.healthChecks.values()], state, checkers) };
}

export function checkStatuses(checks: readonly HealthCheck[], state: State, checkers: Checkers): DetailedCheckStatus[] {
  const users = recordSetsByCheck(state);
  return checks.map(check => ({
    id: check.id,
    name: healthCheckName(state, check.id),
    type: check.config.Type ?? '',
    endpoint: endpointOf(check),
    healthy: checkers.isHealthy(check.id),
    inverted: check.config.Inverted === true,
    disabled: check.config.Disabled === true,
    forced: state.forced.get(check.id),
    unmapped: checkers.unmappedHostOf(check.id),
    recordSets: users.get(check.id) ?? [],
    checkers: checkers.observations(check.id).map(({ Region, StatusReport }) => ({
      region: Region ?? '',
      status: StatusReport?.Status ?? '',
      checkedTime: StatusReport?.CheckedTime?.toISOString() ?? '',
    })),
  }));
}

function recordSetsByCheck(state: State): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const set of [...state.zones.values()].flatMap(zone => zone.recordSets)) {
    if (set.HealthCheckId !== undefined) {
      const text = [set.Name, set.Type, set.SetIdentifier].filter(part => part !== undefined).join(' ');
      users.set(set.HealthCheckId, [...(users.get(set.HealthCheckId) ?? []), text]);
    }
  }
  return users;
}

function endpointOf({ config }: HealthCheck): string {
  switch (checkKind(config.Type)) {
    case 'calculated':
      return `${config.HealthThreshold ?? 'all'} of ${config.ChildHealthChecks?.length ?? 0} health checks`;
    case 'alarm':
      return `${config.AlarmIdentifier?.Name ?? ''} in ${config.AlarmIdentifier?.Region ?? ''}`;
    case 'routingControl':
      return config.RoutingControlArn ?? '';
    case 'probe':
    case undefined:
      return hostAndPort(config.IPAddress ?? config.FullyQualifiedDomainName ?? '', config.Port) + (config.ResourcePath ?? '');
  }
}
