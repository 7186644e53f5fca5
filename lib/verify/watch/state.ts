/** What a watch shows: pure, from what was read and seen to one screenful. */
import type { CheckHealth } from '../health/read';
import { judge } from '../judge/judge';
import { tallyOf } from '../judge/tally';
import type { RuleId } from '../judge/rulebook';
import type { Violation } from '../judge/violation';
import { countLanes, isHeard, silencesIn } from '../loss';
import { subject, type Observation } from '../model';
import { expectationFrom, type NameReading, type Reading } from '../reading';
import { ANY_PROTOCOL, protocolsName } from '../slices';

/** What lies further back is forgotten. */
export const WINDOW = 60_000;
/** Rules that need many answers: a minute of watching is too little to blame a server by them. */
const NEED_MANY: ReadonlySet<RuleId> = new Set<RuleId>(['coverage', 'servers-agree']);
/** Rules that hold or break over many queries together. */
const OF_ALL: ReadonlySet<RuleId> = new Set<RuleId>(['reachable', 'tcp-fallback']);

export interface WatchEvent {
  readonly at: Date;
  readonly kind: 'better' | 'worse' | 'neutral';
  readonly text: string;
}

export interface WatchedName {
  readonly name: string;
  readonly type: string;
  readonly policy: string;
  readonly members: readonly WatchedMember[];
  /** Queries and answers of the last minute. */
  readonly queries: number;
  readonly answered: number;
}

export interface WatchedMember {
  readonly value: string;
  readonly setIdentifier?: string;
  readonly healthy: boolean | undefined;
  readonly eligible: boolean;
  /** Checkers that report, and how many of them success. */
  readonly checkers?: { readonly healthy: number; readonly reporting: number };
  /** In how many answers of the last minute. */
  readonly seen: number;
}

export function watchedName(records: NameReading, reading: Reading, recent: readonly Observation[]): WatchedName {
  const expectation = expectationFrom(records, reading.health, recent);
  const counts = tallyOf(recent);
  const eligible = new Set(expectation.alternatives.flatMap(allowed => allowed.pool.map(m => m.value)));
  return {
    name: subject(expectation.question),
    type: expectation.question.type,
    policy: expectation.policy,
    queries: counts.queries,
    answered: counts.answered,
    members: expectation.members.map(member => ({
      value: member.value,
      setIdentifier: member.setIdentifier,
      healthy: member.healthy,
      eligible: eligible.has(member.value),
      checkers: checkersOf(member.healthCheckId, reading.health),
      seen: counts.byValue.get(member.value) ?? 0,
    })),
  };
}

function checkersOf(id: string | undefined, health: ReadonlyMap<string, CheckHealth>): WatchedMember['checkers'] {
  const reports = id === undefined ? [] : (health.get(id)?.reports ?? []);
  return reports.length === 0 ? undefined : { healthy: reports.filter(r => r.healthy).length, reporting: reports.length };
}

/** A name as one reading tells of it. */
export interface NameAt {
  readonly records: NameReading;
  readonly reading: Reading;
}

/**
 * Answers between two readings may follow either of them: only what neither allows is a violation.
 *
 * @param recent of the last minute: silence takes longer to prove than one reading takes
 */
export function violationsBetween(
  before: NameAt,
  after: NameAt | undefined,
  observations: readonly Observation[],
  recent: readonly Observation[],
): Violation[] {
  const judgeBy = ({ records, reading }: NameAt): ((seen: readonly Observation[]) => Violation[]) => {
    const expectation = expectationFrom(records, reading.health, observations);
    return seen => judge(seen, expectation, { asked: observations }).violations.filter(v => !NEED_MANY.has(v.rule));
  };
  const judges = [before, ...(after ? [after] : [])].map(judgeBy);
  const wrongByAll = observations.filter(o => judges.every(by => by([o]).length > 0));
  const last = judges[judges.length - 1];
  return [
    ...last(wrongByAll).filter(v => !OF_ALL.has(v.rule)),
    ...(observations.every(isAnswered) ? [] : last(recent).filter(v => OF_ALL.has(v.rule))),
  ];
}

function isAnswered(observation: Observation): boolean {
  return isHeard(observation) && observation.tcpRetry?.kind !== 'none';
}

/** What the network keeps from being heard: that is nobody's violation, but a watch that hears nothing says so. */
export function silenceBetween(observations: readonly Observation[]): string | undefined {
  const counts = countLanes(observations);
  if (counts.length > 0 && !counts.some(lane => lane.heard)) {
    return 'no DNS server answers';
  }
  const ways = silencesIn(counts).shared.map(({ items }) => protocolsName(items, counts));
  return ways.length === 0 ? undefined : `no DNS server answers over ${ways.join('; ')}`;
}

/** What a new reading says that the last did not. */
export function changesIn(before: WatchedName, after: WatchedName, at: Date): WatchEvent[] {
  const was = new Map(before.members.map(member => [label(member), member]));
  const is = new Set(after.members.map(label));
  const changes = after.members.flatMap((member): WatchEvent[] => {
    const previous = was.get(label(member));
    const who = `${after.name} ${after.type}: ${label(member)}`;
    if (!previous) {
      return [{ at, kind: 'neutral', text: `${who} was added` }];
    }
    return previous.healthy === member.healthy
      ? []
      : [{ at, kind: member.healthy === false ? 'worse' : 'better', text: `${who} is ${healthWord(member.healthy)} now` }];
  });
  const gone = before.members.filter(member => !is.has(label(member)));
  return [
    ...changes,
    ...gone.map((member): WatchEvent => ({
      at,
      kind: 'neutral',
      text: `${after.name} ${after.type}: ${label(member)} was removed`,
    })),
  ];
}

/** The rule comes first: the end of a long line may not be seen. */
export function violationChange({ rule, name, type, server, protocol, seen, allowed }: Violation, at: Date): WatchEvent {
  const over = protocol === ANY_PROTOCOL ? '' : ` over ${protocol}`;
  return { at, kind: 'worse', text: `rule ${rule}: ${name} ${type} from ${server}${over}: saw ${seen}; allowed: ${allowed}` };
}

export function label(member: WatchedMember): string {
  return member.setIdentifier === undefined ? member.value : `${member.setIdentifier} (${member.value})`;
}

export function healthWord(healthy: boolean | undefined): string {
  return healthy === undefined ? 'without a known check' : healthy ? 'healthy' : 'unhealthy';
}
