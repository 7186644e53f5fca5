/**
 * From one CloudFormation template to the zones, health checks and record sets it declares. Reads what any CDK app emits: aws-cdk-lib's
 * constructs, the L1 classes, and ours.
 */
import type { HealthCheckConfig, HealthCheckRegion, HealthCheckType } from '@aws-sdk/client-route-53';
import { hasToken, placeKey, type DeclaredBatch, type DeclaredHealthCheck, type DeclaredZone, type Place } from '../declared';
import type { Tag } from '../../rules/tags';
import { evaluate, Reference, textOf, type Resolved, type ResolvedObject, type Scope } from './evaluate';
import { readRecordSet } from './record-set';
import { isObject, flag, number, object, list } from './values';
import { declaredName, zoneReference } from './zone';

/** A template as JSON; only what is read here. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** What one template declares. */
export interface TemplateDeclarations {
  readonly zones: readonly DeclaredZone[];
  readonly healthChecks: readonly DeclaredHealthCheck[];
  readonly batches: readonly DeclaredBatch[];
}

export function readTemplate(template: Template, scope: Scope): TemplateDeclarations {
  const zones: DeclaredZone[] = [];
  const healthChecks: DeclaredHealthCheck[] = [];
  const batches: DeclaredBatch[] = [];
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const place = placeOf(scope.stack, logicalId, resource);
    const read = (): ResolvedObject => object(evaluate(resource.Properties ?? {}, scope));
    switch (resource.Type) {
      case 'AWS::Route53::HostedZone':
        zones.push(readZone(place, read(), scope));
        break;
      case 'AWS::Route53::HealthCheck':
        healthChecks.push(readHealthCheck(place, read(), template, scope));
        break;
      case 'AWS::Route53::RecordSet':
      case 'AWS::Route53::RecordSetGroup':
        batches.push(readBatch(place, resource, read(), scope));
        break;
      default:
        continue;
    }
    if (resource.Condition) {
      scope.note(`${placeKey(place)} exists only under condition ${resource.Condition}; read as if it held`);
    }
  }
  return { zones, healthChecks, batches };
}

function placeOf(stack: string, logicalId: string, resource: TemplateResource): Place {
  const path = resource.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? { stack, logicalId, constructPath: path } : { stack, logicalId };
}

function readZone(place: Place, properties: ResolvedObject, scope: Scope): DeclaredZone {
  const id = textOf(scope.resource(place.logicalId));
  return {
    key: placeKey(place),
    name: declaredName(textOf(properties.Name) ?? ''),
    ...(id !== undefined && { id }),
    declaredAt: place,
    isPrivate: list(properties.VPCs).length > 0,
    tags: tagsOf(properties.HostedZoneTags),
  };
}

function readHealthCheck(place: Place, properties: ResolvedObject, template: Template, scope: Scope): DeclaredHealthCheck {
  const raw = object(properties.HealthCheckConfig);
  const tags = list(properties.HealthCheckTags).map(object);
  const probed = raw.IPAddress ?? raw.FullyQualifiedDomainName;
  return {
    place,
    key: placeKey(place),
    name: textOf(tags.find(tag => tag.Key === 'Name')?.Value) ?? place.logicalId,
    config: configOf(raw),
    children: list(raw.ChildHealthChecks).map(identityOf),
    alarmSeconds: alarmSeconds(object(raw.AlarmIdentifier).Name, template, scope),
    tagCount: tags.length,
    tags: tagsOf(properties.HealthCheckTags),
    isAwsEndpoint: probed === undefined ? undefined : isAwsEndpoint(probed),
  };
}

function tagsOf(tags: Resolved): Tag[] {
  return list(tags)
    .map(object)
    .map(({ Key, Value }) => ({ Key: textOf(Key), Value: textOf(Value) }));
}

