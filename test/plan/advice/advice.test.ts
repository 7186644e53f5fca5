import { advise, type Advice } from '../../../lib/plan/advice';
import { namesOf } from '../../../lib/plan/names';
import type { RawResource } from '../../../lib/template/stacks';
import { addresses, declaredBy, group, healthCheck, member, watchedGroup } from '../template-of';

type Resources = Record<string, RawResource>;

function adviceOn(resources: Resources): Advice[] {
  const declared = declaredBy(resources);
  return advise(declared, namesOf(declared));
}
const idsOf = (resources: Resources): string[] => adviceOn(resources).map(({ id }) => id);

const recordSet = (properties: Record<string, unknown>): RawResource => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: 'Z1', ...properties },
});
const simple = (values: string[], properties: Record<string, unknown> = {}): RawResource =>
  recordSet({ Name: 'www.example.com', Type: 'A', TTL: '60', ResourceRecords: values, ...properties });
const failover = (role: string, properties: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...member('52.0.0.1', { MultiValueAnswer: undefined, Failover: role, SetIdentifier: role }),
  ...properties,
});
const hostedZone = (Name: string): RawResource => ({ Type: 'AWS::Route53::HostedZone', Properties: { Name } });
const calculated = (threshold: number): RawResource =>
  healthCheck({
    Type: 'CALCULATED',
    IPAddress: undefined,
    Port: undefined,
    HealthThreshold: threshold,
    ChildHealthChecks: [{ Ref: 'Check0' }],
  });

