/**
 * How long does a user's test wait for its local Route 53? In a fresh process, from loading the bundle of
 * `cdk-route53-multivalue/local` to `startLocal()` being ready, which has to stay under 300 ms; and once it is loaded, the next start.
 * Time and processor time, medians over fresh processes, one after the other.
 *
 * Run: npm run build && node dist/bench/start.js [runs]
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';

const GOAL_MILLISECONDS = 300;
const RUNS = Number(process.argv[2] ?? 15);
const BUNDLE = resolve(__dirname, '../bundle/local.js');

/** What one fresh process measures, in milliseconds. */
interface Run {
  /** Loading and the first start. */
  readonly first: number;
  readonly load: number;
  /** The second start in the same process. */
  readonly again: number;
  /** Processor time of loading and the first start. */
  readonly processor: number;
}

const MEASURE = `
const began = performance.now(), cpu = process.cpuUsage();
const { startLocal } = require(process.argv[1]);
const load = performance.now() - began;
(async () => {
  const local = await startLocal();
  const first = performance.now() - began, { user, system } = process.cpuUsage(cpu);
  await local.close();
  const closed = performance.now();
  const next = await startLocal();
  const again = performance.now() - closed;
  await next.close();
  process.stdout.write(JSON.stringify({ first, load, again, processor: (user + system) / 1000 }));
})();`;

const measure = (): Run => JSON.parse(execFileSync(process.execPath, ['-e', MEASURE, BUNDLE], { encoding: 'utf8' })) as Run;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const runs = Array.from({ length: RUNS }, measure);
const of = (what: keyof Run): string => `${median(runs.map(run => run[what])).toFixed(0)} ms`;
const kept = median(runs.map(run => run.first)) < GOAL_MILLISECONDS;
console.log(
  [
    `machine: ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, node ${process.version}, load ${loadavg()[0].toFixed(1)}`,
    `medians of ${RUNS} processes`,
    `load and start: ${of('first')} (${of('load')} of it loading), ${of('processor')} of processor time`,
    `start again in the same process: ${of('again')}`,
    kept ? `kept: ready in under ${GOAL_MILLISECONDS} ms` : `MISSED: ready in ${GOAL_MILLISECONDS} ms or more`,
  ].join('\n'),
);
process.exitCode = kept ? 0 : 1;
