import type { CfnRecordSetGroup, IAliasRecordTarget, IHealthCheck, IRecordSet } from 'aws-cdk-lib/aws-route53';
import { PRIMARY_ALIAS_NEEDS_HEALTH, TARGET_OUTSIDE_ZONE } from '../../rules/changes/texts';
import { isCloudFrontZone, isServiceName, serviceTargetFault, serviceZone } from '../../rules/alias-targets';
import { isInZone, normalizeName } from '../../rules/names';
import { isRecordType, recordTypeRule } from '../../rules/record-types';
import type { Endpoint } from '../endpoint';
import { knownNameOf } from './identity';
import { shown } from './invalid';
import type { RecordContext } from './record-context';
import { isToken } from './tokens';

/** An alias of a failover pair, found to be acceptable. */
export interface JudgedAlias {
  readonly kind: 'alias';
  readonly recordTypes?: string[];
  readonly aliasTarget: CfnRecordSetGroup.AliasTargetProperty;
  readonly healthCheckId?: string;
  readonly isDistribution: boolean;
}

/** What the alias target says of itself, and whether its health counts. */
export function aliasOf(context: RecordContext, spec: AliasTargetSpec, prop: string, isPrimary: boolean): JudgedAlias {
  const { owner, zone, refuse } = context;
  const target: Partial<IAliasRecordTarget> | undefined = spec.target;
  if (typeof target?.bind !== 'function') {
    refuse(`${prop} must be an alias target, such as new LoadBalancerTarget(balancer), got ${shown(spec.target)}`);
  }
  const bound = spec.target.bind(owner as unknown as IRecordSet, zone);
  const zoneId: unknown = owner.stack.resolve(bound.hostedZoneId);
  const isDistribution = isCloudFront(zoneId);
  const evaluateTargetHealth = spec.evaluateTargetHealth ?? bound.evaluateTargetHealth ?? !isDistribution;
  if (isDistribution && evaluateTargetHealth) {
    refuse(
      `${prop} must not evaluate the target health of a CloudFront distribution, which has none, got evaluateTargetHealth true`,
    );
  }
  if (isPrimary && !evaluateTargetHealth && spec.healthCheck === undefined) {
    refuse(
      `${prop} must have evaluateTargetHealth true or a health check (Route 53: "${PRIMARY_ALIAS_NEEDS_HEALTH}"), got neither`,
    );
  }
  for (const type of spec.recordTypes ?? []) {
    if (!isRecordType(type) || !recordTypeRule(type).alias)
      refuse(`${prop} must have recordTypes that an alias may have, got '${type}'`);
  }
  if (spec.recordTypes?.length === 0) refuse(`${prop} must have at least one of recordTypes, got an empty list`);
  checkLiesInZone(context, prop, zoneId, bound.dnsName, spec.recordTypes);
  return {
    kind: 'alias',
    recordTypes: spec.recordTypes && [...new Set(spec.recordTypes)].sort(),
    aliasTarget: { hostedZoneId: bound.hostedZoneId, dnsName: bound.dnsName, evaluateTargetHealth },
    healthCheckId: spec.healthCheck?.healthCheckId,
    isDistribution,
  };
}

/** As far as zone and name are known: of most targets they are known only at deployment. */
function checkLiesInZone(
  { owner, zone, refuse }: RecordContext,
  prop: string,
  id: unknown,
  dnsName: string,
  types: readonly string[] = ['A'],
): void {
  if (typeof id !== 'string' || isToken(dnsName)) return;
  const name = normalizedName(dnsName) ?? refuse(`${prop} must be an alias of a DNS name, got ${shown(dnsName)}`);
  const got = `got ${shown(dnsName)} in the zone ${shown(id)}`;
  if (id === owner.stack.resolve(zone.hostedZoneId)) {
    const zoneName = knownNameOf(zone, refuse);
    if (zoneName !== undefined && !isInZone(name, zoneName)) {
      refuse(`${prop} must be an alias of a name in the zone whose id it gives (Route 53: "${TARGET_OUTSIDE_ZONE}"), ${got}`);
    }
  } else if ((serviceZone(id) || isServiceName(name)) && types.some(type => serviceTargetFault(id, name, type))) {
    const needed = `the hosted zone of the target's service and Region, and record types that there are`;
    refuse(`${prop} must be an alias with ${needed} (Route 53: "${TARGET_OUTSIDE_ZONE}"), ${got}, of type ${types.join(', ')}`);
  }
}

function normalizedName(text: string): string | undefined {
  try {
    return text === '' ? undefined : normalizeName(text);
  } catch {
    return undefined;
  }
}

/** Only one distribution can have the name of the record among its alternate names, so it cannot stand in for itself. */
export function refuseTwoDistributions(
  { refuse }: RecordContext,
  prop: string,
  primary: { kind: string; isDistribution?: boolean },
  secondary: { kind: string; isDistribution?: boolean },
): void {
  if (primary.isDistribution && secondary.isDistribution) {
    refuse(`${prop} must not be a CloudFront distribution when the primary is one, got two distributions`);
  }
}

/** aws-cdk-lib looks up the hosted zone id that all distributions share in a mapping of this name. */
function isCloudFront(hostedZoneId: unknown): boolean {
  return typeof hostedZoneId === 'string'
    ? isCloudFrontZone(hostedZoneId)
    : JSON.stringify(hostedZoneId).includes('AWSCloudFrontPartitionHostedZoneIdMap');
}

/** What a user asked for with `FailoverTarget`, before it is known which of the two it is. */
export type FailoverTargetSpec = EndpointTargetSpec | EndpointsTargetSpec | AliasTargetSpec;

export interface EndpointTargetSpec {
  readonly kind: 'endpoint';
  readonly endpoint: Endpoint;
}

export interface EndpointsTargetSpec {
  readonly kind: 'endpoints';
  readonly endpoints: Endpoint[];
  readonly recordName?: string;
}

export interface AliasTargetSpec {
  readonly kind: 'alias';
  readonly target: IAliasRecordTarget;
  readonly recordTypes?: string[];
  readonly evaluateTargetHealth?: boolean;
  readonly healthCheck?: IHealthCheck;
}
