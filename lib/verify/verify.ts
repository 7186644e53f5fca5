/** The verification from end to end: read, ask, read again, judge. Network, clock and chance come in from outside. */
import type { Route53Reader } from '../aws/reader';
import { askAll, type AskAllOptions } from './asking';
import { cachedFor, LONGEST_WAIT } from './cache';
import { healthCheckIds } from './expectation';
import { NotAuthoritativeError } from './errors';
import { HealthReader, type CheckHealth } from './health/read';
import { judge } from './judge/judge';
import type { RuleId } from './judge/rulebook';
import { violationLine, type Violation } from './judge/violation';
import type { Observation } from './model';
import { changedSince, expectationFrom, readAll, type NameReading } from './reading';
import { Network } from './network';
import { nameReport } from './report/build';
import type { NameReport, Report, Verdict } from './report/model';
import { delegationOf, type VerifyTarget } from './targets';

export interface VerifyOptions extends AskAllOptions {
  readonly api: Route53Reader;
  /** The time of day. */
  readonly date: () => Date;
  /** Pass over names that cannot be judged, such as aliases to CloudFront, instead of failing. */
  readonly skipping?: boolean;
  /** Whether a resolver is asked, and not the servers of the zone: judged is what its clients see. */
  readonly throughResolver?: boolean;
  /** Waits so many milliseconds, or until `stop`. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How often everything is asked before the verdict is that there is none. */
const TRIES = 3;
/**
 * A verdict on health takes a moment to reach every server, and so does a change of records (behaviour 3.1, 5.4); and a network has its bad
 * moments. What breaks these rules alone may be no more than that, and is asked about once more before it counts.
 */
const PASSING: ReadonlySet<RuleId> = new Set<RuleId>(['reachable', 'healthy', 'selection', 'count', 'coverage', 'servers-agree']);

/** What a cache may still hold of a time before, besides. */
const PASSING_IN_CACHES: ReadonlySet<RuleId> = new Set<RuleId>([...PASSING, 'member', 'rcode']);

/** @throws VerifyError when there is nothing to verify, or nobody answers */
export async function verify(targets: readonly VerifyTarget[], options: VerifyOptions): Promise<Report> {
  const startedAt = options.date().toISOString();
  const began = options.now();
  const health = new HealthReader(options.api);
  let network = new Network();
  let throughResolver = options.throughResolver ?? false;
  const read = (doing: string): ReturnType<typeof readAll> => {
    options.onProgress?.({ asked: 0, of: 0, doing });
    return readAll(targets, options.api, health, options.random, { ...options, throughResolver });
  };
  const waitAndRead = async (seconds: number): ReturnType<typeof read> => {
    options.onProgress?.({ asked: 0, of: 0, doing: `waiting ${seconds} s until cached answers have expired` });
    await options.sleep(seconds * 1000);
    options.transport.renew?.();
    return read('reading health again');
  };
  let before = await read('reading record sets and health');
  let doubted: readonly Violation[] = [];
  for (let tries = 1; ; tries++) {
    let seen: Observation[][];
    try {
      seen = await askAll(before, network, options);
    } catch (error) {
      if (!(error instanceof NotAuthoritativeError && error.areResolvers) || options.serversNamed !== true || throughResolver) {
        throw error;
      }
      throughResolver = true;
      network = new Network();
      before = await read('reading record sets and health');
      tries--;
      continue;
    }
    const after = await read('reading health again');
    const changes = [...changedSince(before, after)];
    const names = await Promise.all(
      seen.map(async (observations, at) => {
        const records = await withDelegation(before.names[at], observations, options.api);
        return judgeName(records, before.health, observations, network.limits);
      }),
    );
    const violations = names.flatMap(name => name.violations);
    const changed = changes.length > 0 && tries < TRIES;
    const cached = before.names.some(({ zone }) => throughResolver || zone.isPrivate);
    const passing = cached ? PASSING_IN_CACHES : PASSING;
    const doubtful = tries < (cached ? TRIES : 2) && violations.length > 0 && violations.every(v => passing.has(v.rule));
    const seconds = doubtful && cached ? cachedFor(seen.flat()) : 0;
    if (seconds > LONGEST_WAIT) {
      changes.push(`the resolver may answer from its cache for another ${seconds} s: verify again then`);
    } else if (changed || doubtful) {
      doubted = changed ? [] : violations;
      before = seconds > 0 ? await waitAndRead(seconds) : after;
      continue;
    }
    return {
      verdict: verdictOf(changes, violations),
      startedAt,
      milliseconds: Math.round(options.now() - began),
      tries,
      changes,
      names: violations.length === 0 ? names.map(name => withDoubts(name, doubted)) : names,
      skipped: before.skipped,
      network: network.limits,
    };
  }
}

function verdictOf(changes: readonly string[], violations: readonly Violation[]): Verdict {
  return changes.length > 0 ? 'unsettled' : violations.length === 0 ? 'holds' : 'violated';
}

/** What passed between two tries is no violation, but not a secret either. */
function withDoubts(name: NameReport, doubted: readonly Violation[]): NameReport {
  const own = doubted.filter(v => v.name === name.name && v.type === name.type);
  return { ...name, notes: [...name.notes, ...own.map(v => `seen in the first try, gone in the second: ${violationLine(v)}`)] };
}

/** With the NS record set that hides the name, where some server has no answer: one who has shows that nothing hides it. */
async function withDelegation(
  records: NameReading,
  observations: readonly Observation[],
  api: Route53Reader,
): Promise<NameReading> {
  const unanswered = observations.some(
    ({ outcome }) => outcome.kind === 'reply' && outcome.answerCount === 0 && !outcome.truncated,
  );
  return unanswered && !records.zone.isPrivate
    ? { ...records, delegation: await delegationOf(api, records.zone, records.question) }
    : records;
}

function judgeName(
  records: NameReading,
  health: ReadonlyMap<string, CheckHealth>,
  observations: readonly Observation[],
  closed: readonly string[],
): NameReport {
  const expectation = expectationFrom(records, health, observations);
  const ids = new Set(healthCheckIds(records));
  const ofName = new Map([...health].filter(([id]) => ids.has(id)));
  return nameReport({
    records,
    expectation,
    health: ofName,
    observations,
    judgement: judge(observations, expectation, { closed }),
  });
}
