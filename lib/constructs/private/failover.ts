import { PRIMARY_NEEDS_CHECK } from '../../rules/changes/texts';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import type { FailoverTarget } from '../failover-target';
import { checkEndpoints, checkFailoverType, checkIsEndpoint, checkPool, checkValue } from './check-endpoints';
import { checkSharedHealthCheck } from './check-health-check';
import {
  aliasOf,
  type EndpointsTargetSpec,
  type FailoverTargetSpec,
  type JudgedAlias,
  refuseTwoDistributions,
} from './failover-targets';
import { defineGroup, fullyQualified, multiValueRecords } from './group';
import { identityOf, type RecordIdentity } from './identity';
import { type Refuse, shown } from './invalid';
import { checkedMembers, checkedMember, membersOf } from './members';
import type { GroupedRecordSet, CheckedEndpoint, RecordContext } from './record-context';
import { warnOfUnchecked, warnOfUnusedFallback } from './warnings';

/** One of the two, and what it is called in the caller's props. */
export interface Side {
  readonly prop: string;
  readonly target: FailoverTarget;
}

export interface FailoverPair {
  readonly primary: Side;
  readonly secondary: Side;
  readonly healthCheck?: EndpointHealthCheck;
}

type Role = 'PRIMARY' | 'SECONDARY';

/** One of the two, found to be acceptable. */
type JudgedSide =
  | { readonly kind: 'endpoint'; readonly judged: CheckedEndpoint }
  | { readonly kind: 'endpoints'; readonly judged: CheckedEndpoint[]; readonly record: RecordIdentity }
  | JudgedAlias;

/**
 * Failover records at the name; above a list they are aliases of a multivalue group at another name of the zone, which is the documented
 * way to put failover above a pool (behaviour 2.2, 3.2). Returns the endpoints of both.
 */
export function defineFailover(context: RecordContext, pair: FailoverPair): CheckedEndpoint[] {
  checkSharedHealthCheck(context.owner, pair.healthCheck);
  const primary = judgeSide(context, pair.primary, 'PRIMARY', pair.healthCheck);
  const secondary = judgeSide(context, pair.secondary, 'SECONDARY', pair.healthCheck);
  const types = recordTypes(context, pair, primary, secondary);
  if (primary.kind === 'endpoints' && secondary.kind === 'endpoints' && primary.record.key === secondary.record.key) {
    const { domainName } = primary.record;
    context.refuse(
      `${pair.secondary.prop} must have a recordName of its own, got '${domainName}', the name of the primary's endpoints`,
    );
  }
  refuseTwoDistributions(context, pair.secondary.prop, primary, secondary);
  const [first, second] = [defineSide(context, primary, 'PRIMARY', types), defineSide(context, secondary, 'SECONDARY', types)];
  const group = defineGroup(context, 'Resource', [...first.records, ...second.records]);
  // an alias is refused while its target is not there (behaviour 3.2): the pools come first, and go last
  for (const pool of [first.pool, second.pool]) if (pool !== undefined) group.node.addDependency(pool);
  return [...first.members, ...second.members];
}

function judgeSide(context: RecordContext, { prop, target }: Side, role: Role, healthCheck?: EndpointHealthCheck): JudgedSide {
  const refuse: Refuse = context.refuse;
  const spec = specOf(target);
  if (spec === undefined)
    refuse(
      `${prop} must be a FailoverTarget, such as FailoverTarget.endpoint(Endpoint.ipAddress('52.0.0.1')), got ${shown(target)}`,
    );
  switch (spec.kind) {
    case 'endpoint':
      return { kind: 'endpoint', judged: judgeEndpoint(context, spec.endpoint, prop, role, healthCheck) };
    case 'endpoints': {
      checkEndpoints(spec.endpoints, prop, refuse);
      checkPool(spec.endpoints, prop, refuse);
      const judged = checkedMembers(context, spec.endpoints, prop, healthCheck);
      return { kind: 'endpoints', judged, record: poolIdentity(context, spec, role, prop) };
    }
    case 'alias':
      return aliasOf(context, spec, prop, role === 'PRIMARY');
  }
}

