import { gatherFacts } from '../../../lib/plan/preflight/gather';
import { addresses, group, healthCheck, member, watchedGroup, ZONE } from '../template-of';
import { findingsIn, live, liveMember, type World } from './world';

const GROUP = group([member('52.0.0.1')]);
const brief = async (world: World): Promise<string[][]> =>
  (await findingsIn(world)).map(({ level, id, subject }) => [level, id, subject]);
const zoneOf = (properties: Record<string, unknown>): World['planned'] => ({
  Group: { ...GROUP, Properties: { ...GROUP.Properties, ...properties } },
});
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `check-${index}`);
const names = (count: number): ReturnType<typeof live>[] =>
  Array.from({ length: count }, (_, index) => live({ Name: `n${index}.example.com.` }));

test.each<[string, World, string[][]]>([
  ['a zone that does not exist', { planned: zoneOf({ HostedZoneId: 'ZGONE' }) }, [['blocked', 'no-such-zone', 'zone ZGONE']]],
  ['a zone by name', { planned: zoneOf({ HostedZoneId: undefined, HostedZoneName: 'example.com.' }) }, []],
  [
    'a zone by a name that nobody has',
    { planned: zoneOf({ HostedZoneId: undefined, HostedZoneName: 'example.org.' }) },
    [['blocked', 'no-such-zone', 'zone example.org']],
  ],
  // behaviour 7.1: HostedZoneName must match exactly one zone
  [
    'a zone by a name that two have',
    { planned: zoneOf({ HostedZoneId: undefined, HostedZoneName: 'example.com.' }), otherZones: { Z2: 'example.com.' } },
    [['blocked', 'several-zones', 'zone example.com']],
  ],
  [
    'a name outside its zone',
    { planned: { Group: group([member('52.0.0.1', { Name: 'www.example.org' })]) } },
    [['blocked', 'outside-zone', 'www.example.org A']],
  ],
  // behaviour 5.2: several zones of one name are legal
  [
    'a new zone of a name that exists',
    {
      planned: { Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.example' } } },
      otherZones: { ZSHOP: 'shop.example.' },
    },
    [['warning', 'second-zone-of-the-name', 'zone shop.example']],
  ],
  [
    'records of a zone that comes with them',
    {
      planned: {
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'new.example' } },
        Group: group([member('52.0.0.1')], { HostedZoneId: { Ref: 'Zone' } }),
      },
    },
    [],
  ],

  // behaviour 9: another zone's servers answer
  [
    'a name at which a live delegation begins',
    { planned: { Group: GROUP }, live: [live({ Name: 'www.example.com.', Type: 'NS', values: ['ns.elsewhere.test'] })] },
    [['blocked', 'below-delegation', 'www.example.com A']],
  ],
  [
    'a name below a delegation that comes with it',
    {
      planned: {
        Group: group([member('52.0.0.1', { Name: 'a.sub.example.com' })]),
        Delegation: group([{ Name: 'sub.example.com', Type: 'NS', TTL: '300', ResourceRecords: ['ns.elsewhere.test'] }]),
      },
    },
    [['blocked', 'below-delegation', 'a.sub.example.com A']],
  ],
  [
    'a name below a delegation that this deployment takes away',
    {
      planned: { Group: group([member('52.0.0.1', { Name: 'a.sub.example.com' })]) },
      deployed: { Old: group([{ Name: 'sub.example.com', Type: 'NS', TTL: '300', ResourceRecords: ['ns.elsewhere.test'] }]) },
      live: [live({ Name: 'sub.example.com.', Type: 'NS', TTL: 300, values: ['ns.elsewhere.test'] })],
    },
    [],
  ],
  [
    'a name beside a delegation',
    { planned: { Group: GROUP }, live: [live({ Name: 'sub.example.com.', Type: 'NS', values: ['ns.elsewhere.test'] })] },
    [],
  ],
  [
    'a name that a longer zone of the account would answer',
    { planned: { Group: GROUP }, otherZones: { ZLONG: 'www.example.com.' } },
    [['warning', 'longer-zone', 'www.example.com A']],
  ],
  ['a longer zone beside the name', { planned: { Group: GROUP }, otherZones: { ZLONG: 'web.example.com.' } }, []],
  [
    'a private name that a longer zone of the same VPC answers',
    {
      planned: { Group: GROUP },
      otherZones: { ZLONG: 'www.example.com.' },
      vpcs: { [ZONE]: ['vpc-1'], ZLONG: ['vpc-2', 'vpc-1'] },
    },
    [['blocked', 'longer-zone', 'www.example.com A']],
  ],
  [
    'a longer private zone of another VPC',
    { planned: { Group: GROUP }, otherZones: { ZLONG: 'www.example.com.' }, vpcs: { [ZONE]: ['vpc-1'], ZLONG: ['vpc-2'] } },
    [],
  ],

  // behaviour 8.1
  ['health checks to the limit', { planned: watchedGroup(addresses(5)), healthChecks: ids(195) }, []],
  [
    'health checks beyond the limit',
    { planned: watchedGroup(addresses(5)), healthChecks: ids(196) },
    [['blocked', 'too-many-health-checks', 'account']],
  ],
  ['a raised limit', { planned: watchedGroup(addresses(5)), healthChecks: ids(196), healthCheckLimit: 300 }, []],
  [
    'checks that are deployed already',
    {
      planned: watchedGroup(addresses(1)),
      deployed: watchedGroup(addresses(1)),
      physical: { Check0: 'check-0' },
      healthChecks: ids(200),
      live: [liveMember('52.0.0.1', { HealthCheckId: 'check-0' })],
    },
    [],
  ],
  ['records to the limit', { planned: { Group: GROUP }, live: names(2), recordLimit: 3 }, []],
  [
    'records beyond the limit',
    { planned: { Group: GROUP }, live: names(3), recordLimit: 3 },
    [['blocked', 'zone-full', 'zone example.com']],
  ],

  // behaviour 5.3
  ['a batch of 1001 values', { planned: { Group: group(manySets(1001)) } }, [['blocked', 'batch-too-large', 'Web.Group']]],
  ['a batch of 1000 values', { planned: { Group: group(manySets(1000)) } }, []],
  // behaviour 6.1: whatever else Route 53 refuses, in its own words
  [
    'an address that is none',
    { planned: { Group: group([member('52.0.0.256')]) } },
    [['blocked', 'refused-by-route53', 'Web.Group']],
  ],
  [
    'an alias that leads nowhere',
    { planned: { Group: group([alias('gone.example.com')]) } },
    [['blocked', 'refused-by-route53', 'Web.Group']],
  ],
  [
    'an alias to what is live',
    { planned: { Group: group([alias('there.example.com')]) }, live: [live({ Name: 'there.example.com.' })] },
    [],
  ],
  [
    'an alias to what comes before it',
    { planned: { First: group([member('52.0.0.1')]), Second: { ...group([alias('www.example.com')]), DependsOn: 'First' } } },
    [],
  ],
  [
    'an alias to what may come after it',
    { planned: { First: group([member('52.0.0.1')]), Second: group([alias('www.example.com')]) } },
    [['blocked', 'refused-by-route53', 'Web.Second']],
  ],
  [
    'an address that is known only at deployment',
    { planned: { Group: group([member({ Ref: 'ElasticIp' }, { SetIdentifier: 'eip' })]) } },
    [['note', 'values-not-known', 'Web.Group']],
  ],
  // behaviour 5.3: an unknown health check is refused
  [
    'a health check of another account',
    { planned: { Group: group([member('52.0.0.1', { HealthCheckId: 'gone' })]) } },
    [['blocked', 'no-such-health-check', 'health check gone']],
  ],
  [
    'a check that was deleted by hand',
    {
      planned: watchedGroup(addresses(1)),
      deployed: watchedGroup(addresses(1)),
      physical: { Check0: 'gone' },
      live: [liveMember('52.0.0.1', { HealthCheckId: 'gone' })],
    },
    [['blocked', 'no-such-health-check', 'health check gone']],
  ],

  [
    'a stack in the middle of an update',
    { planned: { A: healthCheck() }, deployed: { A: healthCheck() }, status: 'UPDATE_IN_PROGRESS' },
    [['blocked', 'stack-not-ready', 'stack Web']],
  ],
  [
    'a stack whose rollback failed',
    { planned: { A: healthCheck() }, deployed: { A: healthCheck() }, status: 'UPDATE_ROLLBACK_FAILED' },
    [['blocked', 'stack-not-ready', 'stack Web']],
  ],
  [
    'a stack that was rolled back',
    { planned: { A: healthCheck() }, deployed: { A: healthCheck() }, status: 'UPDATE_ROLLBACK_COMPLETE' },
    [],
  ],
])('%s', async (_, world, expected) => expect(await brief(world)).toEqual(expected));

