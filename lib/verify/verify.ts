/** The verification from end to end: read, ask, read again, judge. Network, clock and chance come in from outside. */
import type { Route53Reader, ZoneWithServers } from './api/reader';
import { askLane, type AskOptions } from './dns/ask';
import { VerifyError } from './errors';
import { expectationOf, healthCheckIds, type NameRecords } from './expectation';
import { HealthReader, healthChanges, type CheckHealth } from './health/read';
import { heardAnything, judge } from './judge/judge';
import type { Expectation, Observation, Server } from './model';
import { nameReport } from './report/build';
import type { NameReport, Report } from './report/model';
import { queriesFor, ACCEPTED_MISS_PROBABILITY } from './sample-size';
import { lanesOf } from './servers';
import { findZone, readRecords, type Target } from './targets';

export interface VerifyOptions extends Omit<AskOptions, 'onObservation'> {
  readonly api: Route53Reader;
  /** The servers of a zone. */
  readonly serversOf: (zone: ZoneWithServers) => Promise<readonly Server[]>;
  /** The time of day. */
  readonly date: () => Date;
  /** Queries to each server over each protocol, instead of as many as the group size asks for. */
  readonly queries?: number;
  /** The most queries in all. */
  readonly budget?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly asked: number;
  readonly of: number;
  readonly doing: string;
}

/** How often everything is asked before the verdict is that there is none. */
const TRIES = 3;

/** @throws VerifyError when there is nothing to verify, or nobody answers */
export async function verify(targets: readonly Target[], options: VerifyOptions): Promise<Report> {
  const startedAt = options.date();
  const began = options.now();
  const health = new HealthReader(options.api);
  let before = await readAll(targets, health, options);
  for (let tries = 1; ; tries++) {
    const asked = await askAll(before, options);
    options.onProgress?.({ asked: 0, of: 0, doing: 'reading health again' });
    const after = await readAll(targets, health, options);
    const changes = changesBetween(before, after);
    if (changes.length === 0 || tries === TRIES || options.stop.aborted) {
      const names = asked.map((observations, at) => judgeName(before.names[at], before.health, observations));
      const holds = names.every(name => name.verdict === 'holds');
      return {
        verdict: changes.length > 0 ? 'unsettled' : holds ? 'holds' : 'violated',
        startedAt: startedAt.toISOString(),
        milliseconds: Math.round(options.now() - began),
        tries,
        changes,
        names,
      };
    }
    before = after;
  }
}

/** Everything the API tells, at one time. */
interface Reading {
  readonly names: readonly (NameRecords & { readonly zone: ZoneWithServers })[];
  readonly health: ReadonlyMap<string, CheckHealth>;
}

async function readAll(targets: readonly Target[], health: HealthReader, options: VerifyOptions): Promise<Reading> {
  options.onProgress?.({ asked: 0, of: 0, doing: 'reading record sets and health' });
  const label = (): string => `verify-${Math.floor(options.random() * 0x1_0000_0000).toString(16)}`;
  const names = await Promise.all(
    targets.map(async target => {
      const zone = await findZone(options.api, target);
      return (await readRecords(options.api, zone, target, label)).map(records => ({ ...records, zone }));
    }),
  );
  return { names: names.flat(), health: await health.read(names.flat().flatMap(healthCheckIds)) };
}

function changesBetween(before: Reading, after: Reading): string[] {
  const sets = (reading: Reading): string => JSON.stringify(reading.names.map(name => name.tree));
  return [
    ...healthChanges(before.health, after.health),
    ...(sets(before) === sets(after) ? [] : ['record sets were changed while they were being verified']),
  ];
}

async function askAll(reading: Reading, options: VerifyOptions): Promise<Observation[][]> {
  const plans = await Promise.all(
    reading.names.map(async records => {
      const lanes = lanesOf(await options.serversOf(records.zone));
      const expectation = expect(records, reading.health, []);
      return { records, lanes, wanted: queriesPerLane(expectation, lanes.length, options) };
    }),
  );
  const total = plans.reduce((sum, plan) => sum + plan.wanted * plan.lanes.length, 0);
  const share = Math.min(1, (options.budget ?? total) / total);
  const of = plans.reduce((sum, plan) => sum + scaled(plan.wanted, share) * plan.lanes.length, 0);
  let asked = 0;
  const results: Observation[][] = [];
  for (const { records, lanes, wanted } of plans) {
    const doing = `asking ${records.question.name} ${records.question.type}`;
    const onObservation = (): void => options.onProgress?.({ asked: ++asked, of, doing });
    const ask = { ...options, onObservation };
    const seen = await Promise.all(lanes.map(lane => askLane(records.question, lane, scaled(wanted, share), ask)));
    results.push(seen.flat());
    if (!heardAnything(seen.flat())) {
      const servers = [...new Set(lanes.map(lane => lane.server.name))].join(', ');
      const error = seen.flat().find(o => o.outcome.kind === 'none')?.outcome;
      const why = error?.kind === 'none' && error.error ? error.error : `no reply within ${options.timeout} ms`;
      throw new VerifyError(
        `no DNS server answers: ${servers} (${why}); check that it runs and that no firewall stops UDP and TCP to it, or choose another with --server`,
      );
    }
  }
  return results;
}

function scaled(queries: number, share: number): number {
  return Math.max(1, Math.floor(queries * share));
}

/** Each server and protocol gets enough queries to show all members; they are shared by asking with and without EDNS. */
function queriesPerLane({ alternatives }: Expectation, lanes: number, options: VerifyOptions): number {
  const accepted = ACCEPTED_MISS_PROBABILITY / (lanes / 2);
  const needed = Math.max(...alternatives.map(({ pool, size }) => queriesFor(pool.length, size, accepted)));
  return Math.ceil((options.queries ?? needed) / 2);
}

/** A check whose state the API does not tell counts as healthy when DNS answered with one of its records. */
function expect(
  records: NameRecords,
  health: ReadonlyMap<string, CheckHealth>,
  observations: readonly Observation[],
): Expectation {
  const answered = new Set(
    observations.flatMap(({ outcome }) => (outcome.kind === 'reply' ? outcome.answers.map(record => record.value) : [])),
  );
  const byRule = expectationOf(records, id => health.get(id)?.healthy ?? true);
  const unknown = new Set([...health.values()].filter(check => check.healthy === undefined).map(check => check.id));
  if (unknown.size === 0 || observations.length === 0) {
    return byRule;
  }
  const shown = new Set(byRule.members.filter(m => answered.has(m.value)).map(m => m.healthCheckId));
  return expectationOf(records, id => health.get(id)?.healthy ?? shown.has(id));
}

function judgeName(
  records: NameRecords,
  health: ReadonlyMap<string, CheckHealth>,
  observations: readonly Observation[],
): NameReport {
  const expectation = expect(records, health, observations);
  const ids = new Set(healthCheckIds(records));
  const ofName = new Map([...health].filter(([id]) => ids.has(id)));
  return nameReport({ records, expectation, health: ofName, observations, violations: judge(observations, expectation) });
}
