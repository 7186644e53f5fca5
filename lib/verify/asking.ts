/** How often each name is asked in each lane, and the asking itself. */
import { groupBy } from '../rules/group-by';
import type { ZoneWithServers } from '../aws/reader';
import { askLane, type AskOptions } from './dns/ask';
import { NotAuthoritativeError, VerifyError } from './errors';
import { comparisonsIn, countLanes, isHeard, lossOf, missingProof, silencesIn } from './loss';
import { COVERED_BY } from './judge/coverage';
import { displayName } from '../rules/names';
import { subject, type Expectation, type Lane, type Observation, type Server } from './model';
import {
  foreignLanes,
  foreignSentence,
  foreignWays,
  interceptedError,
  isResolvers,
  OUTSIDE,
  silenceSentence,
  type Network,
} from './network';
import { expectationFrom, type NameReading, type Reading } from './reading';
import { queriesPerWay } from './sample-size';
import { lanesOf } from './servers';
import { slicesOf } from './slices';

export interface AskAllOptions extends Omit<AskOptions, 'onObservation'> {
  /** The servers of a zone. */
  readonly serversOf: (zone: ZoneWithServers) => Promise<readonly Server[]>;
  /** Whether the servers are those that the user named: one may be a resolver then, which tells so itself. */
  readonly serversNamed?: boolean;
  /** Queries to each server over each protocol, instead of as many as the group size asks for. */
  readonly queries?: number;
  /** The most queries in all. */
  readonly budget?: number;
  readonly onProgress?: (progress: AskingProgress) => void;
}

export interface AskingProgress {
  readonly asked: number;
  readonly of: number;
  readonly doing: string;
}

interface NameQueries {
  readonly records: NameReading;
  readonly expectation: Expectation;
  readonly lanes: readonly Lane[];
  readonly perLane: number;
}

/** What was seen of each name of the reading, in its order, over those ways that the network leaves open. */
export async function askAll(reading: Reading, network: Network, options: AskAllOptions): Promise<Observation[][]> {
  const plans = withinBudget(await Promise.all(reading.names.map(records => planFor(records, reading, options))), options.budget);
  const asker = new Asker(network, options, queriesIn(plans));
  const results: Observation[][] = [];
  for (const plan of plans) {
    results.push(await asker.askName(plan));
  }
  return results;
}

class Asker {
  private asked = 0;

  constructor(
    private readonly network: Network,
    private readonly options: AskAllOptions,
    private of: number,
  ) {}

  async askName(plan: NameQueries): Promise<Observation[]> {
    const open = plan.lanes.filter(lane => this.network.isOpen(lane));
    this.of -= plan.perLane * (plan.lanes.length - open.length);
    const first = await this.ask(plan, new Map(open.map(lane => [lane, plan.perLane])));
    if (!first.some(isHeard)) {
      throw nobodyAnswers(open, first, this.options.timeout);
    }
    const seen = [...first, ...(await this.ask(plan, this.unproven(first), true))];
    this.closeSilent(seen);
    if (plan.expectation.authoritative) {
      await this.closeForeign(plan, this.heardOpenly(seen));
    }
    return this.whole(plan, this.heardOpenly(seen));
  }

  /** @param bent on an answer: no lane is given up, however silent */
  private async ask(plan: NameQueries, queries: ReadonlyMap<Lane, number>, bent = false): Promise<Observation[]> {
    const { question } = plan.records;
    const recursion = !plan.expectation.authoritative;
    const doing = `asking ${subject(question)} ${question.type}`;
    const options = {
      ...this.options,
      recursion,
      onObservation: () => {
        this.asked++;
        this.options.onProgress?.({ asked: Math.min(this.asked, this.of), of: this.of, doing });
      },
    };
    const seen = await Promise.all(
      [...queries].map(([lane, count]) => askLane(question, lane, count, bent ? { ...options, giveUpAfter: count } : options)),
    );
    if (this.options.stop.aborted) {
      throw new VerifyError('interrupted while asking: there is no verdict'); // what was asked until then would look like one
    }
    return seen.flat();
  }

  /** How many more queries it takes to tell the silence of a lane from bad luck; none beyond the budget. */
  private unproven(seen: readonly Observation[]): Map<Lane, number> {
    const counts = countLanes(seen);
    const { shared, own } = silencesIn(counts);
    const heard = lossOf(counts.filter(lane => lane.heard));
    const left = this.options.budget === undefined ? Infinity : this.options.budget - this.asked;
    const more = [...shared, ...own].flatMap(({ items }) => {
      const missing = missingProof(lossOf(items), heard, comparisonsIn(counts)) ?? 0;
      const each = Math.ceil(missing / this.options.attempts / items.length);
      return items.map(({ lane }) => [lane, each] as const);
    });
    return new Map(more.reduce((sum, [, each]) => sum + each, 0) > left ? [] : more.filter(([, each]) => each > 0));
  }

