/** What the API tells at one time: of the record sets, and of the health they hang on. */
import type { Route53Reader, ZoneWithServers } from '../aws/reader';
import { NotJudgeableError, VerifyError } from './errors';
import { expectationOf, healthCheckIds, type NameRecords } from './expectation';
import { healthChanges, type CheckHealth, type HealthReader } from './health/read';
import { subject, type Expectation, type Observation } from './model';
import { findZone, nameServersOf, readRecords, type VerifyTarget } from './targets';

export interface NameReading extends NameRecords {
  readonly zone: ZoneWithServers;
}

export interface Reading {
  readonly names: readonly NameReading[];
  readonly health: ReadonlyMap<string, CheckHealth>;
  /** Names that cannot be judged, and why. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

export interface ReadOptions {
  /** Whether a name that cannot be judged is passed over; otherwise it is an error. */
  readonly skipping?: boolean;
  /** Whether a resolver is asked, and not the servers of the zone. */
  readonly throughResolver?: boolean;
}

export async function readAll(
  targets: readonly VerifyTarget[],
  api: Route53Reader,
  health: HealthReader,
  random: () => number,
  { skipping = false, throughResolver = false }: ReadOptions = {},
): Promise<Reading> {
  const label = (): string => `verify-${Math.floor(random() * 0x1_0000_0000).toString(16)}`;
  const serversOf = onceForEachZone(zone => nameServersOf(api, zone));
  const all = await Promise.all(
    targets.map(async target => {
      const zone = await findZone(api, target);
      const [records, nameServers] = [await readRecords(api, zone, target, label), await serversOf(zone)];
      return records.map((ofType): NameReading => ({ ...ofType, zone, nameServers, throughResolver }));
    }),
  );
  const names = all.flat();
  const checks = await health.read(names.flatMap(healthCheckIds));
  const faults = new Map(names.map(records => [records, whyNotJudgeable(records, checks)]));
  const skipped = names.flatMap(records => {
    const why = faults.get(records);
    return why === undefined ? [] : [{ name: `${subject(records.question)} ${records.question.type}`, why }];
  });
  const judged = names.filter(records => faults.get(records) === undefined);
  if (skipped.length > 0 && (!skipping || judged.length === 0)) {
    throw new VerifyError(skipped.map(({ why }) => why).join('; '));
  }
  return { names: judged, health: checks, skipped };
}

function onceForEachZone<T>(read: (zone: ZoneWithServers) => Promise<T>): (zone: ZoneWithServers) => Promise<T> {
  const reading = new Map<string, Promise<T>>();
  return zone => {
    const found = reading.get(zone.id) ?? read(zone);
    reading.set(zone.id, found);
    return found;
  };
}

function whyNotJudgeable(records: NameReading, health: ReadonlyMap<string, CheckHealth>): string | undefined {
  try {
    expectationFrom(records, health);
    return undefined;
  } catch (error) {
    if (error instanceof NotJudgeableError) {
      return error.message;
    }
    throw error;
  }
}

/** What differs between two readings, in words. */
export function changedSince(before: Reading, after: Reading): string[] {
  const sets = (reading: Reading): string => JSON.stringify(reading.names.map(name => name.tree));
  return [
    ...healthChanges(before.health, after.health),
    ...(sets(before) === sets(after) ? [] : ['record sets were changed while they were being verified']),
  ];
}

/**
 * A check whose state the API does not tell counts as healthy when DNS answered with one of its records, unless the answers can only be
 * those of a name all of whose records are unhealthy.
 */
export function expectationFrom(
  records: NameRecords,
  health: ReadonlyMap<string, CheckHealth>,
  observations: readonly Observation[] = [],
): Expectation {
  const assuming = (untold: (id: string) => boolean): Expectation =>
    expectationOf(records, id => health.get(id)?.healthy ?? untold(id));
  const byApi = assuming(() => true);
  const allTold = byApi.members.every(({ healthCheckId: id }) => id === undefined || health.get(id)?.healthy !== undefined);
  if (allTold || observations.length === 0) {
    return byApi;
  }
  const answered = new Set(
    observations.flatMap(({ outcome }) => (outcome.kind === 'reply' ? outcome.answers.map(r => r.value) : [])),
  );
  const shown = new Set(byApi.members.filter(m => answered.has(m.value)).map(m => m.healthCheckId));
  const [byAnswers, allDown] = [assuming(id => shown.has(id)), assuming(() => false)];
  return !allows(byAnswers, answered) && allows(allDown, answered) ? allDown : byAnswers;
}

/** Whether every member that was answered may be answered. */
function allows({ alternatives, members }: Expectation, answered: ReadonlySet<string>): boolean {
  const allowed = new Set(alternatives.flatMap(({ pool }) => pool.map(({ value }) => value)));
  return members.every(({ value }) => !answered.has(value) || allowed.has(value));
}
