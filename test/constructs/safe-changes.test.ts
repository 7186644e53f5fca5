import { fullDiff, ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Endpoint, EndpointHealthCheck, FailoverTarget } from '../../lib';
import { failover, multiValue, RED, simple, SORRY, template } from './policies';
import { BLUE, GREEN, checksOf, type Fill, recordsOf } from './support';

/** What CloudFormation does with each resource that it touches. */
function changes(before: Fill, after: Fill): Record<string, ResourceImpact> {
  const diff: TemplateDiff = fullDiff(template(before), template(after));
  const impacts: [string, ResourceImpact][] = [];
  diff.resources.forEachDifference((id, change) => {
    if (change.changeImpact !== ResourceImpact.NO_CHANGE) impacts.push([readable(id), change.changeImpact]);
  });
  return Object.fromEntries(impacts);
}

/** A logical ID without its hash: what it was made of. */
const readable = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

const { WILL_UPDATE, WILL_CREATE, WILL_DESTROY } = ResourceImpact;

describe('no difference', () => {
  const before = multiValue();
  test.each<[string, Fill]>([
    ['the endpoints in another order', multiValue({ endpoints: [GREEN, BLUE] })],
    ['the construct in another scope', multiValue({}, 'Www', stack => new Construct(new Construct(stack, 'Deep'), 'Deeper'))],
    ['the construct under another name', multiValue({}, 'Web')],
    ['the name in another spelling', multiValue({ recordName: 'WWW.Example.com.' })],
    ['endpoints that are new objects', multiValue({ endpoints: [Endpoint.ipAddress('52.0.0.1', { name: 'blue' }), GREEN] })],
  ])('%s', (_, after) => expect(changes(before, after)).toEqual({}));
});

test('a new endpoint is one new health check, and the group updated in place', () =>
  expect(changes(multiValue(), multiValue({ endpoints: [RED, BLUE, GREEN] }))).toEqual({
    WwwExampleComRedAHealthCheck: WILL_CREATE,
    WwwExampleComRecords: WILL_UPDATE,
  }));

test('an endpoint that is left out is the reverse', () =>
  expect(changes(multiValue({ endpoints: [RED, BLUE, GREEN] }), multiValue())).toEqual({
    WwwExampleComRedAHealthCheck: WILL_DESTROY,
    WwwExampleComRecords: WILL_UPDATE,
  }));

test('another address under the same name updates its health check and the group in place', () =>
  expect(changes(multiValue(), multiValue({ endpoints: [GREEN, Endpoint.ipAddress('52.0.0.9', { name: 'blue' })] }))).toEqual({
    WwwExampleComBlueAHealthCheck: WILL_UPDATE,
    WwwExampleComRecords: WILL_UPDATE,
  }));

test('to drain an endpoint updates the group in place, and its health check stays', () =>
  expect(
    changes(multiValue(), multiValue({ endpoints: [GREEN, Endpoint.ipAddress('52.0.0.1', { name: 'blue', drained: true })] })),
  ).toEqual({ WwwExampleComRecords: WILL_UPDATE }));

test('the first IPv6 endpoint updates the group in place', () =>
  expect(
    changes(multiValue(), multiValue({ endpoints: [BLUE, GREEN, Endpoint.ipAddress('2600::1', { name: 'blue' })] })),
  ).toEqual({
    WwwExampleComBlueAAAAHealthCheck: WILL_CREATE,
    WwwExampleComRecords: WILL_UPDATE,
  }));

test.each([
  ['port', EndpointHealthCheck.http({ port: 8080 })],
  ['path', EndpointHealthCheck.http({ path: '/healthz' })],
  ['failure threshold', EndpointHealthCheck.http({ failureThreshold: 5 })],
  ['Regions', EndpointHealthCheck.http({ regions: ['us-east-1', 'us-west-1', 'eu-west-1'] })],
])('another %s updates the health checks in place', (_, healthCheck) =>
  expect(changes(multiValue(), multiValue({ healthCheck }))).toEqual({
    WwwExampleComBlueAHealthCheck: WILL_UPDATE,
    WwwExampleComGreenAHealthCheck: WILL_UPDATE,
  }),
);

