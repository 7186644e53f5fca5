import { createZone, faultOf, type Local, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const create = (Name: string, more: object = {}): Promise<string> => createZone(local, Name, more);

describe('reusable delegation sets', () => {
  const make = async (CallerReference: string, HostedZoneId?: string): Promise<string> =>
    (await local.client.createReusableDelegationSet({ CallerReference, HostedZoneId })).DelegationSet!.Id!;

  test('give their name servers to the zones that use them', async () => {
    const DelegationSetId = await make('one');
    const { NameServers } = (await local.client.getReusableDelegationSet({ Id: DelegationSetId })).DelegationSet!;
    const zone = await local.client.createHostedZone({ Name: 'a.example', CallerReference: 'a', DelegationSetId });
    expect(zone.DelegationSet).toEqual({ Id: DelegationSetId, NameServers });
    const other = await create('b.example', { DelegationSetId });
    await create('c.example');
    const listed = await local.client.listHostedZones({ DelegationSetId });
    expect(listed.HostedZones!.map(z => z.Id)).toEqual([zone.HostedZone!.Id, other].sort());
    const type = 'MAX_ZONES_BY_REUSABLE_DELEGATION_SET';
    expect(await local.client.getReusableDelegationSetLimit({ DelegationSetId, Type: type })).toMatchObject({
      Limit: { Type: type, Value: 100 },
      Count: 2,
    });
    expect((await faultOf(local.client.deleteReusableDelegationSet({ Id: DelegationSetId })))[0]).toBe('DelegationSetInUse');
  });

  test('cannot serve two zones of which one name contains the other', async () => {
    const DelegationSetId = await make('one');
    await create('a.example', { DelegationSetId });
    expect((await faultOf(create('b.a.example', { DelegationSetId })))[0]).toBe('ConflictingDomainExists');
  });

  test('can be made of the name servers of a zone, once', async () => {
    const zone = await create('a.example');
    const Id = await make('one', zone);
    const servers = (await local.client.getHostedZone({ Id: zone })).DelegationSet;
    expect((await local.client.getReusableDelegationSet({ Id })).DelegationSet).toEqual({ ...servers, CallerReference: 'one' });
    expect((await faultOf(make('two', zone)))[0]).toBe('DelegationSetAlreadyReusable');
    expect((await faultOf(make('one')))[0]).toBe('DelegationSetAlreadyCreated');
    expect((await faultOf(make('three', 'ZNONE')))[0]).toBe('HostedZoneNotFound');
  });

  test('are listed, and gone when deleted', async () => {
    const ids = [await make('one'), await make('two')].sort();
    expect((await local.client.listReusableDelegationSets()).DelegationSets!.map(set => set.Id)).toEqual(ids);
    await local.client.deleteReusableDelegationSet({ Id: ids[0] });
    expect(await faultOf(local.client.getReusableDelegationSet({ Id: ids[0] }))).toEqual([
      'NoSuchDelegationSet',
      400,
      `The specified delegation set does not exist: ${ids[0].replace('/delegationset/', '')}`,
    ]);
  });
});

test('limits say what the account may have and has (behaviour 8.1)', async () => {
  const HostedZoneId = await create('a.example');
  const limit = async (Type: 'MAX_HOSTED_ZONES_BY_OWNER' | 'MAX_HEALTH_CHECKS_BY_OWNER'): Promise<unknown> => {
    const { Limit, Count } = await local.client.getAccountLimit({ Type });
    return [Limit!.Value, Count];
  };
  expect([await limit('MAX_HOSTED_ZONES_BY_OWNER'), await limit('MAX_HEALTH_CHECKS_BY_OWNER')]).toEqual([
    [500, 1],
    [200, 0],
  ]);
  expect(await local.client.getHostedZoneLimit({ HostedZoneId, Type: 'MAX_RRSETS_BY_ZONE' })).toMatchObject({
    Limit: { Value: 10_000 },
    Count: 2,
  });
  expect((await faultOf(local.client.getHostedZoneLimit({ HostedZoneId, Type: 'MAX_VPCS_ASSOCIATED_BY_ZONE' })))[0]).toBe(
    'HostedZoneNotPrivate',
  );
});
