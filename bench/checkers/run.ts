/**
 * Do 1,000 health checks at 10-second intervals, each with three checkers, keep their intervals? Real checkers, real connections; the
 * endpoints are in another process. From the project's root, after a build:
 *
 *   node dist/bench/checkers/run.js [--checks 1000] [--seconds 60] [--silent 0]
 *
 * `--silent` is the share of endpoints that accept and never answer. Exit code 1 when an interval was missed by more than a second.
 */
import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LOCAL_ACCOUNT } from '../../lib/local/aws/accounts';
import { AddressMap } from '../../lib/local/checkers/address-map';
import { startCheckers } from '../../lib/local/checkers/checkers';
import { EMPTY_STATE } from '../../lib/local/state';
import { Store } from '../../lib/local/store';
import { seededRandom } from '../../lib/rules/random';
import type { Arrivals, Ports } from './endpoints';

const INTERVAL_SECONDS = 10;
const ALLOWED_MILLISECONDS = 1000;
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];
/** How the checks are made up: of ten, this many of each type. */
const MIX: readonly (readonly [string, keyof Ports, number])[] = [
  ['HTTP', 'http', 6],
  ['HTTP_STR_MATCH', 'http', 2],
  ['HTTPS', 'https', 1],
  ['TCP', 'tcp', 1],
];
const TYPES = MIX.flatMap(([Type, port, count]) => Array.from({ length: count }, () => ({ Type, port })));

const { values } = parseArgs({
  options: {
    checks: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    silent: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.checks);
const silent = Math.round(Number(values.silent) * count);

const addressOf = (n: number): string => `52.0.${n >> 8}.${n & 255}`;
const idOf = (n: number): string => `check-${n}`;

function configOf(n: number): HealthCheckConfig {
  const { Type } = TYPES[n % TYPES.length];
  return {
    Type: Type as HealthCheckConfig['Type'],
    IPAddress: addressOf(n),
    Port: 80,
    RequestInterval: INTERVAL_SECONDS,
    FailureThreshold: 3,
    ...(Type === 'HTTP_STR_MATCH' && { SearchString: 'is up' }),
  };
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

/** Longest time from one request of a checker to its next, over what the answer took: each check's requests come REGIONS.length a round. */
function longestRound(arrivals: Arrivals): number {
  const rounds = Object.values(arrivals).flatMap(times => {
    const sorted = [...times].sort((a, b) => a - b);
    return sorted.slice(REGIONS.length).map((time, i) => time - sorted[i]);
  });
  return rounds.reduce((longest, round) => Math.max(longest, round), 0);
}

async function main(): Promise<void> {
  const endpoints = fork(join(__dirname, 'endpoints.js'));
  const [ports] = (await once(endpoints, 'message')) as [Ports];
  const numbers = Array.from({ length: count }, (_, n) => n);
  const portOf = (n: number): number => (n < silent ? ports.silent : ports[TYPES[n % TYPES.length].port]);
  const addressMap = new AddressMap(numbers.map(n => `${addressOf(n)}=127.0.0.1:${portOf(n)}`));
  const checks = numbers.map(n => ({
    id: idOf(n),
    accountId: LOCAL_ACCOUNT,
    callerReference: idOf(n),
    version: 1,
    config: configOf(n),
  }));

  const late: number[] = [];
  let failures = 0;
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const checkers = startCheckers({
    store: new Store({ ...EMPTY_STATE, healthChecks: new Map(checks.map(check => [check.id, check])) }),
    addressMap,
    regions: REGIONS,
    random: seededRandom(Number(values.seed)),
    log: line => console.error(line),
    onProbe: event => {
      late.push(event.late);
      failures += event.result?.success ? 0 : 1;
    },
  });
  const startMilliseconds = performance.now() - began;
  await wait(Number(values.seconds) * 1000);
  const cpu = process.cpuUsage(cpuBefore);
  const memory = process.memoryUsage.rss();
  const closing = performance.now();
  checkers.close();
  const closeMilliseconds = performance.now() - closing;
  endpoints.send('stop');
  const [arrivals] = (await once(endpoints, 'message')) as [Arrivals];

  late.sort((a, b) => a - b);
  const worstLate = quantile(late, 1);
  const worstRound = longestRound(arrivals);
  const missed = worstLate > ALLOWED_MILLISECONDS || worstRound > INTERVAL_SECONDS * 1000 + ALLOWED_MILLISECONDS;
  const unexpected = silent === 0 && failures > 0;
  const seconds = Number(values.seconds);
  console.log(
    [
      `${count} health checks, ${REGIONS.length} checkers each, every ${INTERVAL_SECONDS} s, for ${seconds} s; ${silent} endpoints silent`,
      `machine: ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, node ${process.version}`,
      `probes: ${late.length} (${(late.length / seconds).toFixed(0)} a second), ${failures} failed`,
      `late by: median ${quantile(late, 0.5).toFixed(1)} ms, 99 % ${quantile(late, 0.99).toFixed(1)} ms, most ${worstLate.toFixed(1)} ms`,
      `longest time between a checker's requests, as the endpoints saw it: ${(worstRound / 1000).toFixed(3)} s`,
      `checkers' process: ${((cpu.user + cpu.system) / 1e4 / seconds).toFixed(0)} % of one core, ${(memory / 2 ** 20).toFixed(0)} MiB`,
      `start ${startMilliseconds.toFixed(0)} ms, stop ${closeMilliseconds.toFixed(0)} ms`,
      missed
        ? `MISSED: an interval was missed by more than ${ALLOWED_MILLISECONDS} ms`
        : 'kept: no interval was missed by more than a second',
      ...(unexpected ? [`UNEXPECTED: ${failures} probes failed`] : []),
    ].join('\n'),
  );
  process.exitCode = missed || unexpected ? 1 : 0;
}

void main();