/** What each rule is for: an app that earns its advice, and one that comes as near as can be and does not. */
test.each<[id: string, level: Advice['level'], earns: Resources, spared: Resources]>([
  [
    'mixed-policies',
    'refused',
    { Group: group([member('52.0.0.1'), member('52.0.0.2', { MultiValueAnswer: undefined, Weight: 1 })]) },
    { Group: group([member('52.0.0.1'), member('2a00::1', { Type: 'AAAA', MultiValueAnswer: undefined, Weight: 1 })]) },
  ],
  [
    'same-identifier',
    'refused',
    { Group: group([member('52.0.0.1', { SetIdentifier: 'a' }), member('52.0.0.2', { SetIdentifier: 'a' })]) },
    { Group: group([member('52.0.0.1', { SetIdentifier: 'a' }), member('2a00::1', { Type: 'AAAA', SetIdentifier: 'a' })]) },
  ],
  [
    'same-identifier',
    'refused',
    { A: simple(['52.0.0.1']), B: simple(['52.0.0.2'], { Name: 'WWW.example.com.' }) },
    { A: simple(['52.0.0.1']) },
  ],
  [
    'group-too-large',
    'refused',
    { Group: group(addresses(101).map(address => member(address))) },
    { Group: group(addresses(100).map(address => member(address))) },
  ],
  [
    'type-not-multivalue',
    'refused',
    { Group: group([member('a.example.org', { Type: 'CNAME' })]) },
    { Group: group([member('0 issue "ca.example.org"', { Type: 'CAA' })]) },
  ],
  [
    'primary-without-check',
    'refused',
    { Check: healthCheck(), Group: group([failover('PRIMARY'), failover('SECONDARY', { HealthCheckId: { Ref: 'Check' } })]) },
    { Check: healthCheck(), Group: group([failover('PRIMARY', { HealthCheckId: { Ref: 'Check' } }), failover('SECONDARY')]) },
  ],
  [
    'check-on-simple',
    'refused',
    { Check: healthCheck(), A: simple(['52.0.0.1'], { HealthCheckId: { Ref: 'Check' } }) },
    { Check: healthCheck(), A: simple(['52.0.0.1']) },
  ],
  [
    'some-unchecked',
    'risk',
    { Check: healthCheck(), Group: group([member('52.0.0.1', { HealthCheckId: { Ref: 'Check' } }), member('52.0.0.2')]) },
    { Group: group([member('52.0.0.1'), member('52.0.0.2')]) },
  ],
  [
    'ttl-too-long',
    'risk',
    { Check: healthCheck(), Group: group([member('52.0.0.1', { HealthCheckId: { Ref: 'Check' }, TTL: '61' })]) },
    watchedGroup(['52.0.0.1']),
  ],
  [
    'different-ttl',
    'risk',
    { Group: group([member('52.0.0.1', { TTL: '30' }), member('52.0.0.2')]) },
    { Group: group([member('52.0.0.1', { TTL: '30' }), member('2a00::1', { Type: 'AAAA' })]) },
  ],
  [
    'several-values',
    'risk',
    { Group: group([member('52.0.0.1', { ResourceRecords: ['52.0.0.1', '52.0.0.2'] })]) },
    { Group: group([member('52.0.0.1')]) },
  ],
  [
    'not-one-group',
    'risk',
    { A: recordSet(member('52.0.0.1')), B: recordSet(member('52.0.0.2')) },
    { A: group([member('52.0.0.1'), member('52.0.0.2')]) },
  ],
  ['simple-with-several-values', 'hint', { A: simple(['52.0.0.1', '52.0.0.2']) }, { A: simple(['52.0.0.1']) }],
  ['single-endpoint', 'hint', watchedGroup(['52.0.0.1']), watchedGroup(addresses(2))],
  ['more-than-eight', 'hint', watchedGroup(addresses(9)), watchedGroup(addresses(8))],
  ['uncheckable-address', 'refused', { Check: healthCheck({ IPAddress: '203.0.113.10' }) }, { Check: healthCheck() }],
  [
    'probes-own-name',
    'risk',
    watchedGroup(['52.0.0.1'], { IPAddress: undefined, FullyQualifiedDomainName: 'WWW.example.com' }),
    watchedGroup(['52.0.0.1'], { FullyQualifiedDomainName: 'www.example.com' }), // with an address it is only the Host header
  ],
  ['probes-another-address', 'risk', watchedGroup(['52.0.0.1'], { IPAddress: '52.0.0.2' }), watchedGroup(['52.0.0.1'])],
  ['inverted', 'risk', { Check: healthCheck({ Inverted: true }) }, { Check: healthCheck({ Inverted: false }) }],
  [
    'threshold-decides-nothing',
    'risk',
    { Check0: healthCheck(), Parent: calculated(2) },
    { Check0: healthCheck(), Parent: calculated(1) },
  ],
  ['check-without-record', 'hint', { Check: healthCheck() }, watchedGroup(['52.0.0.1'])],
  ['slow-to-notice', 'hint', watchedGroup(['52.0.0.1']), watchedGroup(['52.0.0.1'], { RequestInterval: 10 })],
  [
    'many-options',
    'hint',
    { Check: healthCheck({ Type: 'HTTPS_STR_MATCH', RequestInterval: 10 }) },
    { Check: healthCheck({ Type: 'HTTPS', RequestInterval: 10 }) },
  ],
  [
    'equal-health-checks',
    'hint',
    { A: healthCheck(), B: healthCheck({}, [{ Key: 'Name', Value: 'b' }]) },
    {
      A: healthCheck(),
      B: healthCheck({ ResourcePath: '/b' }),
      C: healthCheck({ IPAddress: { Ref: 'Eip' } }),
      D: healthCheck({ IPAddress: { Ref: 'Eip' } }),
    },
  ],
  [
    'below-delegation',
    'risk',
    { A: simple(['52.0.0.1'], { Name: 'a.sub.example.com' }), Ns: simple(['ns.test'], { Name: 'sub.example.com', Type: 'NS' }) },
    {
      A: simple(['52.0.0.1'], { Name: 'a.sub.example.com' }),
      Ns: simple(['ns.test'], { Name: 'sub.example.com', Type: 'NS', HostedZoneId: 'Z2' }),
    },
  ],
  [
    'longer-zone',
    'risk',
    {
      Zone: hostedZone('example.com'),
      Sub: hostedZone('www.example.com'),
      A: simple(['52.0.0.1'], { HostedZoneId: { Ref: 'Zone' } }),
    },
    {
      Zone: hostedZone('example.com'),
      Sub: hostedZone('web.example.com'),
      A: simple(['52.0.0.1'], { HostedZoneId: { Ref: 'Zone' } }),
    },
  ],
  ['create-throttle', 'risk', watchedGroup(addresses(51)), watchedGroup(addresses(50))],
  ['over-quota', 'risk', watchedGroup(addresses(201)), watchedGroup(addresses(200))],
  ['nearly-full', 'hint', watchedGroup(addresses(161)), watchedGroup(addresses(160))],
  ['refused-by-route53', 'refused', { A: simple(['52.0.0.256']) }, { A: simple(['52.0.0.255']) }],
  [
    'refused-by-route53',
    'refused',
    { A: simple(['a.test'], { Type: 'CNAME' }), B: simple(['52.0.0.1']) },
    { A: simple(['a.test'], { Type: 'CNAME' }) },
  ],
  [
    'refused-by-route53',
    'refused',
    { A: simple([], { TTL: undefined }) },
    { A: simple(['{{resolve:ssm:/ip}}'], { TTL: { Ref: 'Ttl' } }) },
  ],
  [
    'large-batch',
    'risk',
    { Group: group(addresses(2).map(a => simpleValues(a, 251))) },
    { Group: group(addresses(2).map(a => simpleValues(a, 250))) },
  ],
])('%s (%s)', (id, level, earns, spared) => {
  expect(adviceOn(earns)).toContainEqual(expect.objectContaining({ id, level }));
  expect(idsOf(spared)).not.toContain(id);
});

function simpleValues(name: string, count: number): Record<string, unknown> {
  const ResourceRecords = Array.from({ length: count }, (_, index) => `52.1.${index >> 8}.${index & 255}`);
  return { Name: `${name}.example.com`, Type: 'A', TTL: '60', ResourceRecords };
}

test('a group as MultiValueRecordSet makes it, with fast checks, is left alone', () =>
  expect(adviceOn(watchedGroup(addresses(8), { RequestInterval: 10 }))).toEqual([]));

test('the same advice on many subjects is given once', () => {
  const slow = adviceOn(watchedGroup(addresses(3))).filter(({ id }) => id === 'slow-to-notice');
  expect(slow).toHaveLength(1);
  expect(slow[0].subjects).toEqual(['health check Check0', 'health check Check1', 'health check Check2']);
});

test('what will be refused comes first, hints last', () => {
  const levels = adviceOn({
    ...watchedGroup(['52.0.0.1'], { IPAddress: '10.0.0.1' }),
    Other: healthCheck({ Inverted: true }),
  }).map(a => a.level);
  expect(levels).toEqual([...levels].sort((a, b) => 'refused risk hint'.indexOf(a) - 'refused risk hint'.indexOf(b)));
  expect(new Set(levels)).toEqual(new Set(['refused', 'risk', 'hint']));
});
