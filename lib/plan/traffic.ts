/** What health checkers ask of the endpoints: each checker by itself, one interval after the last reply (behaviour 4.4). */
import { groupBy } from '../rules/group-by';
import { checkKind } from '../rules/health/types';
import { CHECKER_REGIONS, CHECKERS_PER_REGION, DEFAULT_REQUEST_INTERVAL } from '../rules/limits';
import { cents, PRICES } from './prices';
import { optionsOf } from './cost';
import type { DeclaredHealthCheck } from './declared';

const SECONDS_PER_MONTH = 30 * 24 * 60 * 60;

/** Health checks that ask equally often. */
export interface CheckerTraffic {
  /** Seconds between two requests of one checker. */
  readonly interval: number;
  /** Checkers of each health check. */
  readonly checkers: number;
  readonly healthChecks: number;
  /** Requests of one health check in a month of 30 days, at the most: an interval begins with the reply to the request before. */
  readonly requestsEach: number;
  readonly requests: number;
}

/** @param checks any; those that probe nothing ask nothing */
export function checkerTraffic(checks: readonly DeclaredHealthCheck[]): CheckerTraffic[] {
  const groups = new Map<string, CheckerTraffic>();
  for (const { config } of checks.filter(isProbe)) {
    const interval = config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL;
    const checkers = (config.Regions?.length ?? CHECKER_REGIONS.length) * CHECKERS_PER_REGION;
    const healthChecks = (groups.get(`${interval} ${checkers}`)?.healthChecks ?? 0) + 1;
    const requestsEach = Math.round((checkers * SECONDS_PER_MONTH) / interval);
    groups.set(`${interval} ${checkers}`, {
      interval,
      checkers,
      healthChecks,
      requestsEach,
      requests: requestsEach * healthChecks,
    });
  }
  return [...groups.values()].sort((a, b) => b.requests - a.requests);
}

/** Whether a check connects to an endpoint; one whose type is known only at deployment is taken to. */
export const isProbe = ({ config: { Type } }: DeclaredHealthCheck): boolean =>
  Type !== undefined && (checkKind(Type) ?? 'probe') === 'probe';

/** Each health check with those that ask the same endpoint for the same, so that one would do. One of an endpoint that is not known yet is alone. */
export function equalProbes(
  all: readonly DeclaredHealthCheck[],
): ReadonlyMap<DeclaredHealthCheck, readonly DeclaredHealthCheck[]> {
  const groups = groupBy(all, check => settingsOf(check) ?? check.key);
  return new Map([...groups.values()].flatMap(alike => alike.map(check => [check, alike])));
}

function settingsOf(check: DeclaredHealthCheck): string | undefined {
  const settings = JSON.stringify(Object.entries(check.config).sort(([a], [b]) => (a < b ? -1 : 1)));
  return isProbe(check) && !settings.includes('${') && !settings.includes('{{resolve:') ? settings : undefined;
}

/** Dollars a month of one health check. */
export function priceOf({ config, isAwsEndpoint }: DeclaredHealthCheck): number {
  const { check, option } = isAwsEndpoint ? PRICES.healthCheck.aws : PRICES.healthCheck.other;
  return cents(check + option * optionsOf(config).length);
}
