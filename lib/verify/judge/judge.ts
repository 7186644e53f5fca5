/** All judgements over what was seen of one name: each reply for itself, then all of them together. */
import type { Allowed, Expectation, NoReply, Observation, StrayReason } from '../model';
import { groupBy } from '../group-by';
import { coverageFault, disagreement, neverSeen } from './agreement';
import { judgeReply } from './reply';
import type { RuleId } from './rulebook';
import { tally, type Tally } from './tally';
import { needlessTruncation } from './truncation';
import { ANY_PROTOCOL, Violations, type Violation } from './violation';

const STRAY_RULES: Record<StrayReason, RuleId> = {
  'another id': 'reply-id',
  'another question': 'reply-question',
  'not a response': 'reply-is-response',
  malformed: 'reply-format',
};

export function judge(observations: readonly Observation[], expectation: Expectation): Violation[] {
  const violations = new Violations(expectation.question);
  for (const observation of observations) {
    judgeObservation(observation, expectation, violations);
  }
  judgeTogether(observations, expectation, violations);
  return violations.list();
}

function judgeObservation(observation: Observation, expectation: Expectation, violations: Violations): void {
  const { lane, outcome, tcpRetry } = observation;
  if (outcome.kind === 'none') {
    judgeSilence(observation, outcome, violations);
    return;
  }
  judgeReply(outcome, lane, expectation).forEach(fault => violations.inReply(fault, lane));
  if (tcpRetry?.kind === 'none') {
    const seen = `a truncated UDP reply, and over TCP ${tcpRetry.error ?? 'no reply'}`;
    violations.inReply({ rule: 'tcp-fallback', seen, allowed: 'the whole answer over TCP' }, lane);
  } else if (tcpRetry) {
    const retryLane = { ...lane, protocol: 'tcp' } as const;
    judgeReply(tcpRetry, retryLane, expectation).forEach(fault => violations.inReply(fault, retryLane));
    const needless = needlessTruncation(tcpRetry, lane, expectation);
    if (needless) {
      violations.inReply(needless, lane);
    }
  }
}

function judgeSilence(observation: Observation, outcome: NoReply, violations: Violations): void {
  const { lane, attempts } = observation;
  for (const stray of new Set(outcome.strays)) {
    violations.inReply(
      { rule: STRAY_RULES[stray], seen: `a reply with ${STRAY_TEXT[stray]}`, allowed: 'a reply to the query' },
      lane,
    );
  }
  if (outcome.strays.length === 0) {
    const tried = `after ${attempts} attempt${attempts === 1 ? '' : 's'}`;
    violations.inReply({ rule: 'reachable', seen: `${outcome.error ?? 'no reply'} ${tried}`, allowed: 'a reply' }, lane);
  }
}

const STRAY_TEXT: Record<StrayReason, string> = {
  'another id': 'another id',
  'another question': 'another question',
  'not a response': 'the QR flag not set',
  malformed: 'bytes that are no DNS message',
};

function judgeTogether(observations: readonly Observation[], expectation: Expectation, violations: Violations): void {
  const only = expectation.alternatives.length === 1 ? expectation.alternatives[0] : undefined;
  const byServer = groupBy(observations, o => o.lane.server.name);
  const serverTallies = new Map([...byServer].map(([server, seen]) => [server, tally(seen)]));
  if (only) {
    judgeCoverage(byServer, only, violations);
  }
  const differing = disagreement(serverTallies, only);
  if (differing) {
    violations.add({ rule: 'servers-agree', seen: differing, allowed: 'the same from all servers' }, 'all servers', ANY_PROTOCOL);
  }
  for (const [server, seen] of byServer) {
    const tallies = new Map([...groupBy(seen, o => o.lane.protocol)].map(([protocol, list]) => [protocol, tally(list)]));
    const between = disagreement(tallies, only);
    if (between) {
      violations.add({ rule: 'protocols-agree', seen: between, allowed: 'the same over UDP and TCP' }, server, ANY_PROTOCOL);
    }
  }
}

function judgeCoverage(byServer: ReadonlyMap<string, Observation[]>, allowed: Allowed, violations: Violations): void {
  const found: { server: string; protocol: string; counts: Tally; missing: string[] }[] = [];
  for (const [server, seen] of byServer) {
    for (const [protocol, list] of groupBy(seen, o => o.lane.protocol)) {
      const counts = tally(list);
      const missing = neverSeen(allowed, counts);
      if (missing) {
        found.push({ server, protocol, counts, missing });
      }
    }
  }
  const everywhere = new Set(found.length > 1 ? found.map(f => f.missing).reduce((a, b) => a.filter(v => b.includes(v))) : []);
  if (everywhere.size > 0) {
    const answered = found.reduce((sum, f) => sum + f.counts.answered, 0);
    violations.add(coverageFault([...everywhere], answered, allowed), 'all servers', ANY_PROTOCOL);
  }
  for (const { server, protocol, counts, missing } of found) {
    const here = missing.filter(value => !everywhere.has(value));
    if (here.length > 0) {
      violations.add(coverageFault(here, counts.answered, allowed), server, protocol);
    }
  }
}

/** Whether anything at all was heard. */
export function heardAnything(observations: readonly Observation[]): boolean {
  return observations.some(o => o.outcome.kind === 'reply' || o.outcome.strays.length > 0);
}
