/** Hosted zones of a stack: every property reaches Route 53, in a change too, or is refused. */
import { startWorld, type World } from '../deploy/world';
import { define, deploy, destroy, failures } from './stacks';

let world: World;

beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.close());

const vpc = (digit: number, VPCRegion = 'us-east-1') => ({ VPCId: `vpc-0123456789abcdef${digit}`, VPCRegion });
const zone = (properties: object) => ({
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'corp.example', ...properties } },
});
const group = (name: string, region = 'us-east-1') => ({
  QueryLoggingConfig: { CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:000000000000:log-group:${name}` },
});
const BROKEN = { Type: 'AWS::Route53::HealthCheck', DependsOn: 'Zone', Properties: { HealthCheckConfig: { Type: 'HTTP' } } };

const go = (resources: object) => deploy(world.engine, define(resources));
const stored = () => [...world.store.state.zones.values()][0];
const vpcs = () =>
  stored()
    .vpcs.map(({ VPCId }) => VPCId?.slice(-1))
    .join('');
const logGroups = () =>
  [...world.store.state.queryLoggingConfigs.values()].map(({ logGroupArn }) => logGroupArn.split(':').slice(-1)[0]);

describe('VPCs', () => {
  test('are all associated when the zone is created', async () => {
    const stack = await go(zone({ VPCs: [vpc(1), vpc(2, 'eu-west-1'), vpc(3)] }));
    expect(failures(stack)).toEqual([]);
    expect(stored().vpcs).toEqual([vpc(1), vpc(2, 'eu-west-1'), vpc(3)].map(one => ({ ...one, accountId: '000000000000' })));
  });

  test('come and go in an update, which may exchange all of them, and the zone stays', async () => {
    await go(zone({ VPCs: [vpc(1), vpc(2)] }));
    const { id } = stored();
    for (const [list, left] of [[[vpc(2), vpc(3)], '23'], [[vpc(4)], '4'], [[vpc(5), vpc(4)], '45']] as const) {
      expect(failures(await go(zone({ VPCs: list })))).toEqual([]);
      expect([vpcs(), stored().id]).toEqual([left, id]);
    }
  }); // prettier-ignore

  test.each([
    ['all of a private zone', [], 'Code: LastVPCAssociation'],
    ['in another Region of none', [vpc(1), vpc(2, 'moon-1')], "Value 'moon-1'"],
    ['one that is no VPC', [vpc(3), { VPCId: 'vpc-3', VPCRegion: 'us-east-1' }], 'The VPC ID is invalid.'],
    ['one twice', [vpc(1), vpc(1)], 'Properties validation failed: #/VPCs: array items are not unique'],
  ])('%s: the update fails and changes nothing', async (_, VPCs, reason) => {
    await go(zone({ VPCs: [vpc(1), vpc(2)], HostedZoneConfig: { Comment: 'one' } }));
    const stack = await go(zone({ VPCs, HostedZoneConfig: { Comment: 'two' } }));
    expect([stack.status, failures(stack)]).toEqual(['UPDATE_ROLLBACK_COMPLETE', [expect.stringContaining(reason)]]);
    expect([[...vpcs()].sort().join(''), stored().comment]).toEqual(['12', 'one']);
  });

  test('make no public zone private', async () => {
    await go(zone({}));
    expect(failures(await go(zone({ VPCs: [vpc(1)] })))).toEqual([expect.stringContaining('Code: PublicZoneVPCAssociation')]);
  });

  test('of which one is refused leave no zone behind', async () => {
    await go({ Other: { ...zone({ VPCs: [vpc(2)] }).Zone } });
    const both = { Other: zone({ VPCs: [vpc(2)] }).Zone, ...zone({ VPCs: [vpc(1), vpc(2)] }) };
    expect(failures(await go(both))).toEqual([expect.stringContaining('Code: ConflictingDomainExists')]);
    expect(world.store.state.zones.size).toBe(1);
  });

  test('are as they were after a later resource failed', async () => {
    await go(zone({ VPCs: [vpc(1), vpc(2)] }));
    expect((await go({ ...zone({ VPCs: [vpc(3)] }), BROKEN })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([...vpcs()].sort().join('')).toBe('12');
  });
});

describe('QueryLoggingConfig', () => {
  test('is a query logging configuration of the zone: created, exchanged, deleted with its property and with its zone', async () => {
    for (const [properties, groups] of [[group('a'), ['a']], [group('b'), ['b']], [{}, []], [group('c'), ['c']]] as const) {
      expect(failures(await go(zone(properties)))).toEqual([]);
      expect(logGroups()).toEqual(groups);
    }
    await destroy(world.engine);
    expect([logGroups(), world.store.state.zones.size]).toEqual([[], 0]);
  }); // prettier-ignore

  test.each([
    ['a log group in another Region', group('a', 'eu-west-1')],
    ['a private zone', { ...group('a'), VPCs: [vpc(1)] }],
  ])('of %s is refused as the API refuses it, and leaves no zone', async (_, properties) => {
    expect(failures(await go(zone(properties)))).toEqual([expect.stringContaining('Code: InvalidInput')]);
    expect([logGroups(), world.store.state.zones.size]).toEqual([[], 0]);
  });

  test('that is refused in an update leaves the one before', async () => {
    await go(zone(group('a')));
    expect(failures(await go(zone(group('b', 'eu-west-1'))))).toEqual([expect.stringContaining('Code: InvalidInput')]);
    expect(logGroups()).toEqual(['a']);
  });
});

describe('HostedZoneFeatures', () => {
  test('that the local Route 53 does not have are refused, in plain words', async () => {
    expect(failures(await go(zone({ HostedZoneFeatures: { EnableAcceleratedRecovery: false } })))).toEqual([]);
    expect(failures(await go(zone({ HostedZoneFeatures: { EnableAcceleratedRecovery: true } })))).toEqual([
      expect.stringMatching(/^Zone: The local Route 53 has no accelerated recovery/),
    ]);
  });
});

describe('HostedZoneTags', () => {
  const tags = (...keys: string[]) => ({ HostedZoneTags: keys.map((Key, i) => ({ Key, Value: `${i}` })) });

  test('come and go', async () => {
    await go(zone(tags('a', 'b')));
    await go(zone(tags('c', 'b')));
    expect(world.store.state.tags.get(`hostedzone/${stored().id}`)?.map(({ Key }) => Key).sort()).toEqual(['b', 'c']);
    await go(zone({}));
    expect(world.store.state.tags.get(`hostedzone/${stored().id}`) ?? []).toEqual([]);
  }); // prettier-ignore

  test.each([
    ['a key twice', tags('a', 'a'), "The tag key 'a' is given twice"],
    ['a tag twice', { HostedZoneTags: [1, 2].map(() => ({ Key: 'a', Value: 'b' })) }, '#/HostedZoneTags: array items are not unique'],
  ])('%s is refused, though a tag of the stack has that key, too', async (_, properties, reason) => {
    const stack = await deploy(world.engine, define(zone(properties), { tags: [{ Key: 'a', Value: 'stack' }] }));
    expect(failures(stack)).toEqual([expect.stringContaining(reason)]);
    expect(world.store.state.zones.size).toBe(0);
  }); // prettier-ignore
});
