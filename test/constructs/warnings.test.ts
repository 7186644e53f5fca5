import { Annotations as Annotate, CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { type IHostedZone, PrivateHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, FailoverRecordSet, FailoverTarget, SimpleRecordSet } from '../../lib';
import { BLUE, GREEN, newStack, www, zoneIn } from './support';

const unchecked = (name: string, drained = false): Endpoint =>
  Endpoint.ipAddress(`52.0.1.${name.length}`, { name, drained, healthCheck: EndpointHealthCheck.none() });
const pool = (n: number, net = 0): Endpoint[] =>
  Endpoint.ipAddresses(...Array.from({ length: n }, (_, i) => `52.${net}.${i >> 8}.${i & 255}`));

/** The warnings of a stack, with where they are. */
function warningsOf(fill: (stack: Stack) => void): string[] {
  const stack = newStack();
  fill(stack);
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(warning => `${warning.id}: ${warning.entry.data as string}`);
}

const ack = (id: string): string => ` [ack: cdk-route53-multivalue:${id}]`;

test('what is as it should be has none', () => expect(warningsOf(stack => www(stack, { endpoints: [BLUE, GREEN] }))).toEqual([]));

describe('a zone of the app whose name AWS reserves (behaviour 5.2)', () => {
  const inZone = (make: (stack: Stack) => IHostedZone) => (stack: Stack) => {
    const zone = make(stack);
    www(stack, { zone, endpoints: [BLUE] });
    new SimpleRecordSet(stack, 'Api', { zone, recordName: 'api', endpoints: [GREEN] });
  };
  const publicZone = (zoneName: string) => inZone(stack => new PublicHostedZone(stack, 'Zone', { zoneName }));
  const privateZone = (zoneName: string) =>
    inZone(stack => {
      const vpc = new Vpc(stack, 'Vpc', { natGateways: 0 });
      return new PrivateHostedZone(stack, 'Zone', { zoneName, vpc });
    });

  test.each(['example.com', 'a.example.com', 'corp', 'mine.amazonaws.com'])('%s, said once', name =>
    expect(warningsOf(publicZone(name))).toEqual([
      `/Stack/Zone: hosted zone '${name}' cannot be created at AWS, which reserves this name ("${name} is reserved by AWS!"). Use a domain ` +
        `of yours, or for examples one such as 'shop.example'.${ack('reservedZoneName')}`,
    ]),
  );

  test('not where AWS creates it, where its name is not known, or where the app does not create it', () => {
    expect(warningsOf(publicZone('shop.example'))).toEqual([]);
    expect(warningsOf(privateZone('corp'))).toEqual([]);
    expect(warningsOf(privateZone('a.example.com'))).toHaveLength(1);
    expect(warningsOf(inZone(stack => zoneIn(stack, 'example.com')))).toEqual([]);
    expect(warningsOf(stack => publicZone(new CfnParameter(stack, 'Name').valueAsString)(stack))).toEqual([]);
  });
});

test('endpoints with and without a health check in one group', () => {
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE, unchecked('red'), unchecked('gray')] }))).toEqual([
    `/Stack/Www: 'red', 'gray' without a health check beside endpoints that have one: Route 53 always returns such an ` +
      `endpoint, even when it is down, and never fails open to the unhealthy ones. Give all endpoints a health check, or none.` +
      ack('someEndpointsUnchecked'),
  ]);
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE, unchecked('red', true)] }))).toEqual([]);
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.none() }))).toEqual([]);
});

test('a TTL over 60 seconds with health checks (behaviour 1.5)', () => {
  const ttl = Duration.seconds(61);
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE, GREEN], ttl }))).toEqual([
    `/Stack/Www: ttl is 61 seconds: clients may keep using an endpoint for that long after its health check has failed. With health checks ` +
      `AWS advises 60 or less.${ack('longTtl')}`,
  ]);
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE], ttl: Duration.seconds(60) }))).toEqual([]);
  expect(warningsOf(stack => new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), endpoints: [BLUE], ttl }))).toEqual([]);
});

