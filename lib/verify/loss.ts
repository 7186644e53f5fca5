/** Packets that get lost: how many, and whether that explains a silence. */
import { groupBy } from '../rules/group-by';
import { isLoopback } from '../rules/addresses';
import { endpointName, laneName, type Observation } from './model';
import { ACCEPTED_MISS_PROBABILITY } from './sample-size';
import { slicesOf, widest, type Slice, type WithLane } from './slices';

export interface LaneCount extends WithLane {
  readonly queries: number;
  /** How often a query was sent. */
  readonly attempts: number;
  /** How often nothing came back. */
  readonly lost: number;
  /** Queries that got nothing however often they were sent. */
  readonly unanswered: number;
  /** Whether anything at all came back. */
  readonly heard: boolean;
  /** The network's own words. */
  readonly errors: readonly string[];
}

export function countLanes(observations: readonly Observation[]): LaneCount[] {
  return [...groupBy(observations, ({ lane }) => `${laneName(lane)} ${endpointName(lane.server)}`).values()].map(seen => ({
    lane: seen[0].lane,
    queries: seen.length,
    attempts: sum(seen, o => o.attempts),
    lost: sum(seen, o => (isHeard(o) ? (o.outcome.kind === 'reply' ? o.attempts - 1 : 0) : o.attempts)),
    unanswered: seen.filter(o => !isHeard(o)).length,
    heard: seen.some(isHeard),
    errors: [...new Set(seen.flatMap(({ outcome }) => (outcome.kind === 'none' && outcome.error ? [outcome.error] : [])))],
  }));
}

/** Whether anything came back, be it the reply or not. */
export function isHeard({ outcome }: Observation): boolean {
  return outcome.kind === 'reply' || outcome.strays.length > 0;
}

export interface Silences {
  /** What is silent at all servers: the network between them and this machine. */
  readonly shared: readonly Slice<LaneCount>[];
  /** What is silent at some only, or on this machine, where no network lies between. */
  readonly own: readonly Slice<LaneCount>[];
}

/** The widest slices in which nothing was heard. */
export function silencesIn(counts: readonly LaneCount[]): Silences {
  const silent = (slices: Slice<LaneCount>[]): Slice<LaneCount>[] => slices.filter(s => s.items.every(lane => !lane.heard));
  const remote = counts.filter(({ lane }) => !isLoopback(lane.server.address));
  const shared = widest(silent(slicesOf(remote, ['family', 'protocol', 'edns'])));
  const explained = new Set(shared.flatMap(({ items }) => items));
  const perServer = slicesOf(
    counts.filter(count => !explained.has(count)),
    ['server', 'protocol', 'edns'],
  ).filter(({ by, items }) => by.includes('server') || new Set(items.map(({ lane }) => lane.server)).size === 1);
  return { shared, own: widest(silent(perServer)) };
}

/** How much was lost in `some`. */
export interface Loss {
  readonly attempts: number;
  readonly lost: number;
}

export function lossOf(counts: readonly LaneCount[]): Loss {
  return { attempts: sum(counts, c => c.attempts), lost: sum(counts, c => c.lost) };
}

export function percent({ attempts, lost }: Loss): string {
  return `${Math.round((attempts === 0 ? 0 : lost / attempts) * 1000) / 10} %`;
}

/**
 * The chance that as many losses as `some` has, or more, are among its attempts if losses strike it no more often than `others`: the tail
 * of the hypergeometric distribution, which needs no guess of how often they strike.
 */
export function chanceOf(some: Loss, others: Loss): number {
  const lost = some.lost + others.lost;
  const arrived = some.attempts + others.attempts - lost;
  let chance = 0;
  for (let n = some.lost; n <= Math.min(lost, some.attempts); n++) {
    const rest = some.attempts - n;
    if (rest <= arrived) {
      chance += Math.exp(logChoose(lost, n) + logChoose(arrived, rest) - logChoose(lost + arrived, some.attempts));
    }
  }
  return Math.min(1, chance);
}

/** Whether chance alone does not explain it; `comparisons` is how often such a question is put in one run. */
export function isProven(some: Loss, others: Loss, comparisons: number): boolean {
  return others.attempts > 0 && chanceOf(some, others) < ACCEPTED_MISS_PROBABILITY / comparisons;
}

/** How often to send in vain, at most, before a silence is left unproven. */
const MOST_ATTEMPTS_IN_VAIN = 64;

/** How many more losses would prove the silence of `some`; 0 when it is proven, undefined when no reasonable number would. */
export function missingProof(some: Loss, others: Loss, comparisons: number): number | undefined {
  const proves = (more: number): boolean =>
    isProven({ attempts: some.attempts + more, lost: some.lost + more }, others, comparisons);
  const most = Math.max(0, MOST_ATTEMPTS_IN_VAIN - some.attempts);
  return Array.from({ length: most + 1 }, (_, more) => more).find(proves);
}

/** For each server and way of asking, a question whether it loses more than others. */
export function comparisonsIn(counts: readonly LaneCount[]): number {
  return Math.max(1, 4 * counts.length);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let next = LOG_FACTORIALS.length; next <= n; next++) {
    LOG_FACTORIALS.push(LOG_FACTORIALS[next - 1] + Math.log(next));
  }
  return LOG_FACTORIALS[n];
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
