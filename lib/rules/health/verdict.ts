import { HEALTHY_CHECKER_SHARE } from '../limits';
import { reportsHealthy } from './status-text';

/**
 * What the checkers' reports on an endpoint add up to: healthy when more than 18 % of those that report say so (behaviour 4.4). Undefined
 * while none reports. `statuses` are the texts of GetHealthCheckStatus, one per checker.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function endpointHealthy(statuses: readonly string[]): boolean | undefined {
  return enoughCheckers(statuses.filter(reportsHealthy).length, statuses.length);
}

/** The same from numbers: how many checkers report, and how many of them a healthy endpoint. */
export function enoughCheckers(healthy: number, reporting: number): boolean | undefined {
  return reporting === 0 ? undefined : healthy / reporting > HEALTHY_CHECKER_SHARE;
}

/** The settings of a health check that turn what was measured into its status. */
export interface VerdictSettings {
  readonly Inverted?: boolean;
  readonly Disabled?: boolean;
}

/**
 * The status of a health check of any type, from what was measured: undefined when there is not enough data yet, which counts as healthy,
 * as being disabled does. `Inverted` applies on top of both (behaviour 4.4).
 */
export function verdict(settings: VerdictSettings, measured: boolean | undefined): boolean {
  const uninverted = settings.Disabled === true || (measured ?? true);
  return uninverted !== (settings.Inverted === true);
}
