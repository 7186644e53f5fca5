/** What Route 53 refuses is refused in a stack too, and what CloudFormation passes over changes nothing. */
import { startWorld, type World } from '../deploy/world';
import { define, deploy, failures, HERE } from './stacks';

let world: World;

beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.close());

const go = (resources: object) => deploy(world.engine, define(resources));
const checks = () => [...world.store.state.healthChecks.values()];

describe('a private hosted zone', () => {
  const zone = (Name: string, vpc: object = {}) => ({
    Type: 'AWS::Route53::HostedZone',
    Properties: { Name, VPCs: [{ VPCId: 'vpc-0123456789abcdef0', VPCRegion: 'us-east-1', ...vpc }] },
  });

  test.each([
    ['a VPC id of another form', zone('corp.example', { VPCId: 'vpc-1' }), 'The VPC ID is invalid. (Service: Route53, Code: InvalidVPCId, Status Code: 400)'],
    ['a Region that does not exist', zone('corp.example', { VPCRegion: 'moon-1' }), "Value 'moon-1' at 'vPC.vPCRegion' failed to satisfy constraint"],
  ])('with %s', async (_what, Zone, reason) => {
    expect(failures(await go({ Zone }))).toEqual([expect.stringContaining(reason)]);
    expect(world.store.state.zones.size).toBe(0);
  }); // prettier-ignore

  test('of a name that the VPC has', async () => {
    const stack = await go({ One: zone('corp.example'), Two: { ...zone('corp.example'), DependsOn: 'One' } });
    expect(failures(stack)).toEqual([expect.stringMatching(/^Two: .* with the same domain name\. .*ConflictingDomainExists/)]);
  });
});

describe('a hosted zone whose name AWS reserves', () => {
  test.each(['test2', 'mine.amazonaws.com'])('%s', async Name => {
    expect(failures(await go({ Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name } } }))).toEqual([
      `Zone: ${Name} is reserved by AWS! (Service: Route53, Code: InvalidDomainName, Status Code: 400)`,
    ]);
    expect(world.store.state.zones.size).toBe(0);
  });
});

describe('a tag that Route 53 does not take (behaviour 5.7)', () => {
  const CHARACTERS = 'Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters';
  const resources = (Key: string, Value: string) => ({
    Zone: {
      Type: 'AWS::Route53::HostedZone',
      Properties: { Name: 'shop.example', HostedZoneTags: Key === '' ? [] : [{ Key, Value }] },
    },
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: {
        HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1' },
        HealthCheckTags: Key === '' ? [] : [{ Key, Value }],
      },
    },
  });
  const none = (): unknown => [world.store.state.zones.size, world.store.state.healthChecks.size, world.store.state.tags.size];

  test.each([
    ['Name', '*.shop.example 52.0.0.1', CHARACTERS],
    ['R&D', 'yes', CHARACTERS],
    ['aws:team', 'web', 'Invalid parameter : Tags must not begin with aws:'],
  ])('%s: %s', async (key, value, words) => {
    for (const [logicalId, resource] of Object.entries(resources(key, value))) {
      const stack = await deploy(world.engine, define({ [logicalId]: resource }), { name: logicalId });
      expect(failures(stack)).toEqual([expect.stringContaining(`${logicalId}: ${words}`)]);
    }
    expect(none()).toEqual([0, 0, 0]);
  });

  test('that comes from the stack', async () => {
    const { Check } = resources('', '');
    const stack = await deploy(world.engine, define({ Check }, { tags: [{ Key: 'team', Value: 'R&D' }] }));
    expect(failures(stack)).toEqual([expect.stringContaining(`Check: ${CHARACTERS}`)]);
    expect(none()).toEqual([0, 0, 0]);
  });

  test('in an update, which leaves tags and settings as they were', async () => {
    const { Check } = resources('Name', 'web');
    await go({ Check });
    const before = world.store.state;
    const failed = await go({ Check: resources('Name', '*').Check });
    expect([failed.status, failures(failed)]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      [expect.stringContaining(`Check: ${CHARACTERS}`)],
    ]);
    expect([world.store.state.healthChecks, world.store.state.tags]).toEqual([before.healthChecks, before.tags]);
  });
});

