/** Ways to bring an amount to each door: the constructs, the API, CloudFormation and `plan`. */
import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { Duration, Stack, App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { SimpleRecordSet } from '../../lib';
import { Endpoint, EndpointHealthCheck, type HttpHealthCheckOptions } from '../../lib';
import { advise } from '../../lib/plan/advice';
import { namesOf } from '../../lib/plan/names';
import * as limits from '../../lib/rules/limits';
import { newStack, www, zoneIn } from '../constructs/support';
import { define, deploy, failures } from '../local/cloudformation/stacks';
import { startWorld, type World } from '../local/deploy/world';
import { createZone, type Local, startLocal } from '../local/route53/harness';
import { declaredBy, group, healthCheck } from '../plan/template-of';
import type { RawResource } from '../../lib/template/stacks';
import type { Door } from './rows';

let local: Local;
export let world: World;
export async function open(): Promise<void> {
  [local, world] = await Promise.all([startLocal({ quotas: { ...limits.ACCOUNT_QUOTAS, healthChecks: 10_000 } }), startWorld()]);
}
export const close = (): Promise<unknown> => Promise.all([local.close(), world.close()]);

export const text = (length: number): string => 'x'.repeat(length);
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

// constructs

export const BLUE = Endpoint.ipAddress('52.0.0.1', { name: 'blue' });
export const pool = (count: number): Endpoint[] => times(count, i => Endpoint.ipAddress(`52.0.${i >> 8}.${i & 255}`));
export const http = (of: (n: number) => HttpHealthCheckOptions): Door => n => www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.http(of(n)) }); // prettier-ignore
export const child = EndpointHealthCheck.tcp({ port: 1 });
/** Refuses what has this warning. */
export function warned(id: string, fill: (stack: Stack) => void): void {
  const stack = newStack();
  fill(stack);
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  if (warnings.some(({ entry }) => (entry.data as string).includes(`cdk-route53-multivalue:${id}]`))) throw new Error(id);
}
/** Texts for TXT records that come to so many characters, quotes included, up to 53 of them in the last one. */
export const textValues = (characters: number): string[] => {
  const [count, rest] = [Math.floor(characters / 200), characters % 200];
  return times(count, i => `"${String(i).padEnd(198 + (i === count - 1 ? rest : 0), 'x')}"`);
};
/** One value of so many characters, quotes and spaces included. */
export const longText = (length: number): string => {
  const strings = times(Math.floor(length / 200), () => `"${text(197)}"`).join(' ');
  return strings.slice(0, -1) + text(length - strings.length) + '"';
};
/** A name of so many characters, in labels of at most 50. */
export const domainName = (length: number): string => text(length).replace(/x{50}(?=xx)/g, `${text(49)}.`);
/** A name of which so many bytes are on the wire before its parent's: each label with one for its length. */
export const wireName = (bytes: number): string => domainName(bytes - 2);
export const arn = (length: number): string => {
  const [start, end] = ['arn:aws:route53-recovery-control::111111111111:controlpanel/', '/routingcontrol/abc123'];
  return start + '0'.repeat(length - start.length - end.length) + end;
};
export function simpleOf(endpoints: Endpoint[]): ConstructorParameters<typeof SimpleRecordSet> {
  const stack = newStack();
  return [stack, 'Www', { zone: zoneIn(stack), recordName: 'www', endpoints }];
}
export function alarmEvery(seconds: number): Alarm {
  const metric = new Metric({ namespace: 'n', metricName: 'm', period: Duration.seconds(seconds) });
  return new Alarm(newStack(), 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });
}
export function alarmWith(options: { alarmName?: string; alarmDescription?: string }): void {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
  www(stack, { endpoints: pool(2) }).alarmWhenHealthyEndpointsBelow(1, options);
}

// API

