import { createZone, faultOf, type Local, NOW, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const VPC = { VPCRegion: 'us-east-1' as const, VPCId: 'vpc-0a1b2c3d' };
const create = (Name: string, more: object = {}): Promise<string> => createZone(local, Name, more);

test('a new public zone has an id, a Location, four name servers, and NS and SOA of its own (behaviour 5.2)', async () => {
  const output = await local.client.createHostedZone({
    Name: 'Example.com',
    CallerReference: 'one',
    HostedZoneConfig: { Comment: 'why' },
  });
  const { Id } = output.HostedZone!;
  const id = Id!.replace('/hostedzone/', '');
  expect(id).toMatch(/^Z[0-9A-Z]{20}$/);
  expect(output).toMatchObject({
    HostedZone: {
      Id,
      Name: 'example.com.',
      CallerReference: 'one',
      Config: { Comment: 'why', PrivateZone: false },
      ResourceRecordSetCount: 2,
    },
    ChangeInfo: { Status: 'PENDING', SubmittedAt: NOW },
    Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`,
    $metadata: { httpStatusCode: 201 },
  });
  const servers = output.DelegationSet!.NameServers!;
  const numbered = servers.map(server => /^ns-(\d+)\.awsdns-(\d\d)\.(.+)$/.exec(server)!.slice(1));
  expect(numbered.map(([, , topLevel]) => topLevel)).toEqual(['com', 'net', 'org', 'co.uk']);
  expect(numbered.map(([n]) => Math.floor(Number(n) / 512))).toEqual([0, 1, 2, 3]);

  const { ResourceRecordSets } = await local.client.listResourceRecordSets({ HostedZoneId: Id });
  const soa = `${servers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  expect(ResourceRecordSets).toEqual([
    { Name: 'example.com.', Type: 'NS', TTL: 172_800, ResourceRecords: servers.map(server => ({ Value: `${server}.` })) },
    { Name: 'example.com.', Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] },
  ]);
  expect(await local.client.getHostedZone({ Id: id })).toMatchObject({
    HostedZone: output.HostedZone,
    DelegationSet: output.DelegationSet,
  });
});

test('a private zone has VPCs and no delegation set (behaviour 5.2)', async () => {
  const Id = await create('corp', { VPC });
  const zone = await local.client.getHostedZone({ Id });
  expect([zone.VPCs, zone.DelegationSet, zone.HostedZone!.Config!.PrivateZone]).toEqual([[VPC], undefined, true]);
});

test('two zones may have one name, but not one caller reference, even when the first is gone', async () => {
  const more = { CallerReference: 'same' };
  await create('example.com');
  const Id = await create('example.com', more);
  const refused = ['HostedZoneAlreadyExists', 409, 'A hosted zone has already been created with the specified caller reference.'];
  expect(await faultOf(create('example.com', more))).toEqual(refused);
  await local.client.deleteHostedZone({ Id });
  expect(await faultOf(create('example.org', more))).toEqual(refused);
});

test.each([
  ['com', 'InvalidDomainName'],
  ['a..com', 'InvalidDomainName'],
  ['a b.com', 'InvalidDomainName'],
  [`${'a.'.repeat(125)}exa`, undefined], // 253 characters
  [`${'a.'.repeat(125)}exam`, 'InvalidDomainName'],
])('the name %s is judged as the service does', async (name, code) => {
  const call = create(name);
  expect(code === undefined ? Boolean(await call) : (await faultOf(call))[0]).toBe(code ?? true);
});

describe('a name that AWS reserves (behaviour 5.2)', () => {
  const refused = (name: string): unknown[] => ['InvalidDomainName', 400, `${name} is reserved by AWS!`];

  test.each(['test2', 'test2.', 'amazonaws.com', 'Mine.amazonaws.com'])('%s is refused in its words', async name =>
    expect(await faultOf(create(name))).toEqual(refused(name)),
  );

  test('is taken for a private zone, where AWS itself asks for one', async () => {
    await create('corp', { VPC });
    await create('sqs.us-east-1.amazonaws.com', { VPC });
    expect(await faultOf(create('amazonaws.com', { VPC }))).toEqual(refused('amazonaws.com'));
  });

  test('is taken below example.com, with one line for each zone that is created', async () => {
    const said: string[] = [];
    const lenient = await startLocal({ log: line => said.push(line) });
    await createZone(lenient, 'WWW.example.com');
    await createZone(lenient, 'shop.example');
    await faultOf(createZone(lenient, 'example.com', { HostedZoneConfig: { PrivateZone: true } }));
    expect(said).toEqual([expect.stringMatching(/^warning: AWS would refuse hosted zone www\.example\.com: it reserves/)]);
    await lenient.close();
  });

  test('is refused below example.com where names are strict', async () => {
    const said: string[] = [];
    const strict = await startLocal({ strictNames: true, log: line => said.push(line) });
    expect(await faultOf(createZone(strict, 'www.example.com'))).toEqual(refused('www.example.com'));
    expect(await faultOf(createZone(strict, 'example.com', { VPC }))).toEqual(refused('example.com'));
    await createZone(strict, 'shop.example');
    expect(said).toEqual([]);
    await strict.close();
  });
});

test('a zone goes only when nothing but its own records is left', async () => {
  const Id = await create('example.com');
  const set = { Name: 'www.example.com', Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
  const change = (Action: 'CREATE' | 'DELETE'): Promise<unknown> =>
    local.client.changeResourceRecordSets({ HostedZoneId: Id, ChangeBatch: { Changes: [{ Action, ResourceRecordSet: set }] } });
  await change('CREATE');
  expect(await faultOf(local.client.deleteHostedZone({ Id }))).toEqual([
    'HostedZoneNotEmpty',
    400,
    'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.',
  ]);
  await change('DELETE');
  const { ChangeInfo } = await local.client.deleteHostedZone({ Id });
  expect((await local.client.getChange({ Id: ChangeInfo!.Id })).ChangeInfo!.Status).toBe('INSYNC');
  const bare = Id.replace('/hostedzone/', '');
  expect(await faultOf(local.client.getHostedZone({ Id }))).toEqual([
    'NoSuchHostedZone',
    404,
    `No hosted zone found with ID: ${bare}`,
  ]);
});

test('a comment changes, and can be taken away', async () => {
  const Id = await create('example.com', { HostedZoneConfig: { Comment: 'one' } });
  expect((await local.client.updateHostedZoneComment({ Id, Comment: 'two' })).HostedZone!.Config!.Comment).toBe('two');
  expect((await local.client.updateHostedZoneComment({ Id })).HostedZone!.Config!.Comment).toBeUndefined();
});

test('zones are listed by id, page by page, private ones alone if asked for', async () => {
  const ids = [await create('a.example'), await create('b.example'), await create('c.example', { VPC })];
  const sorted = [...ids].sort();
  const first = await local.client.listHostedZones({ MaxItems: 2 });
  expect(first).toMatchObject({ IsTruncated: true, NextMarker: sorted[2].replace('/hostedzone/', ''), MaxItems: 2 });
  const second = await local.client.listHostedZones({ Marker: first.NextMarker });
  expect([...first.HostedZones!, ...second.HostedZones!].map(zone => zone.Id)).toEqual(sorted);
  expect(second).toMatchObject({ Marker: first.NextMarker, IsTruncated: false, MaxItems: 100 });
  const secret = await local.client.listHostedZones({ HostedZoneType: 'PrivateHostedZone' });
  expect(secret.HostedZones!.map(zone => zone.Id)).toEqual([ids[2]]);
  expect((await local.client.getHostedZoneCount()).HostedZoneCount).toBe(3);
});

test('zones are listed by name with labels reversed, from the first at or after the name asked for (behaviour 5.2)', async () => {
  for (const name of ['b.com', 'a.org', 'z.b.com', 'b.com']) await create(name);
  const list = async (more: object): Promise<string[]> =>
    (await local.client.listHostedZonesByName(more)).HostedZones!.map(zone => zone.Name!);
  expect(await list({})).toEqual(['b.com.', 'b.com.', 'z.b.com.', 'a.org.']);
  expect(await list({ DNSName: 'c.com' })).toEqual(['a.org.']);
  const page = await local.client.listHostedZonesByName({ MaxItems: 1 });
  expect(page).toMatchObject({ NextDNSName: 'b.com.', IsTruncated: true });
  expect(await list({ DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId })).toEqual([
    'b.com.',
    'z.b.com.',
    'a.org.',
  ]);
});
