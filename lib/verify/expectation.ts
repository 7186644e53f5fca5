/** From record sets and health to what a name may answer now. The rule itself is `resolve` in `rules/routing`. */
import { inNaturalOrder } from '../rules/natural-order';
import { policyOf, type ResourceRecordSet } from '../rules/record-set';
import { isRecordType } from '../rules/record-types';
import { canonicalValue } from '../rules/record-values';
import { resolve } from '../rules/routing/resolve';
import { indexZone, type ZoneIndex } from '../rules/routing/zone-index';
import type { Zone } from '../aws/reader';
import { NotJudgeableError } from './errors';
import { subject, type Allowed, type Delegation, type Expectation, type Member, type Question } from './model';

/** Everything that was read to judge one name and type. */
export interface NameRecords {
  readonly zone: Zone;
  readonly question: Question;
  /** The record sets at the name. */
  readonly sets: readonly ResourceRecordSet[];
  /** The same and all that their aliases lead to. */
  readonly tree: readonly ResourceRecordSet[];
  /** What the NS records of the zone may hold; normalized. */
  readonly nameServers: readonly string[];
  /** Whether a resolver is asked, and not the servers of the zone. */
  readonly throughResolver: boolean;
  /** The NS record set that hides the name, if one was found. */
  readonly delegation?: Delegation;
}

/** The ids of all health checks that have a say. */
export function healthCheckIds({ tree }: Pick<NameRecords, 'tree'>): string[] {
  return [...new Set(tree.flatMap(set => set.HealthCheckId ?? []))];
}

/** @param isHealthy the verdict on a health check, by id */
export function expectationOf(records: NameRecords, isHealthy: (healthCheckId: string) => boolean): Expectation {
  const { zone, question, sets, tree, nameServers, delegation, throughResolver } = records;
  if (!isRecordType(question.type)) {
    throw new NotJudgeableError(`${subject(question)} has the type ${question.type}, which this version does not know`);
  }
  const members = inReadingOrder(tree.flatMap(set => membersOf(set, isHealthy)));
  const policy = policyOf(sets[0]) + (sets.some(set => set.AliasTarget) ? ' alias' : '');
  const alternatives = alternativesOf(indexZone({ ...zone, recordSets: tree }), question, isHealthy, members);
  return {
    question,
    policy,
    members,
    alternatives,
    authoritative: !throughResolver && !zone.isPrivate,
    zone: { name: zone.name, nameServers },
    delegation,
  };
}

function alternativesOf(
  zone: ZoneIndex,
  question: Question,
  isHealthy: (healthCheckId: string) => boolean,
  members: readonly Member[],
): Allowed[] {
  const resolution = resolve(zone, isHealthy, question);
  const choice = resolution.kind === 'answers' ? resolution.choices[0] : undefined;
  if (choice?.byLocation) {
    throw new NotJudgeableError(
      `${subject(question)} ${question.type} is answered by where the client is, which cannot be known here; name what its aliases point at instead`,
    );
  }
  if (!choice || choice.alternatives.length === 0 || choice.alternatives.some(a => a.pool.length === 0 || a.then)) {
    throw new NotJudgeableError(
      `${subject(question)} ${question.type} is an alias to something outside its hosted zone, so nothing says what it may answer`,
    );
  }
  return choice.alternatives.map(({ pool, size, ttl }) => ({
    size,
    ttl,
    pool: inReadingOrder(pool.map(v => memberOf(question.type, v, members))),
  }));
}

/** Every report lists members, and a person reads it. */
function inReadingOrder(members: readonly Member[]): Member[] {
  return inNaturalOrder(members, ({ value }) => value);
}

/** The member that has the value; where several have it, one that is not unhealthy. */
function memberOf(type: string, text: string, members: readonly Member[]): Member {
  const value = canonical(type, text);
  const having = members.filter(m => m.value === value);
  return having.find(m => m.healthy !== false) ?? having[0] ?? { value, healthy: undefined };
}

function membersOf(set: ResourceRecordSet, isHealthy: (healthCheckId: string) => boolean): Member[] {
  return (set.ResourceRecords ?? []).map(({ Value }) => ({
    value: canonical(set.Type, Value),
    setIdentifier: set.SetIdentifier,
    healthCheckId: set.HealthCheckId,
    healthy: set.HealthCheckId === undefined ? undefined : isHealthy(set.HealthCheckId),
  }));
}

function canonical(type: string, value: string): string {
  return isRecordType(type) ? canonicalValue(type, value) : value;
}
