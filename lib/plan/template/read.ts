/**
 * From one CloudFormation template to the zones, health checks and record sets it declares. Reads what any CDK app emits: aws-cdk-lib's
 * constructs, the L1 classes, and ours.
 */
import { isAwsName } from '../../rules/alias-targets';
import type { HealthCheckConfig } from '../../rules/health-check-config';
import type { Tag } from '../../rules/tags';
import { referencesIn } from '../../template/graph';
import { evaluate } from '../../template/intrinsics';
import { unknownOr } from '../../template/scope';
import { assumption, type StackScope } from '../../template/stacks';
import type { ResourceDefinition } from '../../template/template';
import { isUnknown, isValueObject, Unknown, unknownsIn, type Value, type ValueObject } from '../../template/value';
import {
  locationKey,
  type DeclaredBatch,
  type DeclaredHealthCheck,
  type DeclaredRecordSet,
  type DeclaredZone,
  type ResourceLocation,
} from '../declared';
import { readRecordSet } from './record-set';
import { flag, list, number, object, referenceIn, stringOf } from './values';
import { declaredName, zoneReference, type Note } from './zone';

const READ = ['AWS::Route53::HostedZone', 'AWS::Route53::HealthCheck', 'AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'];

/** What one template declares. */
export interface TemplateDeclarations {
  readonly zones: readonly DeclaredZone[];
  readonly healthChecks: readonly DeclaredHealthCheck[];
  readonly batches: readonly DeclaredBatch[];
}

export function declarationsOf(scope: StackScope, note: Note): TemplateDeclarations {
  const zones: DeclaredZone[] = [];
  const healthChecks: DeclaredHealthCheck[] = [];
  const batches: DeclaredBatch[] = [];
  for (const [logicalId, resource] of scope.template.resources) {
    const location = locationOf(scope.stack.name, logicalId, resource);
    if (!READ.includes(resource.type) || !isThere(location, resource, scope, note)) continue;
    const properties = object(evaluate(resource.properties, scope));
    if (resource.type === 'AWS::Route53::HostedZone') zones.push(readZone(location, properties, scope));
    else if (resource.type === 'AWS::Route53::HealthCheck') healthChecks.push(readHealthCheck(location, properties, scope));
    else batches.push(readBatch(location, resource, properties, scope, note));
  }
  return { zones, healthChecks, batches };
}

function isThere(location: ResourceLocation, { condition }: ResourceDefinition, scope: StackScope, note: Note): boolean {
  const holds = condition === undefined ? true : scope.condition(condition);
  if (isUnknown(holds)) note(assumption(`${locationKey(location)} exists only under condition ${condition}`, holds));
  return holds !== false;
}

function locationOf(stack: string, logicalId: string, resource: ResourceDefinition): ResourceLocation {
  const path = resource.metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? { stack, logicalId, constructPath: path } : { stack, logicalId };
}

function readZone(location: ResourceLocation, properties: ValueObject, scope: StackScope): DeclaredZone {
  const itself = evaluate({ Ref: location.logicalId }, scope);
  return {
    key: locationKey(location),
    name: declaredName(stringOf(properties.Name) ?? ''),
    ...(typeof itself === 'string' && { id: itself }),
    declaredAt: location,
    isPrivate: list(properties.VPCs).length > 0,
    tags: tagsOf(properties.HostedZoneTags),
  };
}

function readHealthCheck(location: ResourceLocation, properties: ValueObject, scope: StackScope): DeclaredHealthCheck {
  const raw = object(properties.HealthCheckConfig);
  const tags = list(properties.HealthCheckTags).map(object);
  const probed = raw.IPAddress ?? raw.FullyQualifiedDomainName;
  return {
    location,
    key: locationKey(location),
    name: stringOf(tags.find(tag => tag.Key === 'Name')?.Value) ?? location.logicalId,
    config: configOf(raw),
    children: list(raw.ChildHealthChecks).map(identityOf),
    alarmSeconds: alarmSeconds(object(raw.AlarmIdentifier).Name, scope),
    tagCount: new Set([...Object.keys(scope.stack.tags ?? {}), ...tags.map(({ Key }) => stringOf(Key))]).size,
    tags: tagsOf(properties.HealthCheckTags),
    isAwsEndpoint: probed === undefined ? undefined : isAwsEndpoint(probed),
  };
}

function tagsOf(tags: Value | undefined): Tag[] {
  return list(tags)
    .map(object)
    .map(({ Key, Value }) => ({ Key: stringOf(Key), Value: stringOf(Value) }));
}