  private closeSilent(seen: readonly Observation[]): void {
    const counts = countLanes(seen);
    silencesIn(counts).shared.forEach(slice => this.network.close(slice.items, silenceSentence(slice, counts)));
  }

  /** Leaves out what a box in between answers over one protocol; throws when it answers over all. */
  private async closeForeign(plan: NameQueries, seen: readonly Observation[]): Promise<void> {
    const resolver = this.options.serversNamed ? await this.findResolver(plan, seen) : undefined;
    if (resolver) {
      throw new NotAuthoritativeError(`${resolver.lane.server.name} is a resolver: name it with --resolver`, true);
    }
    const lanes = foreignLanes(
      groupBy(seen, o => o.lane),
      plan.expectation,
    );
    foreignWays(lanes).forEach(slice => this.network.close(slice.items, foreignSentence(slice, lanes)));
    if (lanes.length === 0 || !lanes.every(({ foreign }) => foreign)) {
      return;
    }
    const name = `verify-${Math.floor(this.options.random() * 0x1_0000_0000).toString(16)}.${OUTSIDE}`;
    const probes = await Promise.all(
      lanes.map(({ lane }) =>
        askLane({ name, type: 'A' }, lane, 1, { ...this.options, recursion: true, onObservation: undefined }),
      ),
    );
    const replies = probes.flat().flatMap(({ lane, outcome }) => (outcome.kind === 'reply' ? [{ lane, reply: outcome }] : []));
    const resolvers = replies.filter(({ reply }) => isResolvers(reply));
    if (resolvers.length > 0 && resolvers.length === replies.length) {
      const [{ lane, reply }] = resolvers;
      throw interceptedError(lane.server.name, displayName(name), reply);
    }
  }

  /** A forwarder passes on the flags of the server it asks; to a query that wants recursion it answers from its cache, without authority. */
  private async findResolver(plan: NameQueries, seen: readonly Observation[]): Promise<Observation | undefined> {
    const offering = seen.filter(({ outcome }) => outcome.kind === 'reply' && outcome.recursionAvailable);
    if (offering.length === 0 || offering.some(isFromResolver)) {
      return offering.find(isFromResolver);
    }
    const again = { ...this.options, recursion: true, concurrency: 1, onObservation: undefined }; // the first may fill the cache
    return (await askLane(plan.records.question, offering[0].lane, 3, again)).find(isFromResolver);
  }

  private heardOpenly(seen: readonly Observation[]): Observation[] {
    return seen.filter(({ lane }) => this.network.isOpen(lane));
  }

  /** Truncated answers that cannot be had over TCP because TCP is closed here: without another way, there is nothing to judge. */
  private whole(plan: NameQueries, seen: readonly Observation[]): Observation[] {
    const bare = seen.map((observation): Observation =>
      observation.tcpRetry?.kind === 'none' && !this.network.isOpen({ ...observation.lane, protocol: 'tcp' })
        ? { ...observation, tcpRetry: undefined }
        : observation,
    );
    if (bare.every(({ outcome, tcpRetry }) => outcome.kind === 'reply' && outcome.truncated && tcpRetry === undefined)) {
      throw new VerifyError(
        `the answers for ${subject(plan.records.question)} are truncated over UDP and cannot be had over TCP: ${this.network.limits.join('; ')}`,
      );
    }
    return bare;
  }
}

/** Recursion is offered, and no authority claimed. */
function isFromResolver({ outcome }: Observation): boolean {
  return outcome.kind === 'reply' && outcome.recursionAvailable && !outcome.authoritative;
}

async function planFor(records: NameReading, reading: Reading, options: AskAllOptions): Promise<NameQueries> {
  const lanes = lanesOf(await options.serversOf(records.zone));
  const expectation = expectationFrom(records, reading.health);
  return { records, expectation, lanes, perLane: queriesPerLane(expectation, lanes, options.queries) };
}

/** A resolver answers most of them from its cache: more would show nothing new, and public ones count them. */
const QUERIES_TO_RESOLVER = 6;

/** So many that a missing member shows wherever one is looked for. */
function queriesPerLane(
  { alternatives, authoritative }: Expectation,
  lanes: readonly Lane[],
  queries: number | undefined,
): number {
  if (queries !== undefined) {
    return Math.ceil(queries / 2); // half of them with EDNS, half without
  }
  if (!authoritative) {
    return QUERIES_TO_RESOLVER;
  }
  const servers = new Set(lanes.map(lane => lane.server)).size;
  const comparisons = slicesOf(
    lanes.map(lane => ({ lane })),
    COVERED_BY,
  ).length;
  return Math.max(...alternatives.map(({ pool, size }) => queriesPerWay(pool.length, size, servers, comparisons)));
}
function withinBudget(plans: readonly NameQueries[], budget: number | undefined): readonly NameQueries[] {
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

function queriesIn(plans: readonly NameQueries[]): number {
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
