/** All judgements over what was seen of one name: each reply for itself, then all of them together. */
import { groupBy } from '../../rules/group-by';
import type { Expectation, NoReply, Observation, Reply, StrayReason } from '../model';
import { OF_CONTENT } from './answer';
import { judgeCoverage, type Coverage, type LaneAnswers } from './coverage';
import { judgeReach } from './reach';
import { judgeReply } from './reply';
import { RULEBOOK, type RuleFault, type RuleId } from './rulebook';
import type { WithLane } from '../slices';
import { needlessTruncation } from './truncation';
import { Violations, type Violation } from './violation';

export interface Judgement {
  readonly violations: readonly Violation[];
  /** Rules that nothing seen could break, so that it cannot be said that they hold. */
  readonly notJudged: readonly NotJudged[];
  readonly notes: readonly string[];
  /** See `Coverage`. */
  readonly missProbability: number;
  /** Whether chance decides each answer, as far as can be seen. */
  readonly random: boolean;
}

export interface NotJudged {
  readonly rule: RuleId;
  readonly why: string;
}

const STRAYS: Readonly<Record<StrayReason, { readonly rule: RuleId; readonly text: string }>> = {
  'another id': { rule: 'reply-id', text: 'a reply with another id' },
  'another question': { rule: 'reply-question', text: 'a reply with another question' },
  'not a response': { rule: 'reply-is-response', text: 'a reply with the QR flag not set' },
  malformed: { rule: 'reply-format', text: 'bytes that are not a DNS message' },
};
/** Why a rule was not looked at, where there is more to say than that no reply gave cause. */
const WHY_NOT: Partial<Record<RuleId, string>> = { 'tcp-fallback': 'no answer was truncated' };

export interface JudgedNames {
  /** What the network kept from being asked, in words. */
  readonly closed?: readonly string[];
  /** All lanes that were asked, where the observations are not all there are. */
  readonly asked?: readonly WithLane[];
}

export function judge(observations: readonly Observation[], expectation: Expectation, scope: JudgedNames = {}): Judgement {
  const { closed = [], asked = observations } = scope;
  const violations = new Violations(expectation.question, asked);
  const looked = new Set<RuleId>();
  const good = observations.map(observation => {
    const { faults, reply } = judgeObservation(observation, expectation, violations, looked);
    return faults.some(({ rule }) => OF_CONTENT.has(rule)) ? undefined : reply;
  });
  const reach = judgeReach(observations);
  const fallback = judgeFallback(observations, violations, looked);
  // A server that is silent over TCP leaves its truncated answers unread: one fault.
  const untold = reach.faults.filter(
    ({ lanes }) => !lanes.every(({ lane }) => lane.protocol === 'tcp' && fallback.has(lane.server.name)),
  );
  untold.forEach(({ fault, lanes, count }) => violations.inLanes(fault, lanes, count));
  const coverage = coverageOf(observations, good, expectation);
  coverage.faults.forEach(({ fault, lanes, count }) => violations.inLanes(fault, lanes, count));
  coverage.looked.forEach(rule => looked.add(rule));
  const unreached = [...closed, ...(reach.notJudged === undefined ? [] : [reach.notJudged])];
  if (unreached.length === 0) {
    looked.add('reachable');
  }
  const list = violations.list();
  const broken = new Set(list.map(({ rule }) => rule));
  const why: Partial<Record<RuleId, string>> = { ...WHY_NOT, ...coverage.notJudged, reachable: unreached.join('; ') };
  return {
    violations: list,
    notJudged: (Object.keys(RULEBOOK) as RuleId[])
      .filter(rule => !looked.has(rule) && !broken.has(rule))
      .map(rule => ({ rule, why: why[rule] ?? whyNotLooked(expectation) })),
    notes: [...reach.notes, ...coverage.notes],
    missProbability: coverage.missProbability,
    random: coverage.random,
  };
}

function whyNotLooked({ authoritative }: Expectation): string {
  return authoritative
    ? 'no reply allowed it to be judged'
    : 'a resolver was queried, which answers from its cache and is not authoritative';
}