describe('the check of a routing control', () => {
  const check = (config: object) => ({
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: { HealthCheckConfig: { Type: 'RECOVERY_CONTROL', RoutingControlArn: 'arn:one', ...config } },
    },
  });

  test('with another routing control is called updated, and is as it was (behaviour 4.2)', async () => {
    await go(check({}));
    const stack = await go(check({ RoutingControlArn: 'arn:two' }));
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(checks()).toMatchObject([{ version: 1, config: { RoutingControlArn: 'arn:one' } }]);
  });

  test('cannot be changed otherwise', async () => {
    await go(check({}));
    const stack = await go(check({ Inverted: true }));
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures(stack)).toEqual([
      expect.stringContaining('Invalid parameter : Update is not supported for this health check type.'),
    ]);
  });
});

test('a record whose health check was deleted by hand can be deleted (behaviour 4.4)', async () => {
  const resources = {
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'corp.example' } },
    Check: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1' } } },
  };
  const set = {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: { Ref: 'Zone' },
      Name: 'www.corp.example',
      Type: 'A',
      TTL: '60',
      SetIdentifier: 'a',
      MultiValueAnswer: true,
      ResourceRecords: ['52.0.0.1'],
      HealthCheckId: { Ref: 'Check' },
    },
  };
  await go({ ...resources, Set: set });
  await world.route53.deleteHealthCheck({ HealthCheckId: checks()[0].id });
  const stack = await go({ Zone: resources.Zone });
  expect(failures(stack)).toEqual([]);
  expect([...world.store.state.zones.values()][0].recordSets.map(({ Type }) => Type)).toEqual(['NS', 'SOA']);
});

describe('an alias in a template', () => {
  const alias = (target: object) => ({
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'corp.example' } },
    Www: {
      Type: 'AWS::Route53::RecordSet',
      Properties: { HostedZoneId: { Ref: 'Zone' }, Name: 'www.corp.example', Type: 'A', AliasTarget: target },
    },
  });

  test.each([
    ['of another Region', { HostedZoneId: 'Z35SXDOTRQ7X7K', DNSName: 'lb-1.eu-west-1.elb.amazonaws.com' }],
    ['of the zone itself', { HostedZoneId: { Ref: 'Zone' }, DNSName: 'lb-1.eu-west-1.elb.amazonaws.com' }],
  ])('whose zone is that %s', async (_what, target) => {
    const stack = await go(alias(target));
    expect(failures(stack)).toEqual([
      expect.stringMatching(
        /^Www: \[Tried to create an alias .* but the alias target name does not lie within the target zone\]/,
      ),
    ]);
  });

  test('whose zone is that of its load balancer', async () =>
    expect(failures(await go(alias({ HostedZoneId: 'Z32O12XQLNTSW2', DNSName: 'lb-1.eu-west-1.elb.amazonaws.com' })))).toEqual(
      [],
    ));
});

describe('a resource of very many values, which are worked out in one turn', () => {
  const check = (tags: number) => ({
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80 },
      HealthCheckTags: Array.from({ length: tags }, (_, n) => ({ Key: `k${n}`, Value: 'v' })),
    },
  });

  // three for each tag, and six for what is around them
  test('is refused beyond 20,000, before there is a stack', () => {
    const { engine } = world;
    expect(() => engine.openFor('Web', HERE, opened => engine.prepare(opened, define({ Check: check(6665) })))).toThrow(
      /resource Check holds more than 20000 values/,
    );
    expect(engine.lookup('Web', HERE)).toBeUndefined();
  });

  test('gets as far as Route 53 with as many', async () => {
    expect(failures(await go({ Check: check(6664) }))).toEqual([expect.stringContaining('6664 tags')]);
    expect(checks()).toEqual([]);
  });
});