// CloudFormation replaces a health check for these (behaviour 7.1), and then updates the group, which refers to it. The diff does not look
// that deep, so this shows that nothing else is touched; live-changes.test.ts shows the rest, deployed.
test.each([
  ['interval', EndpointHealthCheck.http({ interval: Duration.seconds(10) }), ['RequestInterval']],
  ['latency measurement', EndpointHealthCheck.http({ measureLatency: true }), ['MeasureLatency']],
  ['kind of check', EndpointHealthCheck.https({ port: 80 }), ['EnableSNI', 'Type']],
])('another %s changes nothing but that in the health checks, to which the group refers', (_, healthCheck, settings) => {
  const [before, after] = [multiValue(), multiValue({ healthCheck })].map(fill => Template.fromJSON(template(fill)));
  const [was, is] = [before, after].map(checksOf);
  expect([...is.keys()]).toEqual([...was.keys()]);
  for (const [id, config] of is) {
    const names = [...new Set([...Object.keys(config), ...Object.keys(was.get(id)!)])];
    expect(names.filter(name => config[name] !== was.get(id)![name]).sort()).toEqual(settings);
  }
  expect(recordsOf(after).map(record => record.HealthCheckId)).toEqual([...is.keys()].map(Ref => ({ Ref })));
  expect(recordsOf(after)).toEqual(recordsOf(before));
});

// Route 53 cannot change these on a health check, and CloudFormation would try (behaviour 4.2, 7.1)
test.each<[string, Endpoint, Endpoint]>([
  [
    'an address in place of a host name',
    Endpoint.mx({ priority: 1, hostName: 'mail.example.net' }, { name: 'a' }),
    Endpoint.mx({ priority: 1, hostName: 'mail.example.net' }, { name: 'a', address: '52.0.0.1' }),
  ],
  [
    'another routing control',
    ...(['one', 'two'].map(arn =>
      Endpoint.ipAddress('52.0.0.1', { name: 'a', healthCheck: EndpointHealthCheck.routingControl(arn) }),
    ) as [Endpoint, Endpoint]),
  ],
  [
    'a routing control that counts the other way round',
    ...([false, true].map(inverted =>
      Endpoint.ipAddress('52.0.0.1', { name: 'a', healthCheck: EndpointHealthCheck.routingControl('arn', { inverted }) }),
    ) as [Endpoint, Endpoint]),
  ],
])('%s makes another health check', (_, before, after) => {
  const ids = [before, after].map(endpoint => [
    ...checksOf(Template.fromJSON(template(multiValue({ endpoints: [endpoint] })))).keys(),
  ]);
  expect(ids.flat()).toHaveLength(2);
  expect(ids[0]).not.toEqual(ids[1]);
});

describe('another policy updates the group of the name in place', () => {
  const checks = (impact: ResourceImpact): Record<string, ResourceImpact> => ({
    WwwExampleComBlueAHealthCheck: impact,
    WwwExampleComGreenAHealthCheck: impact,
  });
  const pool = 'PrimaryWwwExampleComRecords';

  test.each<[string, Fill, Fill, Record<string, ResourceImpact>]>([
    ['simple to multivalue', simple, multiValue(), checks(WILL_CREATE)],
    ['multivalue to simple', multiValue(), simple, checks(WILL_DESTROY)],
    ['multivalue to failover, whose pool keeps the health checks', multiValue(), failover, { [pool]: WILL_CREATE }],
    ['failover to multivalue', failover, multiValue(), { [pool]: WILL_DESTROY }],
    ['simple to failover', simple, failover, { ...checks(WILL_CREATE), [pool]: WILL_CREATE }],
    ['failover to simple', failover, simple, { ...checks(WILL_DESTROY), [pool]: WILL_DESTROY }],
    [
      'a fallback comes to a multivalue record set',
      multiValue(),
      multiValue({ fallback: FailoverTarget.endpoint(SORRY) }),
      { [pool]: WILL_CREATE },
    ],
  ])('%s', (_, before, after, others) =>
    expect(changes(before, after)).toEqual({ WwwExampleComRecords: WILL_UPDATE, ...others }),
  );
});
