/** Two accounts are two worlds: neither finds, counts or changes what the other has. */
import type { Route53 as Client } from '@aws-sdk/client-route-53';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { faultOf, type Local, startLocal } from './harness';

const A = '111111111111';
const B = '222222222222';

/** All that an account can have, under the same names and caller references as any other. */
async function furnish(client: Client) {
  const { DelegationSet } = await client.createReusableDelegationSet({ CallerReference: 'set' });
  const made = await client.createHostedZone({ Name: 'a.example', CallerReference: 'zone', DelegationSetId: DelegationSet!.Id });
  const check = await client.createHealthCheck({
    CallerReference: 'check',
    HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 80 },
  });
  const ids = {
    zone: made.HostedZone!.Id!.replace('/hostedzone/', ''),
    check: check.HealthCheck!.Id!,
    set: DelegationSet!.Id!,
    change: made.ChangeInfo!.Id!,
  };
  const tags = [{ Key: 'of', Value: ids.zone }];
  await client.changeTagsForResource({ ResourceType: 'hostedzone', ResourceId: ids.zone, AddTags: tags });
  await client.changeTagsForResource({ ResourceType: 'healthcheck', ResourceId: ids.check, AddTags: tags });
  return ids;
}

async function inventory(client: Client) {
  const { HostedZones } = await client.listHostedZones({});
  const byName = await client.listHostedZonesByName({});
  const { HealthChecks } = await client.listHealthChecks({});
  const { DelegationSets } = await client.listReusableDelegationSets({});
  const limit = async (
    Type: 'MAX_HOSTED_ZONES_BY_OWNER' | 'MAX_HEALTH_CHECKS_BY_OWNER' | 'MAX_REUSABLE_DELEGATION_SETS_BY_OWNER',
  ) => (await client.getAccountLimit({ Type })).Count;
  return {
    zones: HostedZones!.map(zone => zone.Id!.replace('/hostedzone/', '')),
    byName: byName.HostedZones!.map(zone => zone.Id!.replace('/hostedzone/', '')),
    checks: HealthChecks!.map(check => check.Id),
    sets: DelegationSets!.map(set => set.Id),
    counts: [
      (await client.getHostedZoneCount({})).HostedZoneCount,
      (await client.getHealthCheckCount({})).HealthCheckCount,
      await limit('MAX_HOSTED_ZONES_BY_OWNER'),
      await limit('MAX_HEALTH_CHECKS_BY_OWNER'),
      await limit('MAX_REUSABLE_DELEGATION_SETS_BY_OWNER'),
    ],
  };
}

let local: Local;
let [a, b]: Client[] = [];
let [ofA, ofB]: Awaited<ReturnType<typeof furnish>>[] = [];
beforeEach(async () => {
  local = await startLocal();
  [a, b] = [local.clientOf(A), local.clientOf(B)];
  [ofA, ofB] = [await furnish(a), await furnish(b)];
});
afterEach(() => local.close());

test('each lists and counts its own', async () => {
  const only = ({ zone, check, set }: typeof ofA) => ({
    zones: [zone],
    byName: [zone],
    checks: [check],
    sets: [set],
    counts: [1, 1, 1, 1, 1],
  });
  expect([await inventory(a), await inventory(b)]).toEqual([only(ofA), only(ofB)]);
  expect(await inventory(local.client)).toEqual({ zones: [], byName: [], checks: [], sets: [], counts: [0, 0, 0, 0, 0] });
});

const denied = (): [string, number, string] => [
  'AccessDenied',
  403,
  `User: arn:aws:iam::${B}:user/local is not authorized to access this resource`,
];
const change = (more: object = {}) => ({
  Changes: [
    {
      Action: 'UPSERT' as const,
      ResourceRecordSet: {
        Name: 'www.a.example',
        Type: 'A' as const,
        TTL: 60,
        ResourceRecords: [{ Value: '192.0.2.1' }],
        ...more,
      },
    },
  ],
});

test.each<[string, () => Promise<unknown>]>([
  ['GetHostedZone', () => b.getHostedZone({ Id: ofA.zone })],
  ['ListResourceRecordSets', () => b.listResourceRecordSets({ HostedZoneId: ofA.zone })],
  ['ChangeResourceRecordSets', () => b.changeResourceRecordSets({ HostedZoneId: ofA.zone, ChangeBatch: change() })],
  ['UpdateHostedZoneComment', () => b.updateHostedZoneComment({ Id: ofA.zone, Comment: 'mine' })],
  ['DeleteHostedZone', () => b.deleteHostedZone({ Id: ofA.zone })],
  ['GetHostedZoneLimit', () => b.getHostedZoneLimit({ HostedZoneId: ofA.zone, Type: 'MAX_RRSETS_BY_ZONE' })],
  ['TestDNSAnswer', () => b.testDNSAnswer({ HostedZoneId: ofA.zone, RecordName: 'a.example', RecordType: 'NS' })],
  ['ListTagsForResource', () => b.listTagsForResource({ ResourceType: 'hostedzone', ResourceId: ofA.zone })],
  [
    'ChangeTagsForResource',
    () => b.changeTagsForResource({ ResourceType: 'hostedzone', ResourceId: ofA.zone, RemoveTagKeys: ['of'] }),
  ],
])("%s of another account's zone is refused", async (_, call) => {
  const before = local.store.state;
  expect(await faultOf(call())).toEqual(denied());
  expect(local.store.state).toBe(before);
});

