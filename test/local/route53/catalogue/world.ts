/** What the rows of the error catalogue start from: a local Route 53 with a zone, health checks and some record sets in it. */
import type { Change, HealthCheckConfig, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { type Local, startLocal } from '../harness';

export let local: Local;
export let zone: string;
export let check: string;
export let calculated: string;

export const set = (name: string, more: object = {}): ResourceRecordSet => ({
  Name: `${name}.example.com`,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
  ...more,
});
export const alias = (target: string, evaluate = true): object => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { HostedZoneId: zone, DNSName: target, EvaluateTargetHealth: evaluate },
});
export const mva = (id: string, more: object = {}): object => ({ SetIdentifier: id, MultiValueAnswer: true, ...more });
export const weighted = (id: string, more: object = {}): object => ({ SetIdentifier: id, Weight: 1, ...more });
export const create = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map(ResourceRecordSet => ({ Action: 'CREATE', ResourceRecordSet }));
export const change = (Action: string, ResourceRecordSet: ResourceRecordSet): Change => ({ Action, ResourceRecordSet }) as Change;
export const send = (changes: Change[]): Promise<unknown> =>
  local.client.changeResourceRecordSets({ HostedZoneId: zone, ChangeBatch: { Changes: changes } });

export async function prepare(): Promise<void> {
  local = await startLocal();
  const created = await local.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
  zone = created.HostedZone!.Id!.replace('/hostedzone/', '');
  const http = { Type: 'HTTP', IPAddress: '52.0.0.1' } as const;
  check = (await local.client.createHealthCheck({ CallerReference: 'c', HealthCheckConfig: http })).HealthCheck!.Id!;
  const parent = { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [check] } satisfies HealthCheckConfig;
  calculated = (await local.client.createHealthCheck({ CallerReference: 'p', HealthCheckConfig: parent })).HealthCheck!.Id!;
  await send(
    create(
      set('simple'),
      set('mva', mva('a')),
      set('weighted', weighted('a')),
      set('cname', { Type: 'CNAME', ResourceRecords: [{ Value: 'elsewhere.example.org' }] }),
      ...Array.from({ length: 100 }, (_, i) => set('full', weighted(`w${i}`))),
    ),
  );
}
