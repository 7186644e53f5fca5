/** Everything `multivalue plan` says, as one value: `--json` prints it as it is, the table and the markdown are views of it. */
import { hostAndPort } from '../rules/addresses';
import { checkKind } from '../rules/health/types';
import { DEFAULT_FAILURE_THRESHOLD, DEFAULT_REQUEST_INTERVAL } from '../rules/limits';
import { displayName } from '../rules/names';
import type { RoutingPolicy } from '../rules/record-set';
import { advise, type Advice } from './advice';
import { monthlyCost, type Cost, type CostAssumptions } from './cost';
import { deploymentTime, type DeploymentTime } from './deployment';
import { locationKey, type Declared, type DeclaredHealthCheck, type DeclaredStack } from './declared';
import { namesOf, type DeclaredName, type DeclaredMember } from './names';
import { quotasUsed, zoneLabel, type QuotaUse } from './quotas';
import { detectionTime, withCaches, type Span } from './timing';
import { checkerTraffic, isProbe, type CheckerTraffic } from './traffic';

export interface Plan {
  readonly stacks: readonly DeclaredStack[];
  readonly names: readonly PlannedName[];
  /** Checks that no record set of the app uses: of drained endpoints, children of calculated checks, or forgotten. */
  readonly checksWithoutRecord: readonly PlannedCheck[];
  readonly cost: Cost;
  /** Requests of Route 53's health checkers at the endpoints, the most first. */
  readonly checkerTraffic: readonly CheckerTraffic[];
  readonly quotas: readonly QuotaUse[];
  readonly deployment: DeploymentTime;
  readonly advice: readonly Advice[];
  readonly notes: readonly string[];
}

export interface PlannedName {
  readonly name: string;
  readonly type: string;
  readonly zone: string;
  readonly policy: RoutingPolicy;
  readonly endpoints: readonly PlannedEndpoint[];
}

export interface PlannedEndpoint {
  /** The set identifier; none for a simple record set. */
  readonly identifier?: string;
  /** Its values, or where the alias leads. */
  readonly values: readonly string[];
  readonly alias: boolean;
  /** An alias that is answered only while its target is healthy. */
  readonly evaluatesTarget?: boolean;
  readonly ttl?: number;
  readonly healthCheck?: PlannedCheck;
  /** Seconds from the endpoint's death until it is no longer answered, or why that cannot be said. */
  readonly noLongerAnswered: Span | string;
  /** Seconds until cached answers are gone too. */
  readonly cachesEmpty: Span | string;
  readonly stack: string;
  readonly resource: string;
}

export interface PlannedCheck {
  readonly name: string;
  readonly type: string;
  /** What is probed, or watched, in one line. */
  readonly watches: string;
  /** The host, alarm or routing control, as `watches` has it. */
  readonly target?: string;
  readonly interval?: number;
  readonly threshold?: number;
}

export function makePlan(declared: Declared, assumptions: CostAssumptions): Plan {
  const names = namesOf(declared);
  const checks = new Map(declared.healthChecks.map(check => [check.key, check]));
  const used = new Set(names.flatMap(name => name.members.map(member => member.recordSet.healthCheck)));
  return {
    stacks: declared.stacks,
    names: names.map(name => planName(name, declared, key => checks.get(key))),
    checksWithoutRecord: declared.healthChecks.filter(check => !used.has(check.key)).map(planCheck),
    cost: monthlyCost(declared, assumptions),
    checkerTraffic: checkerTraffic(declared.healthChecks),
    quotas: quotasUsed(declared, names),
    deployment: deploymentTime(declared),
    advice: advise(declared, names),
    notes: declared.notes,
  };
}

type FindCheck = (key: string) => DeclaredHealthCheck | undefined;

function planName(name: DeclaredName, declared: Declared, find: FindCheck): PlannedName {
  return {
    name: displayName(name.name),
    type: name.type,
    zone: zoneLabel(declared, name.zone.key),
    policy: name.policy,
    endpoints: name.members.map(member => planEndpoint(member, find)),
  };
}