interface Judged {
  readonly faults: readonly RuleFault[];
  /** The whole answer, if there is one. */
  readonly reply?: Reply;
}

function judgeObservation(
  observation: Observation,
  expectation: Expectation,
  violations: Violations,
  looked: Set<RuleId>,
): Judged {
  const { lane, outcome, tcpRetry } = observation;
  if (outcome.kind === 'none') {
    judgeStrays(outcome, observation, violations);
    return { faults: [] };
  }
  const first = judgeReply(outcome, lane, expectation);
  first.looked.forEach(rule => looked.add(rule));
  if (tcpRetry?.kind !== 'reply') {
    violations.inReply(first.faults, observation);
    return { faults: first.faults, reply: isWhole(outcome) ? outcome : undefined };
  }
  const overTcp = { lane: { ...lane, protocol: 'tcp' } as const };
  const needless = needlessTruncation(tcpRetry, lane, expectation);
  violations.inReply([...first.faults, ...(needless ? [needless] : [])], observation);
  const second = judgeReply(tcpRetry, overTcp.lane, expectation);
  second.looked.forEach(rule => looked.add(rule));
  violations.inReply(second.faults, overTcp);
  return { faults: [...first.faults, ...second.faults], reply: isWhole(tcpRetry) ? tcpRetry : undefined };
}

function isWhole(reply: Reply): boolean {
  return reply.rcode === 'NOERROR' && reply.answerCount > 0 && !reply.truncated;
}

/** Messages that came instead of a reply. */
function judgeStrays({ strays }: NoReply, observation: Observation, violations: Violations): void {
  for (const [reason, alike] of groupBy(strays, stray => stray.reason)) {
    const { rule, text } = STRAYS[reason];
    const why = [...new Set(alike.flatMap(stray => stray.why ?? []))].join(', ');
    violations.inReply(
      [{ rule, seen: why === '' ? text : `${text}: ${why}`, allowed: 'a reply to the query' }],
      observation,
      alike.length,
    );
  }
}

/** So many truncated answers in a row that could not be had over TCP, each asked for several times, are no bad luck. */
const MANY_FALLBACKS = 4;

/** The servers whose truncated answers cannot be had over TCP. */
function judgeFallback(observations: readonly Observation[], violations: Violations, looked: Set<RuleId>): Set<string> {
  const tried = observations.filter(o => o.tcpRetry !== undefined);
  const failing = new Set<string>();
  for (const [server, ofServer] of groupBy(tried, o => o.lane.server.name)) {
    const failures = ofServer.flatMap(({ lane, tcpRetry }) => (tcpRetry?.kind === 'none' ? [{ lane, tcpRetry }] : []));
    if (failures.length < ofServer.length) {
      looked.add('tcp-fallback');
    } else if (failures.length >= MANY_FALLBACKS) {
      failing.add(server);
      failures.forEach(({ lane, tcpRetry: { error, strays } }) => {
        const seen = `a truncated UDP reply, and over TCP ${error ?? strays[0]?.reason ?? 'no reply'}`;
        violations.inReply([{ rule: 'tcp-fallback', seen, allowed: 'the whole answer over TCP' }], { lane });
      });
    }
  }
  return failing;
}

function coverageOf(
  observations: readonly Observation[],
  good: readonly (Reply | undefined)[],
  expectation: Expectation,
): Coverage {
  const [only, other] = expectation.alternatives;
  if (other || !expectation.authoritative) {
    const why = other ? 'record sets are chosen at random' : 'answers may come out of a cache';
    return {
      faults: [],
      looked: [],
      notJudged: { coverage: why, 'servers-agree': why },
      notes: [],
      missProbability: 1,
      random: !other,
    };
  }
  const replies = new Map(observations.map((observation, at) => [observation, good[at]]));
  const lanes = [...groupBy(observations, o => o.lane)].map(([lane, seen]): LaneAnswers => ({
    lane,
    answers: seen.flatMap(o => replies.get(o) ?? []),
  }));
  return judgeCoverage(lanes, only);
}
