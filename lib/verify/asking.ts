/** How often each name is asked in each lane, and the asking itself. */
import type { ZoneWithServers } from './api/reader';
import { askLane, type AskOptions } from './dns/ask';
import { VerifyError } from './errors';
import { heardAnything } from './judge/judge';
import { subject, type Expectation, type Lane, type Observation, type Server } from './model';
import { expectationFrom, type NameReading, type Reading } from './reading';
import { ACCEPTED_MISS_PROBABILITY, queriesFor } from './sample-size';
import { lanesOf } from './servers';

export interface AskAllOptions extends Omit<AskOptions, 'onObservation'> {
  /** The servers of a zone. */
  readonly serversOf: (zone: ZoneWithServers) => Promise<readonly Server[]>;
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

interface Plan {
  readonly records: NameReading;
  readonly lanes: readonly Lane[];
  readonly perLane: number;
}

/** What was seen of each name of the reading, in its order. */
export async function askAll(reading: Reading, options: AskAllOptions): Promise<Observation[][]> {
  const plans = withinBudget(await Promise.all(reading.names.map(records => planFor(records, reading, options))), options.budget);
  const of = queriesIn(plans);
  let asked = 0;
  const results: Observation[][] = [];
  for (const { records, lanes, perLane } of plans) {
    const doing = `asking ${subject(records.question)} ${records.question.type}`;
    const ask = { ...options, onObservation: () => options.onProgress?.({ asked: ++asked, of, doing }) };
    const seen = (await Promise.all(lanes.map(lane => askLane(records.question, lane, perLane, ask)))).flat();
    if (options.stop.aborted) {
      throw new VerifyError('interrupted while asking: there is no verdict'); // what was asked until then would look like one
    }
    if (!heardAnything(seen)) {
      throw nobodyAnswers(lanes, seen, options.timeout);
    }
    results.push(seen);
  }
  return results;
}

async function planFor(records: NameReading, reading: Reading, options: AskAllOptions): Promise<Plan> {
  const lanes = lanesOf(await options.serversOf(records.zone));
  return { records, lanes, perLane: queriesPerLane(expectationFrom(records, reading.health), lanes.length, options.queries) };
}

/** Each server gets, over each protocol, enough queries to show all members: half of them with EDNS, half without. */
function queriesPerLane({ alternatives }: Expectation, lanes: number, queries: number | undefined): number {
  const accepted = ACCEPTED_MISS_PROBABILITY / (lanes / 2);
  const needed = Math.max(...alternatives.map(({ pool, size }) => queriesFor(pool.length, size, accepted)));
  return Math.ceil((queries ?? needed) / 2);
}

function withinBudget(plans: readonly Plan[], budget: number | undefined): readonly Plan[] {
  const wanted = queriesIn(plans);
  if (budget === undefined || wanted <= budget) {
    return plans;
  }
  const lanes = plans.reduce((sum, plan) => sum + plan.lanes.length, 0);
  if (lanes > budget) {
    throw new VerifyError(`a budget of ${budget} queries is too small: there are ${lanes} ways to ask, and each needs one`);
  }
  const spare = (budget - lanes) / (wanted - lanes);
  return plans.map(plan => ({ ...plan, perLane: 1 + Math.floor((plan.perLane - 1) * spare) }));
}

function queriesIn(plans: readonly Plan[]): number {
  return plans.reduce((sum, plan) => sum + plan.perLane * plan.lanes.length, 0);
}

function nobodyAnswers(lanes: readonly Lane[], seen: readonly Observation[], timeout: number): VerifyError {
  const servers = [...new Set(lanes.map(lane => lane.server.name))].join(', ');
  const errors = new Set(seen.flatMap(({ outcome }) => (outcome.kind === 'none' && outcome.error ? [outcome.error] : [])));
  const why = errors.size > 0 ? [...errors].join(', ') : `no reply within ${timeout} ms`;
  return new VerifyError(
    `no DNS server answers: ${servers} (${why}); check that it runs and that no firewall stops UDP and TCP to it, ` +
      'or choose another with --server',
  );
}
