/** The verification from end to end: read, ask, read again, judge. Network, clock and chance come in from outside. */
import type { Route53Reader } from './api/reader';
import { askAll, type AskAllOptions } from './asking';
import { healthCheckIds } from './expectation';
import { HealthReader, type CheckHealth } from './health/read';
import { judge } from './judge/judge';
import type { RuleId } from './judge/rulebook';
import { describe, type Violation } from './judge/violation';
import type { Observation } from './model';
import { changesBetween, expectationFrom, readAll, type NameReading } from './reading';
import { nameReport } from './report/build';
import type { NameReport, Report, Verdict } from './report/model';
import type { Target } from './targets';

export interface VerifyOptions extends AskAllOptions {
  readonly api: Route53Reader;
  /** The time of day. */
  readonly date: () => Date;
  /** Pass over names that cannot be judged, such as aliases to CloudFront, instead of failing. */
  readonly skipping?: boolean;
}

/** How often everything is asked before the verdict is that there is none. */
const TRIES = 3;
/**
 * A verdict on health takes a moment to reach every server, and so does a change of records (facts 3.1, 5.4). What breaks these rules
 * alone may be no more than that, and is asked about once more before it counts.
 */
const PASSING: ReadonlySet<RuleId> = new Set<RuleId>([
  'healthy',
  'selection',
  'count',
  'coverage',
  'servers-agree',
  'protocols-agree',
]);

/** @throws VerifyError when there is nothing to verify, or nobody answers */
export async function verify(targets: readonly Target[], options: VerifyOptions): Promise<Report> {
  const startedAt = options.date().toISOString();
  const began = options.now();
  const health = new HealthReader(options.api);
  const read = (doing: string): ReturnType<typeof readAll> => {
    options.onProgress?.({ asked: 0, of: 0, doing });
    return readAll(targets, options.api, health, options.random, options.skipping ?? false);
  };
  let before = await read('reading record sets and health');
  let doubted: readonly Violation[] = [];
  for (let tries = 1; ; tries++) {
    const seen = await askAll(before, options);
    const after = await read('reading health again');
    const changes = changesBetween(before, after);
    const names = seen.map((observations, at) => judgeName(before.names[at], before.health, observations));
    const violations = names.flatMap(name => name.violations);
    const changed = changes.length > 0 && tries < TRIES;
    const doubtful = tries === 1 && violations.length > 0 && violations.every(v => PASSING.has(v.rule));
    if (changed || doubtful) {
      doubted = changed ? [] : violations;
      before = after;
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
    };
  }
}

function verdictOf(changes: readonly string[], violations: readonly Violation[]): Verdict {
  return changes.length > 0 ? 'unsettled' : violations.length === 0 ? 'holds' : 'violated';
}

/** What passed between two tries is no violation, but not a secret either. */
function withDoubts(name: NameReport, doubted: readonly Violation[]): NameReport {
  const own = doubted.filter(v => v.name === name.name && v.type === name.type);
  return { ...name, notes: [...name.notes, ...own.map(v => `seen in the first try, gone in the second: ${describe(v)}`)] };
}

function judgeName(
  records: NameReading,
  health: ReadonlyMap<string, CheckHealth>,
  observations: readonly Observation[],
): NameReport {
  const expectation = expectationFrom(records, health, observations);
  const ids = new Set(healthCheckIds(records));
  const ofName = new Map([...health].filter(([id]) => ids.has(id)));
  return nameReport({ records, expectation, health: ofName, observations, violations: judge(observations, expectation) });
}
