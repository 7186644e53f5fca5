import { groupBy } from '../../rules/group-by';
import { displayName } from '../../rules/names';
import type { NameRecords } from '../expectation';
import type { CheckHealth } from '../health/read';
import { evenness } from '../judge/evenness';
import { tallyOf, type Tally } from '../judge/tally';
import type { Judgement } from '../judge/judge';
import { laneName, subject, type Expectation, type Member, type Observation } from '../model';
import type { LaneReport, MemberReport, NameReport, TimelineSlot } from './model';

export interface Findings {
  readonly records: NameRecords;
  readonly expectation: Expectation;
  readonly health: ReadonlyMap<string, CheckHealth>;
  readonly observations: readonly Observation[];
  readonly judgement: Judgement;
}

const TIMELINE_SLOTS = 60;

export function nameReport({ records, expectation, health, observations, judgement }: Findings): NameReport {
  const counts = tallyOf(observations);
  const lanes = [...groupBy(observations, o => o.lane)].map(([lane, seen]): LaneReport => ({
    server: lane.server.name,
    protocol: laneName(lane),
    queries: seen.length,
    answered: tallyOf(seen).answered,
    medianMilliseconds: median(seen.map(o => o.took)),
  }));
  return {
    name: subject(expectation.question),
    type: expectation.question.type,
    zoneId: records.zone.id,
    policy: expectation.policy,
    verdict: judgement.violations.length === 0 ? 'holds' : 'violated',
    allowed: expectation.alternatives.map(({ size, pool, ttl }) => ({ size, of: pool.map(m => m.value), ttl })),
    members: memberReports(expectation, health, counts),
    queries: counts.queries,
    answered: counts.answered,
    unanswered: counts.unanswered,
    retries: counts.retries,
    answerSizes: Object.fromEntries([...counts.bySize].sort(([a], [b]) => a - b)),
    ttls: [...counts.ttls],
    rcodes: [...counts.rcodes],
    lanes,
    missProbability: judgement.missProbability,
    evenness: judgement.random ? evennessOf(expectation, counts) : undefined,
    health: [...health.values()],
    timeline: timeline(observations),
    violations: judgement.violations,
    notJudged: judgement.notJudged,
    notes: [...notesOn(expectation, observations), ...judgement.notes],
  };
}

function memberReports(expectation: Expectation, health: ReadonlyMap<string, CheckHealth>, counts: Tally): MemberReport[] {
  const eligible = new Set(expectation.alternatives.flatMap(allowed => allowed.pool.map(m => m.value)));
  return expectation.members.map(member => ({
    value: member.value,
    setIdentifier: member.setIdentifier,
    healthCheckId: member.healthCheckId,
    health: healthWord(member, health),
    eligible: eligible.has(member.value),
    seen: counts.byValue.get(member.value) ?? 0,
  }));
}

function healthWord({ healthCheckId, healthy }: Member, health: ReadonlyMap<string, CheckHealth>): MemberReport['health'] {
  if (healthCheckId === undefined) {
    return 'no health check';
  }
  const told = health.get(healthCheckId)?.healthy !== undefined;
  return healthy === false ? (told ? 'unhealthy' : 'assumed unhealthy') : told ? 'healthy' : 'assumed healthy';
}

function evennessOf({ alternatives: [only, other] }: Expectation, counts: Tally): NameReport['evenness'] {
  return other
    ? undefined
    : evenness(
        only.pool.map(m => counts.byValue.get(m.value) ?? 0),
        only.size,
        counts.answered,
      );
}

function notesOn(expectation: Expectation, observations: readonly Observation[]): string[] {
  const { question } = expectation;
  const notes = question.wildcard === undefined ? [] : [`asked for as ${displayName(question.name)}, which it covers`];
  if (observations.some(({ outcome }) => outcome.kind === 'reply' && !outcome.caseKept)) {
    notes.push('replies do not keep the mix of upper and lower case of the question (0x20), which makes them easier to forge');
  }
  if (expectation.alternatives.length > 1) {
    notes.push('record sets are chosen at random, so a missing member cannot be told from a rare one');
  }
  if (!expectation.authoritative) {
    notes.push(
      'seen as the clients of a resolver see it: who is answered, how many and how healthy is judged, once cached answers have expired; ' +
        'what only the authoritative servers can show is not',
    );
    notes.push(...ttlNotes(expectation, observations));
  }
  return notes;
}

/** A resolver that keeps answers for longer than their record set says keeps dead endpoints for longer, too. */
function ttlNotes({ alternatives }: Expectation, observations: readonly Observation[]): string[] {
  const longest = Math.max(0, ...tallyOf(observations).ttls);
  const allowed = Math.max(...alternatives.map(({ ttl }) => ttl));
  return longest > allowed ? [`the resolver gives a TTL of up to ${longest} s, and the record set says ${allowed} s`] : [];
}

function timeline(observations: readonly Observation[]): TimelineSlot[] {
  const end = observations.reduce((latest, o) => Math.max(latest, o.at), 0);
  const width = Math.max(1, Math.ceil((end + 1) / TIMELINE_SLOTS));
  return [...groupBy(observations, o => Math.floor(o.at / width))]
    .sort(([a], [b]) => a - b)
    .map(([slot, seen]) => ({
      at: slot * width,
      queries: seen.length,
      unanswered: seen.filter(o => o.outcome.kind === 'none').length,
      medianMilliseconds: median(seen.map(o => o.took)),
    }));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
}
