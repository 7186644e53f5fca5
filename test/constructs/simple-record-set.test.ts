import { CfnEIP } from 'aws-cdk-lib/aws-ec2';
import { Endpoint, EndpointHealthCheck, SimpleRecordSet } from '../../lib';
import { BLUE, GREEN, newStack, recordsOf, refusalOf, synth, zoneIn } from './support';

const simple = (endpoints: Endpoint[], more: object = {}) => {
  const stack = newStack();
  return new SimpleRecordSet(stack, 'Www', {
    zone: zoneIn(stack),
    recordName: 'www',
    endpoints,
    ...more,
  });
};
const synthSimple = (endpoints: Endpoint[]) =>
  synth(stack => new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName: 'www', endpoints }));
const refused = (endpoints: Endpoint[], more: object = {}): string => refusalOf(() => simple(endpoints, more));

test('one record set of each type holds all values, and there is no health check', () => {
  const template = synthSimple([GREEN, BLUE, Endpoint.ipAddress('2600::1')]);
  expect(recordsOf(template)).toEqual([
    { Name: 'www.example.com.', Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1', '52.0.0.2'] },
    { Name: 'www.example.com.', Type: 'AAAA', TTL: '60', ResourceRecords: ['2600::1'] },
  ]);
  template.resourceCountIs('AWS::Route53::HealthCheck', 0);
});

test('the order of endpoints changes nothing, also of those known only at deployment', () => {
  const template = (order: (endpoints: Endpoint[]) => Endpoint[]) =>
    synth(stack => {
      const eips = ['One', 'Two'].map(id => Endpoint.elasticIp(new CfnEIP(stack, id), { name: id }));
      new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), endpoints: order([BLUE, ...eips, GREEN]) });
    }).toJSON() as object;
  expect(template(endpoints => endpoints.reverse())).toEqual(template(endpoints => endpoints));
});

test('a drained endpoint is left out', () =>
  expect(recordsOf(synthSimple([BLUE, Endpoint.ipAddress('52.0.0.9', { drained: true })]))[0].ResourceRecords).toEqual([
    '52.0.0.1',
  ]));

test('an address known only at deployment needs no name, as there is no set identifier', () =>
  expect(
    recordsOf(
      synth(stack => {
        const address = new CfnEIP(stack, 'Eip').attrPublicIp;
        new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), endpoints: [Endpoint.ipAddress(address)] });
      }),
    )[0].ResourceRecords,
  ).toEqual([{ 'Fn::GetAtt': ['Eip', 'PublicIp'] }]));

test('400 values are accepted and 401 refused (behaviour 2.1)', () => {
  const pool = (n: number) => Endpoint.ipAddresses(...Array.from({ length: n }, (_, i) => `52.0.${i >> 8}.${i & 255}`));
  expect(recordsOf(synthSimple(pool(400)))[0].ResourceRecords).toHaveLength(400);
  expect(refused(pool(401))).toBe(
    '[Stack/Www] endpoints must hold at most 400 endpoints of type A that are not drained, got 401',
  );
});

describe('a health check is refused in the words of Route 53 (behaviour 6.1)', () => {
  const words = (prop: string): string =>
    `[Stack/Www] ${prop} must be left out of a simple record set (Route 53: "DNS name must have alternate ResourceRecordSet responses ` +
    `configured via a routing policy (e.g., Weight, Region, etc.) if a health check is attached"), got one; MultiValueRecordSet takes it`;

  test('of an endpoint', () =>
    expect(refused([BLUE, Endpoint.ipAddress('52.0.0.3', { healthCheck: EndpointHealthCheck.http() })])).toBe(
      words('endpoints[1].healthCheck'),
    ));

  test('of all, where the props were those of another policy', () =>
    expect(refused([BLUE], { healthCheck: EndpointHealthCheck.http() })).toBe(words('healthCheck')));

  test('but not one that says there is none', () =>
    expect(simple([Endpoint.ipAddress('52.0.0.3', { healthCheck: EndpointHealthCheck.none() })]).healthChecks).toEqual([]));
});

test('a comment goes with the change, up to 256 characters', () =>
  expect(refused([BLUE], { comment: 'x'.repeat(257) })).toBe('[Stack/Www] comment must have at most 256 characters, got 257'));
