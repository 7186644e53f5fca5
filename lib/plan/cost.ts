/** What the declared resources cost in a month, by the table in `prices.ts`. */
import type { HealthCheckConfig } from '../rules/health-check-config';
import { checkKind, isSecure, searchesBody } from '../rules/health/types';
import { FAST_REQUEST_INTERVAL } from '../rules/limits';
import type { Declared, DeclaredHealthCheck } from './declared';
import { cents, PRICES } from './prices';

/** What the templates do not tell. Each is printed with the figures. */
export interface CostAssumptions {
  /** Whose endpoints are checked; `auto` takes addresses of the app's own resources for Amazon's, and all others not. */
  readonly endpoints: 'auto' | 'aws' | 'other';
  /** How many of the account's free checks of AWS endpoints are still to be had. */
  readonly freeHealthChecks: number;
  /** Hosted zones that the account has already. */
  readonly existingZones: number;
  /** Queries in a month, in millions; none are reckoned unless given. */
  readonly millionQueries: number;
}

export const DEFAULT_ASSUMPTIONS: CostAssumptions = {
  endpoints: 'auto',
  freeHealthChecks: 0,
  existingZones: 0,
  millionQueries: 0,
};

export interface CostLine {
  readonly what: string;
  readonly count: number;
  readonly each: number;
  /** Dollars a month. */
  readonly total: number;
}

export interface Cost {
  readonly currency: string;
  readonly perMonth: number;
  readonly lines: readonly CostLine[];
  readonly assumptions: readonly string[];
  readonly pricesOf: string;
  readonly source: string;
}

export function monthlyCost(declared: Declared, assumptions: CostAssumptions): Cost {
  const lines = [
    ...zoneLines(declared, assumptions),
    ...healthCheckLines(declared.healthChecks, assumptions),
    ...queryLines(assumptions.millionQueries),
  ];
  return {
    currency: PRICES.currency,
    perMonth: cents(lines.reduce((sum, line) => sum + line.total, 0)),
    lines,
    assumptions: sentences(declared, assumptions),
    pricesOf: PRICES.date,
    source: PRICES.source,
  };
}

const line = (what: string, count: number, each: number): CostLine => ({ what, count, each, total: cents(count * each) });

function zoneLines(declared: Declared, { existingZones }: CostAssumptions): CostLine[] {
  const { first, firstCount, further, includedRecords, furtherRecord } = PRICES.hostedZone;
  const atFirstPrice = Math.min(declared.zones.length, Math.max(0, firstCount - existingZones));
  const records = new Map<string, number>();
  for (const { zone } of declared.batches.flatMap(batch => batch.recordSets)) {
    records.set(zone.key, (records.get(zone.key) ?? 0) + 1);
  }
  const above = [...records.values()].reduce((sum, count) => sum + Math.max(0, count - includedRecords), 0);
  return [
    line('hosted zone', atFirstPrice, first),
    line(`hosted zone beyond ${firstCount}`, declared.zones.length - atFirstPrice, further),
    line(`record beyond ${includedRecords} in its zone`, above, furtherRecord),
  ].filter(({ count }) => count > 0);
}

function healthCheckLines(checks: readonly DeclaredHealthCheck[], assumptions: CostAssumptions): CostLine[] {
  const priced = checks.map(check => ({ owner: ownerOf(check, assumptions), options: optionsOf(check.config) }));
  const ofAws = priced.filter(({ owner }) => owner === 'aws');
  const ofOthers = priced.filter(({ owner }) => owner === 'other');
  const free = Math.min(ofAws.length, assumptions.freeHealthChecks);
  const options = (list: typeof priced): number => list.reduce((sum, { options }) => sum + options.length, 0);
  const named = (list: typeof priced): string => [...new Set(list.flatMap(({ options }) => options))].join(', ');
  return [
    line('health check of an AWS endpoint, free', free, 0),
    line('health check of an AWS endpoint', ofAws.length - free, PRICES.healthCheck.aws.check),
    line(`option of such a check (${named(ofAws)})`, options(ofAws), PRICES.healthCheck.aws.option),
    line('health check of another endpoint', ofOthers.length, PRICES.healthCheck.other.check),
    line(`option of such a check (${named(ofOthers)})`, options(ofOthers), PRICES.healthCheck.other.option),
  ].filter(({ count }) => count > 0);
}

function ownerOf(check: DeclaredHealthCheck, { endpoints }: CostAssumptions): 'aws' | 'other' {
  if ((checkKind(check.config.Type) ?? 'probe') !== 'probe') return 'aws';
  return endpoints === 'auto' ? (check.isAwsEndpoint ? 'aws' : 'other') : endpoints;
}

/** The features that cost extra (behaviour 8.3). */
export function optionsOf(config: Partial<HealthCheckConfig>): string[] {
  const options: string[] = [];
  if (isSecure(config.Type)) options.push('HTTPS');
  if (searchesBody(config.Type)) options.push('string match');
  if (config.RequestInterval === FAST_REQUEST_INTERVAL) options.push(`${FAST_REQUEST_INTERVAL} s interval`);
  if (config.MeasureLatency) options.push('latency');
  return options;
}

function queryLines(millions: number): CostLine[] {
  const { firstMillions, first, further } = PRICES.queries;
  return [
    line('million queries', Math.min(millions, firstMillions), first),
    line(`million queries beyond ${firstMillions}`, Math.max(0, millions - firstMillions), further),
  ].filter(({ count }) => count > 0);
}

function sentences(
  declared: Declared,
  { endpoints, freeHealthChecks, existingZones, millionQueries }: CostAssumptions,
): string[] {
  const who = {
    auto: "addresses of the app's own resources are AWS endpoints; all others are not",
    aws: 'all checked endpoints are AWS endpoints',
    other: 'no checked endpoint is an AWS endpoint',
  }[endpoints];
  return [
    ...(declared.healthChecks.length > 0
      ? [
          `${who} (--endpoints)`,
          `${freeHealthChecks} of the account's ${PRICES.healthCheck.freeAwsChecks} free checks of AWS endpoints are unused (--free-health-checks)`,
        ]
      : []),
    ...(declared.zones.length > 0 ? [`the account has ${existingZones} hosted zones (--existing-zones)`] : []),
    `${millionQueries === 0 ? 'no' : `${millionQueries} million`} queries a month (--million-queries)`,
  ];
}
