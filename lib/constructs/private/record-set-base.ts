import { CfnResource, type Duration, Reference, type RemovalPolicy, Resource, Tokenization } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  type AliasRecordTargetConfig,
  CfnHealthCheck,
  HealthCheck,
  type IAliasRecordTarget,
  type IHealthCheck,
  type IHostedZone,
  type IRecordSet,
} from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { ADVISED_TTL_WITH_HEALTH_CHECKS, MAX_COMMENT_LENGTH, TTL } from '../../rules/limits';
import { sameName } from '../../rules/names';
import { VERIFY_ACTIONS_ON } from '../../rules/verify-actions';
import type { Endpoint } from '../endpoint';
import type { RecordSetCommonProps } from '../record-set-props';
import { refuseTagsBehind } from './check-tags';
import { refuseConflicts } from './conflicts';
import { identityOf, nameOf } from './identity';
import { checkFitsXml, type Refuse, refuserOf, shown } from './invalid';
import type { CheckedEndpoint, RecordContext } from './record-context';
import { isToken } from './tokens';
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
  protected _members: readonly CheckedEndpoint[] = [];

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

/** The TTL as CloudFormation wants it, or a refusal. */
function ttlText(ttl: Duration | undefined, refuse: Refuse): string {
  if (ttl === undefined) return String(ADVISED_TTL_WITH_HEALTH_CHECKS);
  if (typeof (ttl as Partial<Duration> | null)?.isUnresolved !== 'function')
    refuse(`ttl must be a Duration, such as Duration.seconds(60), got ${String(ttl)}`);
  if (ttl.isUnresolved()) return Tokenization.stringifyNumber(ttl.toSeconds());
  const seconds = ttl.toMilliseconds() / 1000;
  if (!Number.isInteger(seconds)) refuse(`ttl must be whole seconds, got ${ttl.toHumanString()}`);
  if (seconds < TTL.min || seconds > TTL.max) refuse(`ttl must be from ${TTL.min} to ${TTL.max} seconds, got ${seconds} seconds`);
  return String(seconds);
}

/** Refuses a comment that no change batch takes (behaviour 7.1). */
function checkComment(comment: string | undefined, refuse: Refuse): void {
  if (comment === undefined || isToken(comment)) return;
  checkFitsXml(comment, 'comment', refuse);
  if (comment.length <= MAX_COMMENT_LENGTH) return;
  refuse(`comment must have at most ${MAX_COMMENT_LENGTH} characters, got ${comment.length}`);
}

/** Refuses an alias in another zone than its target (behaviour 3.2), as far as the zones can be told apart. */
function checkSameZone(target: IHostedZone, alias: IHostedZone, refuse: Refuse): void {
  if (target.hostedZoneId === alias.hostedZoneId) return;
  const idsKnown = !isToken(target.hostedZoneId) && !isToken(alias.hostedZoneId);
  const [ofTarget, ofAlias] = [nameOf(target), nameOf(alias)];
  const namesKnown = ofTarget !== undefined && ofAlias !== undefined && !isToken(ofTarget + ofAlias);
  if (idsKnown || (namesKnown && !sameName(ofTarget, ofAlias))) {
    refuse(`zone must be the zone of the alias record that targets it, got ${described(target)} and ${described(alias)}`);
  }
}

function described(zone: IHostedZone): string {
  const id = isToken(zone.hostedZoneId) ? undefined : zone.hostedZoneId;
  const name = nameOf(zone);
  return [name === undefined ? undefined : `'${name}'`, id && `(${id})`].filter(Boolean).join(' ');
}

/** The inline policies of a user have room for no more: 2,048 characters, and up to 78 for each ARN (IAM guide, quotas). */
const MOST_NAMED = 15;

/** Lets a principal verify the records of a zone, given the health checks that decide about them. */
function grantVerify(scope: Resource, grantee: IGrantable, zone: IHostedZone, healthCheckIds: readonly string[]): Grant {
  const { stack } = scope;
  const healthChecks = [...new Set(healthCheckIds.flatMap(withChildren))];
  const healthCheckArns = (healthChecks.length > MOST_NAMED ? ['*'] : healthChecks).map(id =>
    stack.formatArn({ service: 'route53', region: '', account: '', resource: 'healthcheck', resourceName: id }),
  );
  const scopes: [readonly string[], string[]][] = [
    [VERIFY_ACTIONS_ON.account, ['*']],
    [VERIFY_ACTIONS_ON.zone, [zone.hostedZoneArn]],
    [VERIFY_ACTIONS_ON.healthCheck, healthCheckArns],
    [VERIFY_ACTIONS_ON.stack, [stack.stackId]],
  ];
  return scopes
    .filter(([, resourceArns]) => resourceArns.length > 0)
    .map(([actions, resourceArns]) => Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns }))
    .reduce((all, grant) => all.combine(grant));
}

/** A calculated check is verified by its children. Those of a check that no construct of the app defines are not known here. */
function withChildren(healthCheckId: string): string[] {
  const reference = Tokenization.reverseString(healthCheckId).firstToken;
  const check = Reference.isReference(reference) ? reference.target : undefined;
  const config = check instanceof CfnHealthCheck && !isToken(check.healthCheckConfig) ? check.healthCheckConfig : {};
  return [healthCheckId, ...((config as CfnHealthCheck.HealthCheckConfigProperty).childHealthChecks ?? [])];
}