function alias(target: string): Record<string, unknown> {
  const AliasTarget = { HostedZoneId: ZONE, DNSName: target, EvaluateTargetHealth: true };
  return { Name: 'alias.example.com', Type: 'A', AliasTarget };
}

function manySets(values: number): Record<string, unknown>[] {
  return Array.from({ length: Math.ceil(values / 250) }, (_, set) => ({
    Name: `set${set}.example.com`,
    Type: 'A',
    TTL: '60',
    ResourceRecords: Array.from({ length: Math.min(250, values - set * 250) }, (_, n) => `52.${set}.0.${n}`),
  }));
}

test('an update whose old and new values together pass the limit warns, for nobody knows whether both count (behaviour 7.2)', async () => {
  const deployed = { Group: group(manySets(600)) };
  const liveSets = manySets(600).map(set => live({ Name: `${String(set.Name)}.`, values: set.ResourceRecords as string[] }));
  expect(await brief({ planned: { Group: group(manySets(500)) }, deployed, live: liveSets })).toEqual([
    ['warning', 'batch-too-large', 'Web.Group'],
  ]);
});

test('every finding comes with a step to take, the worst first', async () => {
  const findings = await findingsIn({
    planned: { ...watchedGroup(addresses(2)), Other: group([member('52.0.0.3', { Name: 'other.example.com' })]) },
    live: [live(), liveMember('52.0.0.9', { Name: 'other.example.com.' })],
    healthCheckLimit: 1,
  });
  expect(findings.map(({ level }) => level)).toEqual(['blocked', 'blocked', 'warning']);
  expect(findings.filter(({ steps, found }) => steps.length === 0 || found === '')).toEqual([]);
});

test('a stack that was deployed from what is no template is not judged', async () => {
  const broken = { status: 'CREATE_COMPLETE', template: 'Resources: [', resources: [] };
  const reader = { stack: () => Promise.resolve(broken) } as unknown as Parameters<typeof gatherFacts>[1];
  const stack = { name: 'Web', stackName: 'Web', file: '', bytes: 0, template: {} };
  await expect(gatherFacts([stack], reader, () => Promise.resolve([]))).rejects.toThrow(
    "stack Web: expected a deployed template in JSON or YAML, got 'Resources: [': Template format error: YAML not well-formed. (line 1, ",
  );
});
