import { startWorld, type World } from '../deploy/world';
import { define, deploy, destroy, failures, HERE } from './stacks';

let world: World;

beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.close());

const ZONE = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } };
const IN_ZONE = { HostedZoneId: { Ref: 'Zone' } };

const check = (config: object = {}, more: object = {}) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: { HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80, ...config }, ...more },
});
const member = (value: string, more: object = {}) => ({
  Name: 'www.example.com',
  Type: 'A',
  TTL: '60',
  ResourceRecords: [value],
  SetIdentifier: value,
  MultiValueAnswer: true,
  ...more,
});
const group = (...members: object[]) => ({
  Type: 'AWS::Route53::RecordSetGroup',
  Properties: { ...IN_ZONE, RecordSets: members },
});
const record = (properties: object, more: object = {}) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { ...IN_ZONE, ...properties },
  ...more,
});

/** What the zone lists besides its own NS and SOA, in short. */
const sets = () =>
  [...world.store.state.zones.values()]
    .flatMap(zone => zone.recordSets.filter(set => set.Type !== 'NS' && set.Type !== 'SOA'))
    .map(set => `${set.Name} ${set.Type} ${set.SetIdentifier ?? '-'} ${set.ResourceRecords?.map(r => r.Value).join() ?? ''}`);
const checks = () => [...world.store.state.healthChecks.values()];
const zoneId = () => [...world.store.state.zones.keys()][0];
const go = (resources: object, options: { name?: string; tags?: { Key: string; Value: string }[] } = {}) =>
  deploy(world.engine, define(resources, { tags: options.tags ?? [] }), options);
/** Change batches so far: each is one change. */
const batches = () => world.store.state.changes.size;