function judgeEndpoint(
  context: RecordContext,
  endpoint: Endpoint,
  prop: string,
  role: Role,
  healthCheck?: EndpointHealthCheck,
): CheckedEndpoint {
  const { refuse } = context;
  checkIsEndpoint(endpoint, prop, refuse);
  checkValue(endpoint, prop, refuse);
  checkFailoverType(endpoint, prop, refuse);
  if (endpoint.drained) refuse(`${prop} must not be drained, because nothing else would take its place, got a drained endpoint`);
  const judged = checkedMember(context, endpoint, prop, healthCheck);
  if (role === 'PRIMARY' && judged.spec.kind === 'none') {
    refuse(`${prop} must have a health check (Route 53: "${PRIMARY_NEEDS_CHECK}"), got none`);
  }
  return judged;
}

/** JavaScript, which no compiler keeps from it, may give an endpoint or a list as it is: then undefined. */
function specOf(target: Partial<FailoverTarget> | null | undefined): FailoverTargetSpec | undefined {
  const spec = target?._spec;
  return spec !== undefined && ['endpoint', 'endpoints', 'alias'].includes(spec.kind) ? spec : undefined;
}

/** The name of a pool's own group. */
function poolIdentity(context: RecordContext, spec: EndpointsTargetSpec, role: Role, prop: string): RecordIdentity {
  const { owner, zone, record, refuse } = context;
  const derived = `${role.toLowerCase()}.${record.domainName.replace(/^\*\./, 'wildcard.')}.`;
  const pool = identityOf(owner, zone, spec.recordName ?? derived, record.zoneKey, refuse);
  if (pool.key === record.key)
    refuse(`${prop} must have a recordName of its own, got '${record.domainName}', the name of the record set itself`);
  return pool;
}

function recordTypes(context: RecordContext, pair: FailoverPair, primary: JudgedSide, secondary: JudgedSide): string[] {
  const [first, second] = [typesOf(primary), typesOf(secondary)];
  if (first !== undefined && second !== undefined && first.join() !== second.join()) {
    context.refuse(
      `${pair.secondary.prop} must be of the record types of ${pair.primary.prop}, ${first.join(' and ')}, got ${second.join(' and ')}`,
    );
  }
  return first ?? second ?? ['A'];
}

/** Sorted; undefined for an alias that takes the types of the other side. */
function typesOf(side: JudgedSide): string[] | undefined {
  switch (side.kind) {
    case 'endpoint':
      return [side.judged.endpoint.recordType];
    case 'endpoints':
      return answeredTypes(side.judged.map(({ endpoint }) => endpoint));
    case 'alias':
      return side.recordTypes;
  }
}

function answeredTypes(endpoints: Endpoint[]): string[] {
  return [...new Set(endpoints.filter(endpoint => !endpoint.drained).map(endpoint => endpoint.recordType))].sort();
}

interface DefinedSide {
  readonly records: GroupedRecordSet[];
  readonly members: CheckedEndpoint[];
  readonly pool?: ReturnType<typeof defineGroup>;
}

function defineSide(context: RecordContext, side: JudgedSide, role: Role, types: string[]): DefinedSide {
  const common = { name: fullyQualified(context.record), setIdentifier: role.toLowerCase(), failover: role };
  // a primary's checks are those that the endpoints have under other policies, so that they outlive a change of policy
  const checkRole = role === 'PRIMARY' ? [] : ['Secondary'];
  switch (side.kind) {
    case 'endpoint': {
      const [member] = membersOf(context, [side.judged], ...checkRole);
      const { recordType: type, recordValue } = member.endpoint;
      const records = [
        { ...common, type, ttl: context.ttl, resourceRecords: [recordValue], healthCheckId: member.healthCheckId },
      ];
      return { records, members: [member] };
    }
    case 'endpoints': {
      const members = membersOf(context, side.judged, ...checkRole);
      const poolContext = { ...context, record: side.record };
      if (role === 'PRIMARY') warnOfUnusedFallback(context.owner, members);
      else warnOfUnchecked(context.owner, members);
      const pool = defineGroup(
        poolContext,
        role === 'PRIMARY' ? 'Primary' : 'Secondary',
        multiValueRecords(poolContext, members),
      );
      const aliasTarget = {
        hostedZoneId: context.zone.hostedZoneId,
        dnsName: side.record.domainName,
        evaluateTargetHealth: true,
      };
      return { records: types.map(type => ({ ...common, type, aliasTarget })), members, pool };
    }
    case 'alias': {
      const { aliasTarget, healthCheckId } = side;
      return { records: types.map(type => ({ ...common, type, aliasTarget, healthCheckId })), members: [] };
    }
  }
}