test('more than 50 health checks in one stack, over all its record sets, once (behaviour 8.2)', () => {
  const two = (n: number) => (stack: Stack) => {
    const zone = zoneIn(stack);
    www(stack, { zone, endpoints: pool(25) });
    new FailoverRecordSet(stack, 'Api', {
      zone,
      recordName: 'api',
      primary: FailoverTarget.endpoints(pool(n - 25, 1)),
      secondary: FailoverTarget.endpoint(unchecked('sorry')),
      healthCheck: EndpointHealthCheck.http(),
    });
  };
  expect(warningsOf(two(50))).toEqual([]);
  expect(warningsOf(two(60))).toEqual([
    `/Stack: more than 50 health checks in one stack: Route 53 throttles their creation, so that a deployment which creates them all at once ` +
      `takes minutes longer or fails. Create them in several deployments.${ack('manyHealthChecks')}`,
  ]);
});

test('a primary that is always healthy, with something behind it (behaviour 3.2)', () =>
  expect(
    warningsOf(stack =>
      www(stack, { endpoints: [BLUE, unchecked('red')], fallback: FailoverTarget.endpoint(unchecked('sorry')) }),
    ),
  ).toEqual([
    `/Stack/Www: 'red' without a health check in the primary: it always counts as healthy, so Route 53 never fails over to the secondary. Give every ` +
      `endpoint of the primary a health check.${ack('fallbackNeverUsed')}`,
  ]));

test.each([
  [0, 'always'],
  [2, 'never'],
])('a calculated check that asks for %p of 1 checks (behaviour 4.1)', (healthyThreshold, word) => {
  const healthCheck = EndpointHealthCheck.calculated({ checks: [EndpointHealthCheck.http()], healthyThreshold });
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE], healthCheck }))).toEqual([
    `/Stack/Www: healthyThreshold is ${healthyThreshold} of 1 checks: the endpoint is ${word} healthy.${ack('thresholdDecidesAlone')}`,
  ]);
});

test('a check that looks up the name that it decides about (behaviour 4.3)', () => {
  const mail = (hostName: string): Endpoint => Endpoint.mx({ priority: 10, hostName });
  const healthCheck = EndpointHealthCheck.tcp({ port: 25 });
  expect(warningsOf(stack => www(stack, { endpoints: [mail('WWW.example.com.')], healthCheck }))).toEqual([
    `/Stack/Www: the health check of an endpoint without an address resolves 'www.example.com', the very name whose answer it decides, which AWS ` +
      `calls unpredictable. Give it an address or another hostName.${ack('probesOwnName')}`,
  ]);
  expect(warningsOf(stack => www(stack, { endpoints: [mail('mail.example.com')], healthCheck }))).toEqual([]);
  const https = EndpointHealthCheck.https({ hostName: 'www.example.com' }); // only a header, as the endpoint has an address
  expect(warningsOf(stack => www(stack, { endpoints: [BLUE], healthCheck: https }))).toEqual([]);
});

test('a group of more than half a change batch (behaviour 7.2)', () => {
  const ipv6 = Endpoint.ipAddresses(...Array.from({ length: 200 }, (_, i) => `2600::${(i + 1).toString(16)}`));
  const simple = (endpoints: Endpoint[]) => (stack: Stack) =>
    new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), endpoints });
  expect(warningsOf(simple([...pool(300), ...ipv6]))).toEqual([]);
  expect(warningsOf(simple([...pool(301), ...ipv6]))).toEqual([
    expect.stringMatching(
      /^\/Stack\/Www: 501 values of \d+ characters in one group are more than half of a change batch: .*\[ack: .*:largeGroup\]$/,
    ),
  ]);
});

test('a warning can be acknowledged', () => {
  expect(
    warningsOf(stack => {
      www(stack, { endpoints: [BLUE], ttl: Duration.minutes(5) });
      Annotate.of(stack).acknowledgeWarning('cdk-route53-multivalue:longTtl');
    }),
  ).toEqual([]);
});