function configOf(raw: ValueObject): Partial<HealthCheckConfig> {
  const alarm = object(raw.AlarmIdentifier);
  const config = {
    IPAddress: stringOf(raw.IPAddress),
    Port: number(raw.Port),
    Type: stringOf(raw.Type),
    ResourcePath: stringOf(raw.ResourcePath),
    FullyQualifiedDomainName: stringOf(raw.FullyQualifiedDomainName),
    SearchString: stringOf(raw.SearchString),
    RequestInterval: number(raw.RequestInterval),
    FailureThreshold: number(raw.FailureThreshold),
    MeasureLatency: flag(raw.MeasureLatency),
    Inverted: flag(raw.Inverted),
    HealthThreshold: number(raw.HealthThreshold),
    EnableSNI: flag(raw.EnableSNI),
    Regions: list(raw.Regions).map(stringOf),
    AlarmIdentifier: raw.AlarmIdentifier && { Name: stringOf(alarm.Name), Region: stringOf(alarm.Region) },
    RoutingControlArn: stringOf(raw.RoutingControlArn),
  };
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** An address that a resource of the app brings is Amazon's; a host name is when it ends in one of Amazon's domains. */
function isAwsEndpoint(probed: Value | undefined): boolean | undefined {
  if (referenceIn(probed)) return true;
  const text = stringOf(probed) ?? '';
  if (text.startsWith('${')) return undefined;
  return isAwsName(declaredName(text));
}

/** Seconds of data that a declared alarm looks at; undefined when the alarm is elsewhere. */
function alarmSeconds(name: Value | undefined, scope: StackScope): number | undefined {
  const reference = referenceIn(name);
  const alarm = reference?.stack === scope.stack.name ? scope.template.resources.get(reference.logicalId) : undefined;
  if (alarm?.type !== 'AWS::CloudWatch::Alarm') return undefined;
  const properties = object(evaluate(alarm.properties, scope));
  const [period, periods] = [number(properties.Period), number(properties.EvaluationPeriods)];
  return period !== undefined && periods !== undefined ? period * periods : undefined;
}

/** The key of a declared resource, or the text of an id. */
function identityOf(value: Value | undefined): string {
  const reference = referenceIn(value);
  return reference ? locationKey(reference) : (stringOf(value) ?? '');
}

function readBatch(
  location: ResourceLocation,
  resource: ResourceDefinition,
  properties: ValueObject,
  scope: StackScope,
  note: Note,
): DeclaredBatch {
  const grouped = resource.type === 'AWS::Route53::RecordSetGroup';
  const zone = zoneReference(properties, scope, note);
  const sets = grouped ? recordSetsOf(locationKey(location), properties.RecordSets, note) : [properties];
  return {
    location,
    kind: grouped ? 'RecordSetGroup' : 'RecordSet',
    zone,
    recordSets: sets.map(raw => ({
      set: readRecordSet(raw),
      zone: grouped && (raw.HostedZoneId ?? raw.HostedZoneName) === undefined ? zone : zoneReference(raw, scope, note),
      ...(raw.HealthCheckId !== undefined && { healthCheck: identityOf(raw.HealthCheckId) }),
      batch: location,
      ...openness(raw),
    })),
    after: dependenciesOf(resource, scope),
  };
}

/** Whatever cannot be read as a record set is left out, and noted. */
function recordSetsOf(batch: string, sets: Value | undefined, note: Note): ValueObject[] {
  if (isUnknown(sets)) note(`${batch}: its record sets are skipped: ${sets.why}`);
  return list(sets).flatMap(set => {
    if (isUnknown(set)) note(`${batch}: a record set is skipped: ${set.why}`);
    return isValueObject(set) ? [set] : [];
  });
}

/** What of a record set is not known, and why. */
function openness(raw: ValueObject): Pick<DeclaredRecordSet, 'isFullyKnown' | 'openBecause' | 'valuesOpenBecause'> {
  const whyOf = (values: readonly (Value | undefined)[]): string | undefined => {
    const unknown = values.flatMap(unknownsIn);
    return unknown.length > 0 ? Unknown.because('', unknown).why : undefined;
  };
  const [openBecause, valuesOpenBecause] = [
    whyOf([raw.Name, raw.Type, raw.SetIdentifier]),
    whyOf(Object.entries(raw).flatMap(([key, value]) => (LEFT_OPEN.includes(key) ? [] : [value]))),
  ];
  return {
    isFullyKnown: valuesOpenBecause === undefined,
    ...(openBecause !== undefined && { openBecause }),
    ...(valuesOpenBecause !== undefined && { valuesOpenBecause }),
  };
}

/** May be known only at deployment in a record set that is fully known all the same. */
const LEFT_OPEN = ['RecordSets', 'HostedZoneId', 'HealthCheckId'];

/** Logical IDs of the same stack that a resource refers to, inside texts too, or names in `DependsOn`. */
function dependenciesOf({ properties, dependsOn }: ResourceDefinition, scope: StackScope): string[] {
  const referenced = unknownOr(scope, () => '', () => referencesIn(properties, scope)); // prettier-ignore
  const names = isUnknown(referenced) ? [] : referenced;
  return [...new Set([...names.filter(name => scope.template.resources.has(name)), ...dependsOn])];
}
