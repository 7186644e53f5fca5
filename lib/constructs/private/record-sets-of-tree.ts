/**
 * Every record set that the templates of an app will hold, ours and those of aws-cdk-lib, as far as it is known at synthesis: read from
 * the L1 constructs, which all of them come down to.
 */
import { type CfnResource, Reference, type Stack, Stage, Tokenization } from 'aws-cdk-lib';
import type { CfnHostedZone, CfnRecordSet, CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import { groupBy } from '../../rules/group-by';
import { bareId } from '../../rules/ids';
import { normalizeName } from '../../rules/names';
import { policyOf, type ResourceRecordSet, type RoutingPolicy } from '../../rules/record-set';
import { isNotLookedUp, isToken } from './tokens';

/** A record set and who defines it. */
export interface DefinedRecordSet {
  /** The construct that a person wrote: an L2, or an L1 that is used as such. */
  readonly owner: IConstruct;
  /** The same for one zone, wherever in the app it is referred to. */
  readonly zone: string;
  /** The same for one name, as DNS compares names. */
  readonly name: string;
  readonly type: string;
  readonly policy: RoutingPolicy;
  /** Undefined for an alias, and where it is known only at deployment. */
  readonly ttl?: string;
  readonly setIdentifier?: string;
  readonly failover?: string;
}

type Properties = CfnRecordSetGroup.RecordSetProperty & Pick<CfnRecordSet, 'hostedZoneId' | 'hostedZoneName'>;

/** What CDK's lookups of zones return until they have looked: many zones have this id, so it tells nothing. */
const DUMMY_ZONE_ID = 'DUMMY';

/** Whether a construct is one that the record sets of a template come from. */
export function definesRecordSets(construct: IConstruct): construct is CfnRecordSet | CfnRecordSetGroup {
  return isOfType(construct, 'AWS::Route53::RecordSet') || isOfType(construct, 'AWS::Route53::RecordSetGroup');
}

/** Not `CfnResource.isCfnResource` first: what is none has no resource type. */
function isOfType(construct: IConstruct, resourceType: string): construct is CfnResource {
  return (construct as CfnResource).cfnResourceType === resourceType;
}

/** What the constructs of a tree define, each for its owner; `tree` holds all of them. */
export function recordSetsOfTree(
  tree: readonly IConstruct[],
  owners: ReadonlyMap<CfnRecordSet | CfnRecordSetGroup, IConstruct>,
): DefinedRecordSet[] {
  const zonesByName = zonesDefined(tree);
  return [...owners].flatMap(([resource, owner]) =>
    propertiesOf(resource).flatMap(properties => {
      const zone = zoneOf(resource.stack, properties, zonesByName);
      return zone === undefined ? [] : [{ owner, zone, ...described(resource.stack, properties) }];
    }),
  );
}

function propertiesOf(resource: CfnRecordSet | CfnRecordSetGroup): Properties[] {
  if (isOfType(resource, 'AWS::Route53::RecordSet')) return [resource as CfnRecordSet];
  const { stack, recordSets, hostedZoneId, hostedZoneName } = resource as CfnRecordSetGroup;
  const sets: unknown = known(stack, recordSets);
  if (!Array.isArray(sets)) return []; // none, or a condition that is evaluated at deployment
  return sets
    .map((set: unknown) => ({ hostedZoneId, hostedZoneName, ...known<Properties>(stack, set) }))
    .filter(({ name }) => typeof name === 'string');
}

function described(stack: Stack, set: Properties): Omit<DefinedRecordSet, 'owner' | 'zone'> {
  return {
    name: nameKey(stack, set.name),
    type: text(stack, set.type),
    policy: policyOf(claimsOf(set)),
    ttl: isToken(set.ttl) ? undefined : set.ttl,
    setIdentifier: set.setIdentifier === undefined ? undefined : text(stack, set.setIdentifier),
    failover: set.failover,
  };
}

/** What the rule of policies looks at: whether each attribute is there. */
function claimsOf(set: Properties): Partial<ResourceRecordSet> {
  return {
    Weight: set.weight,
    Region: set.region,
    Failover: set.failover,
    GeoLocation: set.geoLocation && {},
    MultiValueAnswer: set.multiValueAnswer === undefined ? undefined : set.multiValueAnswer !== false,
    GeoProximityLocation: set.geoProximityLocation && {},
    CidrRoutingConfig: set.cidrRoutingConfig && { CollectionId: '', LocationName: '' },
  };
}

/** One text for one zone, or undefined where that cannot be told. */
function zoneOf(
  stack: Stack,
  { hostedZoneId, hostedZoneName }: Properties,
  zonesByName: ReadonlyMap<string, string[]>,
): string | undefined {
  if (hostedZoneId === DUMMY_ZONE_ID || isNotLookedUp(hostedZoneId)) return undefined;
  if (hostedZoneId !== undefined) return idKey(stack, hostedZoneId);
  if (hostedZoneName === undefined) return undefined;
  const name = nameKey(stack, hostedZoneName);
  const ids = zonesByName.get(name) ?? [];
  return ids.length === 1 ? ids[0] : `name ${name}`; // CloudFormation wants the name to mean one zone (behaviour 7.1)
}

/** A zone of the app is known by its construct, in whichever stack the reference is; an imported one by its id. */
function idKey(stack: Stack, id: string): string {
  const reference = Tokenization.reverseString(id).firstToken;
  return isToken(id) && Reference.isReference(reference)
    ? `${reference.target.node.path} ${reference.displayName}`
    : bareId(text(stack, id));
}

function zonesDefined(tree: readonly IConstruct[]): Map<string, string[]> {
  const zones = tree.filter(node => isOfType(node, 'AWS::Route53::HostedZone'));
  const byName = groupBy(zones, zone => nameKey(zone.stack, (zone as CfnHostedZone).name ?? ''));
  return new Map([...byName].map(([name, named]) => [name, named.map(zone => idKey(zone.stack, zone.ref))]));
}

function nameKey(stack: Stack, name: string): string {
  try {
    return isToken(name) ? text(stack, name) : normalizeName(name);
  } catch {
    return name;
  }
}

/** A text as it is, or the expression that CloudFormation will evaluate, and where: elsewhere the same expression may be another text. */
function text(stack: Stack, value: string): string {
  if (!isToken(value)) return value;
  const expression = JSON.stringify(stack.resolve(value));
  return `${expression} of ${OWN_TO_A_STACK.test(expression) ? stack.node.path : environmentOf(stack)}`;
}

/** What a stack says of itself. The rest, exported values and parameters of SSM, is the same in all stacks of an account and Region. */
const OWN_TO_A_STACK = /"(?:Ref|Fn::(?:GetAtt|If|FindInMap|Sub|Transform))":/;

/** Stacks that do not say theirs are taken to be deployed together, unless they are in different stages. */
function environmentOf(stack: Stack): string {
  return isToken(stack.account) || isToken(stack.region) ? `${Stage.of(stack)?.node.path}` : stack.environment;
}

function known<T>(stack: Stack, value: unknown): T {
  return (isToken(value) ? stack.resolve(value) : value) as T;
}