function planEndpoint(member: DeclaredMember, find: FindCheck): PlannedEndpoint {
  const { set, batch } = member.recordSet;
  const detection = memberDetection(member, find, []);
  const ttl = set.TTL ?? targetTtl(member, []);
  return {
    ...(set.SetIdentifier !== undefined && { identifier: set.SetIdentifier }),
    values: set.AliasTarget ? [displayName(set.AliasTarget.DNSName)] : (set.ResourceRecords ?? []).map(({ Value }) => Value),
    alias: set.AliasTarget !== undefined,
    ...(set.AliasTarget && { evaluatesTarget: set.AliasTarget.EvaluateTargetHealth }),
    ...(ttl !== undefined && { ttl }),
    ...(member.recordSet.healthCheck !== undefined && {
      healthCheck: member.healthCheck ? planCheck(member.healthCheck) : declaredElsewhere(member.recordSet.healthCheck),
    }),
    noLongerAnswered: detection,
    cachesEmpty:
      typeof detection === 'string'
        ? detection
        : ttl === undefined
          ? 'the TTL is that of the alias target'
          : withCaches(detection, ttl),
    stack: batch.stack,
    resource: locationKey(batch),
  };
}

/** A record set is left out when its check says so; an alias also when it evaluates its target and every endpoint there is gone. */
function memberDetection(member: DeclaredMember, find: FindCheck, seen: readonly DeclaredName[]): Span | string {
  const { set, healthCheck } = member.recordSet;
  if (healthCheck !== undefined) {
    return member.healthCheck ? detectionTime(member.healthCheck, find) : 'its health check is declared elsewhere';
  }
  if (!set.AliasTarget) return 'never: it has no health check';
  const { target } = member;
  if (!target)
    return set.AliasTarget.EvaluateTargetHealth ? 'as the alias target decides' : 'never: it does not evaluate target health';
  if (seen.includes(target)) return 'circular aliases';
  const spans = target.members.map(next => memberDetection(next, find, [...seen, target]));
  const unknown = spans.find(span => typeof span === 'string');
  if (unknown !== undefined) return unknown;
  const known = spans as Span[];
  const slowest = (pick: (span: Span) => number): number => Math.max(...known.map(pick));
  return { best: slowest(s => s.best), rough: slowest(s => s.rough), worst: slowest(s => s.worst) };
}

/** In-zone aliases answer with their target's TTL (behaviour 2.2). */
function targetTtl({ target }: DeclaredMember, seen: readonly DeclaredName[]): number | undefined {
  if (!target || seen.includes(target)) return undefined;
  const ttls = target.members.flatMap(next => next.recordSet.set.TTL ?? targetTtl(next, [...seen, target]) ?? []);
  return ttls.length > 0 ? Math.max(...ttls) : undefined;
}

const declaredElsewhere = (id: string): PlannedCheck => ({ name: id, type: 'declared elsewhere', watches: '' });

function planCheck(check: DeclaredHealthCheck): PlannedCheck {
  const { name, config, children } = check;
  const { Type, IPAddress, FullyQualifiedDomainName, Port, ResourcePath, AlarmIdentifier, RoutingControlArn, HealthThreshold } =
    config;
  const host = IPAddress ?? FullyQualifiedDomainName ?? '?';
  const [target, watches] = {
    calculated: [undefined, `at least ${HealthThreshold ?? 0} of ${children.length} checks`],
    alarm: [AlarmIdentifier?.Name, `alarm ${AlarmIdentifier?.Name ?? '?'}`],
    routingControl: [RoutingControlArn, `routing control ${RoutingControlArn ?? '?'}`],
    probe: [hostAndPort(host), hostAndPort(host, Port) + (ResourcePath ?? '')],
  }[checkKind(Type) ?? 'probe'] as [string | undefined, string];
  return {
    name,
    type: Type ?? '?',
    watches,
    ...(target !== undefined && { target }),
    ...(isProbe(check) && {
      interval: config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL,
      threshold: config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD,
    }),
  };
}
