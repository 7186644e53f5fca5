/** The verification from end to end: read, ask, read again, judge. Network, clock and chance come in from outside. */
import type { Route53Reader } from './api/reader';
import { askAll, type AskAllOptions } from './asking';
import { healthCheckIds } from './expectation';
import { HealthReader, type CheckHealth } from './health/read';
import { judge } from './judge/judge';
import type { Observation } from './model';
import { changesBetween, expectationFrom, readAll, type NameReading } from './reading';
import { nameReport } from './report/build';
import type { NameReport, Report } from './report/model';
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
  for (let tries = 1; ; tries++) {
    const seen = await askAll(before, options);
    const after = await read('reading health again');
    const changes = changesBetween(before, after);
    if (changes.length === 0 || tries === TRIES || options.stop.aborted) {
      const names = seen.map((observations, at) => judgeName(before.names[at], before.health, observations));
      const holds = names.every(name => name.verdict === 'holds');
      return {
        verdict: changes.length > 0 || options.stop.aborted ? 'unsettled' : holds ? 'holds' : 'violated',
        startedAt,
        milliseconds: Math.round(options.now() - began),
        tries,
        changes: options.stop.aborted ? [...changes, 'the verification was interrupted'] : changes,
        names,
        skipped: before.skipped,
      };
    }
    before = after;
  }
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