test.each<[string, string, () => Promise<unknown>]>([
  ['GetHealthCheck', 'NoSuchHealthCheck', () => b.getHealthCheck({ HealthCheckId: ofA.check })],
  ['UpdateHealthCheck', 'NoSuchHealthCheck', () => b.updateHealthCheck({ HealthCheckId: ofA.check, Port: 81 })],
  ['DeleteHealthCheck', 'NoSuchHealthCheck', () => b.deleteHealthCheck({ HealthCheckId: ofA.check })],
  ['GetHealthCheckStatus', 'NoSuchHealthCheck', () => b.getHealthCheckStatus({ HealthCheckId: ofA.check })],
  [
    'ListTagsForResource',
    'NoSuchHealthCheck',
    () => b.listTagsForResource({ ResourceType: 'healthcheck', ResourceId: ofA.check }),
  ],
  [
    'ChangeResourceRecordSets with that check',
    'NoSuchHealthCheck',
    () =>
      b.changeResourceRecordSets({
        HostedZoneId: ofB.zone,
        ChangeBatch: change({ MultiValueAnswer: true, SetIdentifier: 's', HealthCheckId: ofA.check }),
      }),
  ],
  [
    'CreateHealthCheck over that check',
    'InvalidInput',
    () =>
      b.createHealthCheck({
        CallerReference: 'sum',
        HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [ofA.check] },
      }),
  ],
  ['GetChange', 'NoSuchChange', () => b.getChange({ Id: ofA.change })],
  ['GetReusableDelegationSet', 'NoSuchDelegationSet', () => b.getReusableDelegationSet({ Id: ofA.set })],
  ['DeleteReusableDelegationSet', 'NoSuchDelegationSet', () => b.deleteReusableDelegationSet({ Id: ofA.set })],
  [
    'CreateHostedZone with that delegation set',
    'NoSuchDelegationSet',
    () => b.createHostedZone({ Name: 'b.example', CallerReference: 'b', DelegationSetId: ofA.set }),
  ],
  ['ListHostedZones with that delegation set', 'NoSuchDelegationSet', () => b.listHostedZones({ DelegationSetId: ofA.set })],
  [
    'CreateReusableDelegationSet of that zone',
    'HostedZoneNotFound',
    () => b.createReusableDelegationSet({ CallerReference: 'other', HostedZoneId: ofA.zone }),
  ],
])('%s does not find what another account has', async (_, code, call) => {
  const before = local.store.state;
  expect((await faultOf(call()))[0]).toBe(code);
  expect(local.store.state).toBe(before);
});

test("an alias into another account's zone finds no target", async () => {
  const alias = { TTL: undefined, ResourceRecords: undefined };
  const AliasTarget = { HostedZoneId: ofA.zone, DNSName: 'a.example', EvaluateTargetHealth: false };
  const call = b.changeResourceRecordSets({ HostedZoneId: ofB.zone, ChangeBatch: change({ ...alias, AliasTarget }) });
  expect((await faultOf(call))[0]).toBe('InvalidChangeBatch');
});

test('quotas are counted for each', async () => {
  const small = await startLocal({ quotas: { ...ACCOUNT_QUOTAS, hostedZones: 1, healthChecks: 1, delegationSets: 1 } });
  await Promise.all([furnish(small.clientOf(A)), furnish(small.clientOf(B))]);
  const more = small.clientOf(B).createHostedZone({ Name: 'b.example', CallerReference: 'b' });
  expect((await faultOf(more))[0]).toBe('TooManyHostedZones');
  await small.close();
});

test('what one deletes, the other keeps', async () => {
  await a.deleteHostedZone({ Id: ofA.zone });
  await a.deleteHealthCheck({ HealthCheckId: ofA.check });
  expect((await b.listTagsForResource({ ResourceType: 'hostedzone', ResourceId: ofB.zone })).ResourceTagSet!.Tags).toEqual([
    { Key: 'of', Value: ofB.zone },
  ]);
  expect((await inventory(b)).counts).toEqual([1, 1, 1, 1, 1]);
});