describe('RecordSetGroup', () => {
  test('is one change batch, whatever it holds (behaviour 7.2)', async () => {
    await go({ Zone: ZONE });
    const before = batches();
    await go({ Zone: ZONE, Www: group(member('52.0.0.1'), member('52.0.0.2'), member('52.0.0.3')) });
    expect(batches() - before).toBe(1);
    expect(sets()).toHaveLength(3);
  });

  test('goes from simple to multivalue and back in one batch, because it is one resource', async () => {
    const simple = { Name: 'www.example.com', Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1', '52.0.0.2'] };
    await go({ Zone: ZONE, Www: group(simple) });
    const before = batches();
    const stack = await go({ Zone: ZONE, Www: group(member('52.0.0.1'), member('52.0.0.2')) });
    expect(failures(stack)).toEqual([]);
    expect(batches() - before).toBe(1);
    expect(sets()).toEqual(['www.example.com. A 52.0.0.1 52.0.0.1', 'www.example.com. A 52.0.0.2 52.0.0.2']);
    await go({ Zone: ZONE, Www: group(simple) });
    expect(sets()).toEqual(['www.example.com. A - 52.0.0.1,52.0.0.2']);
  });

  test('gives back a record that moved to another group when the update fails: the last change is undone first', async () => {
    const moving = member('52.0.0.1');
    await go({ Zone: ZONE, One: group(moving, member('52.0.0.2')), Two: group(member('52.0.0.3')) });
    const before = sets();
    const bad = record(member('nonsense'), { DependsOn: ['One', 'Two'] });
    const stack = await go({ Zone: ZONE, One: group(member('52.0.0.2')), Two: group(member('52.0.0.3'), moving), Bad: bad });
    expect(failures(stack)).toEqual([expect.stringContaining("encountered with 'nonsense'")]);
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(sets()).toEqual(before);
  });

  test('that is refused in part is not there at all, and the refusal names every fault', async () => {
    await go({ Zone: ZONE });
    const stack = await go({ Zone: ZONE, Www: group(member('52.0.0.1'), member('52.0.0.300'), member('1.2.3')) });
    expect(sets()).toEqual([]);
    expect(failures(stack)).toEqual([
      expect.stringMatching(
        /^Www: \[Invalid Resource Record: .*'52\.0\.0\.300'.*'1\.2\.3'.*\] \(Service: Route53, Code: InvalidChangeBatch/,
      ),
    ]);
  });

  test('is called complete only when its change is INSYNC', async () => {
    await world.close();
    let arrive: () => void = () => undefined;
    world = await startWorld({ propagationDelay: 60_000, later: (_, run) => (arrive = run) });
    world.engine.deploy(
      world.engine.openFor('Web', HERE, () => undefined),
      define({ Zone: ZONE }),
      {},
    );
    await new Promise(setImmediate);
    const status = () => [...world.store.state.stacks.values()][0].status;
    expect(status()).toBe('CREATE_IN_PROGRESS');
    arrive();
    await world.engine.idle();
    expect(status()).toBe('CREATE_COMPLETE');
  });
});

describe('RecordSet', () => {
  test('keeps its place when its set identifier changes: the old one is gone (behaviour 7.2)', async () => {
    await go({ Zone: ZONE, A: record(member('52.0.0.1', { SetIdentifier: 'region-2' })) });
    await go({ Zone: ZONE, A: record(member('52.0.0.1', { SetIdentifier: 'region-3' })) });
    expect(sets()).toEqual(['www.example.com. A region-3 52.0.0.1']);
  });

  test('that exists already is adopted when it is identical, with a batch that changes nothing (behaviour 7.2)', async () => {
    await go({ Zone: ZONE, A: record(member('52.0.0.1'), { DeletionPolicy: 'Retain' }) });
    await go({ Zone: ZONE });
    const stack = await go({ Zone: ZONE, B: record(member('52.0.0.1')) });
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect([...world.store.state.changes.values()].at(-1)?.comment).toBe('Making no-op change to get a ChangeId');
  });

  test('that exists already with other values fails, and stays', async () => {
    await go({ Zone: ZONE, A: record(member('52.0.0.1'), { DeletionPolicy: 'Retain' }) });
    await go({ Zone: ZONE });
    const stack = await go({ Zone: ZONE, B: record(member('52.0.0.1', { TTL: '30' })) });
    expect(failures(stack)).toEqual([expect.stringContaining('but it already exists')]);
    expect(sets()).toEqual(['www.example.com. A 52.0.0.1 52.0.0.1']);
  });

  test('under a new logical id is adopted and then deleted with the old one, as CloudFormation does (behaviour 7.3)', async () => {
    await go({ Zone: ZONE, Old: record(member('52.0.0.1')) });
    const stack = await go({ Zone: ZONE, New: record(member('52.0.0.1')) });
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(sets()).toEqual([]);
    expect((await destroy(world.engine)).status).toBe('DELETE_COMPLETE');
  });

  test('cannot come from a simple set to multivalue sets beside it: they are never in one batch (behaviour 7.3)', async () => {
    await go({ Zone: ZONE, Old: record({ Name: 'www.example.com', Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1'] }) });
    const stack = await go({ Zone: ZONE, A: record(member('52.0.0.1')), B: record(member('52.0.0.2')) });
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures(stack)[0]).toContain(
      'cannot be created because a non multivalue answer rrset exists with the same name and type',
    );
    expect(sets()).toEqual(['www.example.com. A - 52.0.0.1']);
  });

  test('that was edited by hand cannot be deleted (behaviour 7.2)', async () => {
    await go({ Zone: ZONE, A: record(member('52.0.0.1')) });
    const [set] = [...world.store.state.zones.values()].flatMap(zone => zone.recordSets.filter(s => s.Type === 'A'));
    await world.route53.changeResourceRecordSets({
      HostedZoneId: zoneId(),
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...set, TTL: 5 } as never }] },
    });
    const stack = await destroy(world.engine);
    expect(stack.status).toBe('DELETE_FAILED');
    expect(failures(stack)).toEqual([expect.stringContaining('but the values provided do not match the current values')]);
  });

  test('finds its zone by name, if one zone has it', async () => {
    await go({ Zone: ZONE });
    const inZone = (HostedZoneName: string) => ({
      Www: { Type: 'AWS::Route53::RecordSet', Properties: { ...member('52.0.0.1'), HostedZoneName } },
    });
    expect((await go(inZone('example.com.'), { name: 'Named' })).status).toBe('CREATE_COMPLETE');
    expect(sets()).toHaveLength(1);
    await destroy(world.engine, 'Named');
    const reasons = async (zone: string) => failures(await go(inZone(zone), { name: `Bad${zone.length}` }));
    expect(await reasons('example.com')).toEqual(['Www: HostedZoneName must end with a dot, got example.com']);
    expect(await reasons('nowhere.example.')).toEqual([
      'Www: No hosted zone is named nowhere.example.; HostedZoneName must match exactly one',
    ]);
    await go({ Zone: ZONE }, { name: 'Second' });
    expect(await reasons('Example.Com.')).toEqual([
      'Www: 2 hosted zones are named Example.Com.; HostedZoneName must match exactly one',
    ]);
  });
});

describe('HealthCheck', () => {
  test('is updated in place: what is left out goes back to its default (behaviour 4.2)', async () => {
    await go({
      Check: check({ ResourcePath: '/a', FullyQualifiedDomainName: 'a.example', FailureThreshold: 5, Inverted: true }),
    });
    const [{ id }] = checks();
    const stack = await go({ Check: check({ IPAddress: '52.0.0.2' }) });
    expect(failures(stack)).toEqual([]);
    expect(checks()).toEqual([expect.objectContaining({ id, version: 2 })]);
    const { ResourcePath, FullyQualifiedDomainName, FailureThreshold, Inverted, IPAddress } = checks()[0].config;
    expect({ ResourcePath, FullyQualifiedDomainName, FailureThreshold, Inverted, IPAddress }).toEqual({
      FailureThreshold: 3,
      Inverted: false,
      IPAddress: '52.0.0.2',
    });
  });

  test('with another interval is a new one, which records take before the old one goes (behaviour 7.1)', async () => {
    const resources = (RequestInterval: number) => ({
      Zone: ZONE,
      Check: check({ RequestInterval }),
      Www: group(member('52.0.0.1', { HealthCheckId: { Ref: 'Check' } })),
    });
    await go(resources(30));
    const [{ id }] = checks();
    await go(resources(10));
    expect(checks()).toHaveLength(1);
    expect(checks()[0].id).not.toBe(id);
    const [set] = [...world.store.state.zones.values()].flatMap(zone => zone.recordSets.filter(s => s.Type === 'A'));
    expect(set.HealthCheckId).toBe(checks()[0].id);
  });

  test('cannot lose its address, and nothing of the update stays (behaviour 7.1)', async () => {
    await go({ Check: check({ FullyQualifiedDomainName: 'a.example' }) });
    const before = world.store.state.healthChecks;
    const stack = await go({ Check: check({ IPAddress: { Ref: 'AWS::NoValue' }, FullyQualifiedDomainName: 'b.example' }) });
    expect(failures(stack)).toEqual(['Check: IPAddress of a health check cannot be removed: Route 53 has no call for it']);
    expect(world.store.state.healthChecks).toBe(before);
  });

  test('by TCP cannot lose its port, for which there is no default (behaviour 4.2)', async () => {
    const tcp = { Type: 'TCP', ResourcePath: { Ref: 'AWS::NoValue' } };
    expect(failures(await go({ Check: check({ ...tcp, Port: 22 }) }))).toEqual([]);
    const stack = await go({ Check: check({ ...tcp, Port: { Ref: 'AWS::NoValue' } }) });
    expect(failures(stack)).toEqual(['Check: Port of a health check cannot be removed: Route 53 has no call for it']);
    expect(checks()[0].config.Port).toBe(22);
  });

  test("that is refused shows Route 53's reason, and what CloudFormation would have shown (behaviour 7.2)", async () => {
    expect(failures(await go({ Check: check({ IPAddress: '10.0.0.10' }) }))).toEqual([
      'Check: IPv4 address 10.0.0.10 is forbidden [CloudFormation would say only: Invalid request provided: ' +
        'AWS::Route53::HealthCheck] (Service: Route53, Code: InvalidInput, Status Code: 400)',
    ]);
  });

  test('carries its own tags over those of its stack, and loses those that go', async () => {
    const tagged = (...tags: [string, string][]) => check({}, { HealthCheckTags: tags.map(([Key, Value]) => ({ Key, Value })) });
    const tags = () => world.store.state.tags.get(`healthcheck/${checks()[0].id}`)?.map(tag => `${tag.Key}=${tag.Value}`);
    await go({ Check: tagged(['Name', 'one'], ['team', 'dns']) }, { tags: [{ Key: 'team', Value: 'web' }, { Key: 'stage', Value: 'prod' }] }); // prettier-ignore
    expect(tags()?.sort()).toEqual(['Name=one', 'stage=prod', 'team=dns']);
    await go({ Check: tagged(['Name', 'two']) }, { tags: [{ Key: 'team', Value: 'web' }] });
    expect(tags()?.sort()).toEqual(['Name=two', 'team=web']);
  });

  test('whose tags are refused is not there', async () => {
    const tags = Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
    const stack = await go({ Check: check({}, { HealthCheckTags: tags }) });
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(checks()).toEqual([]);
  });
});

describe('HostedZone', () => {
  test('tells its id and name servers, and takes a new comment and new tags in place', async () => {
    const zone = (Comment: string, Value: string) => ({
      Zone: {
        ...ZONE,
        Properties: { Name: 'example.com', HostedZoneConfig: { Comment }, HostedZoneTags: [{ Key: 'k', Value }] },
      },
    });
    const sections = {
      Outputs: {
        Id: { Value: { Ref: 'Zone' } },
        Servers: { Value: { 'Fn::Join': [',', { 'Fn::GetAtt': ['Zone', 'NameServers'] }] } },
      },
    };
    const stack = await deploy(world.engine, define(zone('one', '1'), {}, sections));
    const [stored] = world.store.state.zones.values();
    expect(stack.outputs.map(o => o.value)).toEqual([stored.id, stored.nameServers.join()]);
    await deploy(world.engine, define(zone('two', '2'), {}, sections));
    expect(world.store.state.zones.get(stored.id)?.comment).toBe('two');
    expect(world.store.state.tags.get(`hostedzone/${stored.id}`)).toEqual([{ Key: 'k', Value: '2' }]);
  });

  test('is delegated to by records that take its name servers, all in one template', async () => {
    const servers = { 'Fn::GetAtt': ['Child', 'NameServers'] };
    const last = { 'Fn::Select': [3, servers] };
    const resources = {
      Zone: ZONE,
      Child: { ...ZONE, Properties: { Name: 'child.example.com' } },
      Ns: record({ Name: 'child.example.com', Type: 'NS', TTL: '60', ResourceRecords: servers }),
      Last: record({ Name: 'last.example.com', Type: 'CNAME', TTL: '60', ResourceRecords: [last] }),
    };
    const other = world.engine.openFor('Other', HERE, () => undefined);
    expect(world.engine.changes(other, define(resources))).toHaveLength(4);
    expect(failures(await go(resources))).toEqual([]);
    const zones = [...world.store.state.zones.values()];
    const child = zones.find(zone => zone.name.startsWith('child'))!;
    const values = (type: string) =>
      zones.flatMap(zone =>
        zone.recordSets.filter(set => set.Type === type && set.TTL === 60).flatMap(set => set.ResourceRecords ?? []),
      );
    expect(values('NS').map(record => record.Value)).toEqual(child.nameServers);
    expect(values('CNAME').map(record => record.Value)).toEqual([child.nameServers[3]]);
  });

  test('with records of others stays, and the stack says why', async () => {
    await go({ Zone: ZONE });
    await world.route53.changeResourceRecordSets({
      HostedZoneId: zoneId(),
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: { Name: 'x.example.com', Type: 'A', TTL: 1, ResourceRecords: [{ Value: '1.1.1.1' }] },
          },
        ],
      },
    });
    const stack = await destroy(world.engine);
    expect(stack.status).toBe('DELETE_FAILED');
    expect(failures(stack)).toEqual([expect.stringContaining('HostedZoneNotEmpty')]);
  });

  test('of another name is a new one, and its records move with it', async () => {
    const named = (Name: string) => ({
      Zone: { ...ZONE, Properties: { Name } },
      Www: { Type: 'AWS::Route53::RecordSet', Properties: { ...IN_ZONE, ...member('52.0.0.1'), Name: `www.${Name}` } },
    });
    await go(named('example.com'));
    const stack = await go(named('example.net'));
    expect(failures(stack)).toEqual([]);
    expect(sets()).toEqual(['www.example.net. A 52.0.0.1 52.0.0.1']);
    expect(world.store.state.zones.size).toBe(1);
  });
});

test('types that CDK adds of its own accord come to be and do nothing', async () => {
  const stack = await go({ Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2' } }, Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } }); // prettier-ignore
  expect(stack.status).toBe('CREATE_COMPLETE');
  expect((await destroy(world.engine)).status).toBe('DELETE_COMPLETE');
});