export let zones = 0;
/** A batch on a zone of its own. */
export async function send(changes: readonly Change[], comment?: string): Promise<void> {
  const HostedZoneId = await createZone(local, `z${zones++}.test`);
  const named = changes.map(({ Action, ResourceRecordSet: set }) => ({ Action, ResourceRecordSet: { ...set, Name: `${set!.Name}z${zones - 1}.test` } })); // prettier-ignore
  await local.client.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Comment: comment, Changes: named as Change[] } });
}
export const create = (more: Partial<ResourceRecordSet>, name = 'www.'): Change => ({
  Action: 'CREATE',
  ResourceRecordSet: { Name: name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }], ...more },
});
export const txt = (values: readonly string[], name?: string): Change => create({ Type: 'TXT', ResourceRecords: values.map(Value => ({ Value })) }, name); // prettier-ignore
let checks = 0;
export const check =
  (of: (n: number) => object): Door =>
  n =>
    local.client.createHealthCheck({ CallerReference: `check ${checks++}`, HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80, ...of(n) } }); // prettier-ignore
export async function tagged(tags: { Key: string; Value: string }[]): Promise<void> {
  const ResourceId = (await createZone(local, `z${zones++}.test`)).replace('/hostedzone/', '');
  await local.client.changeTagsForResource({ ResourceType: 'hostedzone', ResourceId, AddTags: tags });
}
/** A calculated check of so many children. */
export async function parentOf(count: number, HealthThreshold: number): Promise<() => object> {
  const child = check(() => ({ Type: 'TCP' })) as () => Promise<{ HealthCheck?: { Id?: string } }>;
  const ChildHealthChecks = (await Promise.all(times(count, child))).map(({ HealthCheck }) => HealthCheck!.Id!);
  return () => ({ Type: 'CALCULATED', IPAddress: undefined, Port: undefined, ChildHealthChecks, HealthThreshold });
}

// CloudFormation

export let stacks = 0;
export async function deployed(resources: object): Promise<void> {
  const stack = await deploy(world.engine, define(resources), { name: `Stack${stacks++}` });
  if (stack.status !== 'CREATE_COMPLETE') throw new Error(failures(stack).join('\n'));
}
export const ZONE = (): object => ({ Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: `s${stacks}.test` } } });
export const stackOf = (...sets: object[]): Promise<void> => deployed({ ...ZONE(), Group: group(sets.map(set => ({ Name: `www.s${stacks}.test`, ...set })), { HostedZoneId: { Ref: 'Zone' } }) }); // prettier-ignore
export const stackCheck =
  (of: (n: number) => Record<string, unknown>): Door =>
  n =>
    deployed({ Check: healthCheck(of(n)) });
/** A template of exactly so many bytes. */
export function templateOf(bytes: number): string {
  const template = (Description: string): string => JSON.stringify({ Metadata: { Description }, Resources: ZONE() });
  return template(text(bytes - template('').length));
}

// plan

/** Refuses what has this advice. */
export const advised = (id: string, resources: Record<string, RawResource>, subject?: RegExp): void => {
  const declared = declaredBy(resources);
  const found = advise(declared, namesOf(declared)).filter(advice => advice.id === id && (subject?.test(advice.advice) ?? true));
  if (found.length > 0) throw new Error(found.map(({ advice }) => advice).join());
};
export const planned = (sets: readonly object[]): Record<string, RawResource> => ({
  Group: group(sets as Record<string, unknown>[]),
});
export const record = (more: object): object => ({ Name: 'www.example.com', Type: 'A', TTL: '60', ...more });

/** A template of so many bytes. */
export function zoneOf(bytes: number): Record<string, RawResource> {
  const zone = (Name: string): Record<string, RawResource> => ({
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name } },
  });
  return zone(text(bytes - JSON.stringify({ Resources: zone('') }).length));
}
export const weighted = (n: number): object[] => times(n, i => ({ Type: 'A', TTL: 60, Weight: 1, SetIdentifier: `s${i}` }));
export const near = (n: number): object[] => times(n, i => ({ Type: 'A', SetIdentifier: `s${i}`, GeoProximityLocation: { AWSRegion: 'us-east-1', Bias: i } })); // prettier-ignore
export const withValue = (sets: object[]): object[] =>
  sets.map((set, i) => ({ TTL: '60', ...set, ResourceRecords: [`52.0.0.${i}`] }));
export const created = (sets: object[]): Change[] => sets.map(set => create(set));
export const manyTexts = (n: number): string[] => times(n, i => `"${i}"`);
