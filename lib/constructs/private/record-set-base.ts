import { CfnResource, type RemovalPolicy, Resource } from 'aws-cdk-lib';
import {
  type AliasRecordTargetConfig,
  HealthCheck,
  type IAliasRecordTarget,
  type IHealthCheck,
  type IHostedZone,
  type IRecordSet,
} from 'aws-cdk-lib/aws-route53';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Endpoint } from '../endpoint';
import type { RecordSetCommonProps } from '../record-set-props';
import { ttlText } from './check-ttl';
import { checkComment } from './check-comment';
import { checkSameZone } from './check-same-zone';
import { refuseTagsBehind } from './check-tags';
import { refuseConflicts } from './conflicts';
import type { RecordContext } from './record-context';
import { grantVerify } from './grant-verify';
import { identityOf } from './identity';
import { type Refuse, refuserOf, shown } from './invalid';
import type { Member } from './member';
import { warnOfReservedZone } from './warnings';

/**
 * What the record sets of every policy have in common. Hidden from jsii: its members appear on each class.
 *
 * @internal
 */
export abstract class RecordSetBase extends Resource implements IAliasRecordTarget {
  /** The name that is answered: fully qualified, without a trailing dot. */
  public readonly domainName: string;

  /** The zone that holds the records. */
  public readonly zone: IHostedZone;

  /** @internal */
  protected readonly _context: RecordContext;
  /** @internal */
  protected readonly _refuse: Refuse;
  /** @internal */
  protected _members: readonly Member[] = [];

  constructor(scope: Construct, id: string, props: RecordSetCommonProps) {
    super(scope, id);
    this._refuse = refuserOf(this);
    this.zone = props.zone;
    const record = identityOf(this, props.zone, props.recordName, props.zoneKey, this._refuse);
    this.domainName = record.domainName;
    const ttl = ttlText(props.ttl, this._refuse);
    checkComment(props.comment, this._refuse);
    this._context = { owner: this, zone: props.zone, record, ttl, comment: props.comment, refuse: this._refuse };
    refuseConflicts(this);
    refuseTagsBehind(props.zone.hostedZoneId);
    warnOfReservedZone(props.zone);
  }

  /** The health checks of the endpoints, each once; those that are defined elsewhere among them. */
  public get healthChecks(): IHealthCheck[] {
    return this._healthCheckIds.map(id => this._healthCheck(id));
  }

  /** The health check of an endpoint of this record set; none if it has none. */
  public healthCheckOf(endpoint: Endpoint): IHealthCheck | undefined {
    const member = this._members.find(candidate => candidate.endpoint === endpoint);
    if (member === undefined) {
      this._refuse(`endpoint must be one of this record set's own, got ${shown(endpoint.name)}`);
    }
    return member.healthCheckId === undefined ? undefined : this._healthCheck(member.healthCheckId);
  }

  /**
   * Makes this record set the target of an alias record, as in `RecordTarget.fromAlias(www)`. The alias record must be in the same zone
   * and of a type that is defined here.
   */
  public bind(record: IRecordSet, zone?: IHostedZone): AliasRecordTargetConfig {
    if (zone !== undefined) checkSameZone(this.zone, zone, this._refuse);
    record.node.addDependency(this.node.defaultChild ?? this); // Route 53 refuses an alias whose target is not there yet (behaviour 3.2)
    return { hostedZoneId: this.zone.hostedZoneId, dnsName: this.domainName, evaluateTargetHealth: true };
  }

  /**
   * Lets a principal run `multivalue verify` on this name: exactly the actions that it calls, all of which only read, on this zone, these
   * health checks and this stack. More than fifteen health checks have no room in every kind of policy: then it is all of the account.
   */
  public grantVerify(grantee: IGrantable): Grant {
    return grantVerify(this, grantee, this.zone, this._healthCheckIds);
  }

  /**
   * Applies the policy to all record set groups and health checks that are defined here: records that are retained while their health
   * checks are deleted would be answered unpredictably.
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    for (const construct of this.node.findAll()) {
      if (CfnResource.isCfnResource(construct) && construct.cfnResourceType.startsWith('AWS::Route53::')) {
        construct.applyRemovalPolicy(policy);
      }
    }
  }

  private get _healthCheckIds(): string[] {
    return [...new Set(this._members.flatMap(member => member.healthCheckId ?? []))];
  }

  private _healthCheck(healthCheckId: string): IHealthCheck {
    const id = `Imported${this._members.findIndex(member => member.healthCheckId === healthCheckId)}`;
    return (this.node.tryFindChild(id) as IHealthCheck | undefined) ?? HealthCheck.fromHealthCheckId(this, id, healthCheckId);
  }
}