function configOf(raw: ResolvedObject): Partial<HealthCheckConfig> {
  const alarm = object(raw.AlarmIdentifier);
  const config = {
    IPAddress: textOf(raw.IPAddress),
    Port: number(raw.Port),
    Type: textOf(raw.Type) as HealthCheckType | undefined,
    ResourcePath: textOf(raw.ResourcePath),
    FullyQualifiedDomainName: textOf(raw.FullyQualifiedDomainName),
    SearchString: textOf(raw.SearchString),
    RequestInterval: number(raw.RequestInterval),
    FailureThreshold: number(raw.FailureThreshold),
    MeasureLatency: flag(raw.MeasureLatency),
    Inverted: flag(raw.Inverted),
    HealthThreshold: number(raw.HealthThreshold),
    EnableSNI: flag(raw.EnableSNI),
    Regions: isObject(raw.Regions) ? undefined : (list(raw.Regions).map(textOf) as HealthCheckRegion[]),
    AlarmIdentifier: raw.AlarmIdentifier && { Name: textOf(alarm.Name), Region: textOf(alarm.Region) as HealthCheckRegion },
    RoutingControlArn: textOf(raw.RoutingControlArn),
  };
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** An address that a resource of the app brings is Amazon's; a host name is when it ends in one of Amazon's domains. */
function isAwsEndpoint(probed: Resolved): boolean | undefined {
  if (probed instanceof Reference) return true;
  const text = textOf(probed) ?? '';
  if (text.startsWith('${')) return undefined;
  return /\.(amazonaws\.com(\.cn)?|cloudfront\.net|awsglobalaccelerator\.com)\.?$/i.test(text);
}

/** Seconds of data that a declared alarm looks at; undefined when the alarm is elsewhere. */
function alarmSeconds(name: Resolved, template: Template, scope: Scope): number | undefined {
  if (!(name instanceof Reference) || name.stack !== scope.stack) return undefined;
  const alarm = template.Resources?.[name.logicalId];
  if (alarm?.Type !== 'AWS::CloudWatch::Alarm') return undefined;
  const properties = object(evaluate(alarm.Properties ?? {}, scope));
  const [period, periods] = [number(properties.Period), number(properties.EvaluationPeriods)];
  return period !== undefined && periods !== undefined ? period * periods : undefined;
}

/** The key of a declared resource, or the text of an id. */
function identityOf(value: Resolved): string {
  return value instanceof Reference ? placeKey(value) : (textOf(value) ?? '');
}

function readBatch(place: Place, resource: TemplateResource, properties: ResolvedObject, scope: Scope): DeclaredBatch {
  const grouped = resource.Type === 'AWS::Route53::RecordSetGroup';
  const zone = zoneReference(properties, scope);
  const sets = grouped ? list(properties.RecordSets).map(object) : [properties];
  return {
    place,
    kind: grouped ? 'RecordSetGroup' : 'RecordSet',
    zone,
    recordSets: sets.map(raw => ({
      set: readRecordSet(raw),
      zone: grouped && (raw.HostedZoneId ?? raw.HostedZoneName) === undefined ? zone : zoneReference(raw, scope),
      ...(raw.HealthCheckId !== undefined && { healthCheck: identityOf(raw.HealthCheckId) }),
      batch: place,
      isFullyKnown: !leavesOpen({ ...raw, RecordSets: undefined, HostedZoneId: undefined, HealthCheckId: undefined }),
    })),
    after: [...new Set([...referencesIn(properties, scope.stack), ...[resource.DependsOn ?? []].flat()])],
  };
}

/** Whether anything in a value is known only at deployment. */
function leavesOpen(value: Resolved): boolean {
  if (Array.isArray(value)) return value.some(item => leavesOpen(item as Resolved));
  return isObject(value) ? Object.values(value).some(leavesOpen) : hasToken(textOf(value));
}

/** Logical IDs of the same stack that a value refers to, inside texts too. */
function referencesIn(value: Resolved, stack: string): string[] {
  if (value instanceof Reference) return value.stack === stack ? [value.logicalId] : [];
  if (typeof value === 'string') return [...value.matchAll(/\$\{(\w+)(?:\.[\w.]+)?\}/g)].map(match => match[1]);
  if (Array.isArray(value)) return value.flatMap(item => referencesIn(item as Resolved, stack));
  return isObject(value) ? Object.values(value).flatMap(item => referencesIn(item, stack)) : [];
}
