import type { CfnRecordSetGroup, IAliasRecordTarget, IRecordSet } from 'aws-cdk-lib/aws-route53';
import { isRecordType, recordTypeRule } from '../../rules/record-types';
import type { AliasTargetSpec } from './failover-target-spec';
import { shown } from './invalid';
import type { RecordContext } from './record-context';

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
  const isDistribution = isCloudFront(owner.stack.resolve(bound.hostedZoneId));
  const evaluateTargetHealth = spec.evaluateTargetHealth ?? bound.evaluateTargetHealth ?? !isDistribution;
  if (isDistribution && evaluateTargetHealth) {
    refuse(
      `${prop} must not evaluate the target health of a CloudFront distribution, which has none, got evaluateTargetHealth true`,
    );
  }
  if (isPrimary && !evaluateTargetHealth && spec.healthCheck === undefined) {
    refuse(
      `${prop} must have evaluateTargetHealth true or a health check (Route 53: "cannot be a primary without EvaluateTargetHealth set to ` +
        `true or an associated health check as a secondary would never be returned"), got neither`,
    );
  }
  for (const type of spec.recordTypes ?? []) {
    if (!isRecordType(type) || !recordTypeRule(type).alias)
      refuse(`${prop} must have recordTypes that an alias may have, got '${type}'`);
  }
  if (spec.recordTypes?.length === 0) refuse(`${prop} must have at least one of recordTypes, got an empty list`);
  return {
    kind: 'alias',
    recordTypes: spec.recordTypes && [...new Set(spec.recordTypes)].sort(),
    aliasTarget: { hostedZoneId: bound.hostedZoneId, dnsName: bound.dnsName, evaluateTargetHealth },
    healthCheckId: spec.healthCheck?.healthCheckId,
    isDistribution,
  };
}

/** Only one distribution can have the name of the record among its alternate names, so it cannot stand in for itself. */
export function refuseTwoDistributions(
  { refuse }: RecordContext,
  prop: string,
  primary: { kind: string; isDistribution?: boolean },
  secondary: { kind: string; isDistribution?: boolean },
): void {
  if (primary.isDistribution && secondary.isDistribution) {
    refuse(`${prop} must be something else than a CloudFront distribution when the primary is one, got two distributions`);
  }
}

/** aws-cdk-lib looks up the hosted zone id that all distributions share in a mapping of this name. */
function isCloudFront(hostedZoneId: unknown): boolean {
  return hostedZoneId === 'Z2FDTNDATAQYW2' || JSON.stringify(hostedZoneId).includes('AWSCloudFrontPartitionHostedZoneIdMap');
}
