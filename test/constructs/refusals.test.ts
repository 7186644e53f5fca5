import { App, CfnParameter, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { HealthCheck, HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverTarget,
  type HttpHealthCheckOptions,
  type HttpsHealthCheckOptions,
  type MultiValueRecordSetProps,
} from '../../lib';
import { BLUE, newStack, refusalOf, www, ZONE_ID, zoneIn } from './support';

const token = Token.asString({ Ref: 'Something' });

const refused = (props: Partial<MultiValueRecordSetProps>): string =>
  refusalOf(() => www(newStack(), { endpoints: [BLUE], ...props }));
const accepted = (props: Partial<MultiValueRecordSetProps>): unknown => www(newStack(), { endpoints: [BLUE], ...props });

const pool = (n: number, net = '52.0'): Endpoint[] =>
  Endpoint.ipAddresses(...Array.from({ length: n }, (_, i) => `${net}.${Math.floor(i / 250)}.${(i % 250) + 1}`));

describe('endpoints', () => {
  test.each<[string, Endpoint[], string]>([
    ['an empty list', [], `endpoints must hold at least one endpoint, got an empty list`],
    ['101 of one type', pool(101), `endpoints must hold at most 100 endpoints of type A that are not drained, got 101`],
    [
      'two of one name',
      [BLUE, Endpoint.ipAddress('52.0.0.2', { name: 'blue' })],
      `endpoints[1] must have a different name from endpoints[0], got 'blue' for both`,
    ],
    [
      'one address twice',
      [BLUE, Endpoint.ipAddress('52.0.0.1', { name: 'green' })],
      `endpoints[1] must have a different address from endpoints[0], got '52.0.0.1' for both`,
    ],
    [
      'one address in two spellings',
      [Endpoint.ipAddress('2600:DB8::1', { name: 'a' }), Endpoint.ipAddress('2600:db8:0::1', { name: 'b' })],
      `endpoints[1] must have a different address from endpoints[0], got '2600:db8::1' for both`,
    ],
    [
      'one token twice',
      [Endpoint.ipAddress(token, { name: 'a' }), Endpoint.ipAddress(token, { name: 'b' })],
      `endpoints[1] must have a different address from endpoints[0], got that of 'b' for both`,
    ],
    [
      'a token without a name',
      [BLUE, Endpoint.ipAddress(token)],
      `endpoints[1] must have a name that is known at synthesis, because it becomes the set identifier, got a value known only at deployment`,
    ],
    [
      'a list that is a token',
      Endpoint.ipAddresses(...Token.asList({ Ref: 'Addresses' })),
      `endpoints[0] must be an IPv4 or IPv6 address, got part of a list known only at deployment (take each of its members with Fn.select)`,
    ],
    [
      'a name of 129 characters',
      [Endpoint.ipAddress('52.0.0.1', { name: 'x'.repeat(129) })],
      `endpoints[0] must have a name of 1 to 128 characters, because it becomes the set identifier, got 129`,
    ],
    [
      'an empty name',
      [Endpoint.ipAddress('52.0.0.1', { name: '' })],
      `endpoints[0] must have a name of 1 to 128 characters, because it becomes the set identifier, got 0`,
    ],
    [
      'no address',
      Endpoint.ipAddresses('www.example.org'),
      `endpoints[0] must be an IPv4 or IPv6 address, got 'www.example.org'`,
    ],
    ['a number too large', Endpoint.ipAddresses('52.0.0.256'), `endpoints[0] must be an IPv4 or IPv6 address, got '52.0.0.256'`],
    ['IPv4 as IPv6', [Endpoint.ipv6Address('52.0.0.1')], `endpoints[0] must be an IPv6 address, got '52.0.0.1'`],
    [
      'only drained ones',
      [Endpoint.ipAddress('52.0.0.1', { drained: true })],
      `endpoints must hold at least one endpoint that is not drained, got 1 drained`,
    ],
  ])('%s', (_, endpoints, message) => expect(refused({ endpoints })).toBe(`[Stack/Www] ${message}`));

  test('100 of each type, drained ones beside them, are accepted', () => {
    const ipv6 = Array.from({ length: 100 }, (_, i) => `2600::${(i + 1).toString(16)}`);
    accepted({
      endpoints: [...pool(100), ...Endpoint.ipAddresses(...ipv6), Endpoint.ipAddress('52.1.0.1', { drained: true })],
      healthCheck: EndpointHealthCheck.none(),
    });
  });
});

describe('what only JavaScript can give, for TypeScript would not compile', () => {
  test.each<[string, object, string]>([
    ['no list', { endpoints: undefined }, `endpoints must be a list of endpoints, got undefined`],
    [
      'a check by TCP without a port',
      { healthCheck: EndpointHealthCheck.tcp({} as never) },
      `healthCheck.port must be given for a check by TCP, got none`,
    ],
    [
      'a bare address',
      { endpoints: [BLUE, '52.0.0.2'] },
      `endpoints[1] must be an endpoint, such as Endpoint.ipAddress('52.0.0.1'), got '52.0.0.2'`,
    ],
    [
      'a list in the list',
      { endpoints: [Endpoint.ipAddresses('52.0.0.1')] },
      `endpoints[0] must be an endpoint, such as Endpoint.ipAddress('52.0.0.1'), got a list (spread it with ...)`,
    ],
    [
      'a list as an address',
      { endpoints: [Endpoint.ipAddress(['52.0.0.1'] as never)] },
      `endpoints[0] must be an IPv4 or IPv6 address, got a list of 1`,
    ],
    [
      'a number as a name',
      { endpoints: [Endpoint.ipAddress('52.0.0.1', { name: 7 as never })] },
      `endpoints[0].name must be a string, got 7`,
    ],
    ...[
      ['no zone', undefined, 'undefined'],
      ["a zone's name", 'example.com', `'example.com'`],
    ].map(([what, zone, got]): [string, object, string] => [
      what!,
      { zone },
      `zone must be a hosted zone, such as HostedZone.fromLookup(this, 'Zone', { domainName: 'shop.example' }), got ${got}`,
    ]),
    ['null as the record name', { recordName: null }, `recordName must be a string, got null`],
    ['a number as the key of a zone', { zoneKey: 1 }, `zoneKey must be a string, got 1`],
    ['a number as a comment', { comment: 42 }, `comment must be a string, got 42`],
    ...(
      [
        [{ path: 42 }, 'path must be a string, got 42'],
        [{ searchString: null }, 'searchString must be a string, got null'],
        [{ port: '80' }, `port must be a whole number from 1 to 65535, got '80'`],
        [{ interval: 10 }, 'interval must be a Duration, such as Duration.seconds(10), got 10'],
        [{ interval: null }, 'interval must be a Duration, such as Duration.seconds(10), got null'],
        [{ regions: 'us-east-1' }, `regions must be a list of Regions, got 'us-east-1'`],
      ] as [object, string][]
    ).map(([options, message]): [string, object, string] => [
      `a health check with ${JSON.stringify(options)}`,
      { healthCheck: EndpointHealthCheck.http(options) },
      `healthCheck.${message}`,
    ]),
    ['a number of seconds', { ttl: 60 }, `ttl must be a Duration, such as Duration.seconds(60), got 60`],
    ['null as the TTL', { ttl: null }, `ttl must be a Duration, such as Duration.seconds(60), got null`],
    ...[
      ['an endpoint', Endpoint.ipAddress('52.0.0.100'), 'an object of class Endpoint'],
      ['a list of endpoints', [BLUE, BLUE], 'a list of 2'],
      ['a health check', EndpointHealthCheck.none(), 'an object of class EndpointHealthCheck'],
      ['an address', '52.0.0.100', `'52.0.0.100'`],
      ['what would be options', { endpoint: BLUE, ttl: 1 }, 'an object with endpoint, ttl'],
      ['a function', () => FailoverTarget.endpoint(BLUE), 'a function'],
      ['null', null, 'null'],
    ].map(([what, fallback, got]): [string, object, string] => [
      `${what as string} as fallback`,
      { fallback },
      `fallback must be a FailoverTarget, such as FailoverTarget.endpoint(Endpoint.ipAddress('52.0.0.1')), got ${got as string}`,
    ]),
    ...[FailoverTarget.endpoint('52.0.0.1' as never), FailoverTarget.endpoint([BLUE] as never)].map(
      (fallback, n): [string, object, string] => [
        `${n === 0 ? 'a bare address' : 'a list'} as the endpoint of the fallback`,
        { fallback },
        `fallback must be an endpoint, such as Endpoint.ipAddress('52.0.0.1'), got ${n === 0 ? "'52.0.0.1'" : 'a list of 1'}`,
      ],
    ),
    [
      'a health check of aws-cdk-lib',
      { healthCheck: HealthCheck.fromHealthCheckId(newStack(), 'Check', 'id') },
      'healthCheck must be an EndpointHealthCheck, such as EndpointHealthCheck.http() or EndpointHealthCheck.fromHealthCheck(check), got an object of class Import',
    ],
    [
      'something else as the health check of one endpoint',
      { endpoints: [Endpoint.ipAddress('52.0.0.1', { healthCheck: 'http' as never })] },
      "endpoints[0].healthCheck must be an EndpointHealthCheck, such as EndpointHealthCheck.http() or EndpointHealthCheck.fromHealthCheck(check), got 'http'",
    ],
    [
      'an endpoint as alias target of the fallback',
      { fallback: FailoverTarget.alias(BLUE as never) },
      'fallback must be an alias target, such as new LoadBalancerTarget(balancer), got an object of class Endpoint',
    ],
  ])('%s', (_, props, message) => expect(refused(props)).toBe(`[Stack/Www] ${message}`));
});

describe('addresses that checkers do not connect to (behaviour 4.5)', () => {
  test.each([
    ['0.0.0.1', '0.0.0.0/8', '"this" network'],
    ['10.0.0.10', '10.0.0.0/8', 'private use'],
    ['100.64.0.1', '100.64.0.0/10', 'shared address space'],
    ['127.0.0.1', '127.0.0.0/8', 'loopback'],
    ['169.254.1.1', '169.254.0.0/16', 'link local'],
    ['172.31.0.1', '172.16.0.0/12', 'private use'],
    ['192.0.2.44', '192.0.2.0/24', 'documentation'],
    ['192.168.1.1', '192.168.0.0/16', 'private use'],
    ['198.18.0.1', '198.18.0.0/15', 'benchmarking'],
    ['198.51.100.1', '198.51.100.0/24', 'documentation'],
    ['203.0.113.10', '203.0.113.0/24', 'documentation'],
    ['224.0.0.1', '224.0.0.0/4', 'multicast'],
    ['255.255.255.255', '240.0.0.0/4', 'reserved'],
    ['::1', '::1/128', 'loopback'],
    ['fe80::1', 'fe80::/10', 'link local'],
    ['fd00::1', 'fc00::/7', 'unique local'],
    ['2001:db8::1', '2001:db8::/32', 'documentation'],
    ['ff02::1', 'ff00::/8', 'multicast'],
  ])('%s', (address, range, purpose) => {
    expect(refused({ endpoints: Endpoint.ipAddresses(address) })).toBe(
      `[Stack/Www] endpoints[0] must have an address that Route 53 can check, got '${address}', which is in ${range} (${purpose})`,
    );
    accepted({ endpoints: Endpoint.ipAddresses(address), healthCheck: EndpointHealthCheck.none() });
  });
});

describe('health checks', () => {
  const http = (options: HttpHealthCheckOptions): string => refused({ healthCheck: EndpointHealthCheck.http(options) });
  const seconds = (n: number): Duration => Duration.seconds(n);

  test.each<[HttpHealthCheckOptions, string]>([
    [{ interval: seconds(20) }, `interval must be 10 or 30 seconds, got 20 seconds`],
    [{ interval: Duration.millis(10_500) }, `interval must be 10 or 30 seconds, got 10 seconds 500 millis`],
    [{ failureThreshold: 0 }, `failureThreshold must be a whole number from 1 to 10, got 0`],
    [{ failureThreshold: 11 }, `failureThreshold must be a whole number from 1 to 10, got 11`],
    [{ failureThreshold: 1.5 }, `failureThreshold must be a whole number from 1 to 10, got 1.5`],
    [{ failureThreshold: NaN }, `failureThreshold must be a whole number from 1 to 10, got NaN`],
    [{ port: 0 }, `port must be a whole number from 1 to 65535, got 0`],
    [{ port: 65_536 }, `port must be a whole number from 1 to 65535, got 65536`],
    [{ path: `/${'x'.repeat(255)}` }, `path must have 1 to 255 characters, got 256`],
    [{ path: 'x'.repeat(255) }, `path must have 1 to 255 characters, got 256`],
    [{ searchString: '' }, `searchString must have 1 to 255 characters, got 0`],
    [{ searchString: 'x'.repeat(256) }, `searchString must have 1 to 255 characters, got 256`],
    [{ hostName: 'x'.repeat(256) }, `hostName must have 1 to 255 characters, got 256`],
    [{ hostName: 'a..b' }, `hostName must be a domain name, got 'a..b' (Domain label is empty: 'a..b')`],
    [{ regions: ['us-east-1', 'us-west-1'] }, `regions must name at least 3 different Regions, got 2`],
    [{ regions: [] }, `regions must name at least 3 different Regions, got 0`],
    [
      { regions: ['us-east-1', 'us-west-1', 'eu-west-1', 'us-east-1'] },
      `regions must name each Region once, got us-east-1, us-west-1, eu-west-1, us-east-1`,
    ],
    [
      { regions: ['eu-central-1'] },
      `regions must be among us-east-1, us-west-1, us-west-2, eu-west-1, ap-southeast-1, ap-southeast-2, ap-northeast-1, sa-east-1, ` +
        `got 'eu-central-1'`,
    ],
    [
      { tags: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`k${i}`, 'v'])) },
      `tags must hold at most 10 tags, Name among them, got 11`,
    ],
    [{ tags: { ['k'.repeat(129)]: 'v' } }, `tags must have keys of 1 to 128 characters, got 129`],
    [{ tags: { team: 'v'.repeat(257) } }, `tags.team must have at most 256 characters, got 257`],
  ])('%p', (options, message) => expect(http(options)).toBe(`[Stack/Www] healthCheck.${message}`));

  test('SNI without a name to send', () => {
    const healthCheck = (options: HttpsHealthCheckOptions): EndpointHealthCheck => EndpointHealthCheck.https(options);
    expect(refused({ healthCheck: healthCheck({ enableSni: true }) })).toBe(
      `[Stack/Www] healthCheck.enableSni must go with a hostName, which is the name that is sent, got enableSni alone`,
    );
  });

  test('the port of a TCP check', () =>
    expect(refused({ healthCheck: EndpointHealthCheck.tcp({ port: 70_000 }) })).toBe(
      `[Stack/Www] healthCheck.port must be a whole number from 1 to 65535, got 70000`,
    ));

  test("an endpoint's own check is named by the endpoint", () => {
    const green = Endpoint.ipAddress('52.0.0.2', { healthCheck: EndpointHealthCheck.tcp({ port: -1 }) });
    expect(refused({ endpoints: [BLUE, green] })).toBe(
      `[Stack/Www] endpoints[1].healthCheck.port must be a whole number from 1 to 65535, got -1`,
    );
  });

  test('no word on whether an endpoint is checked', () => {
    const green = Endpoint.ipAddress('52.0.0.2', { healthCheck: EndpointHealthCheck.none() });
    expect(refused({ endpoints: [green, BLUE], healthCheck: undefined })).toBe(
      `[Stack/Www] healthCheck must be given, for all or for each endpoint (EndpointHealthCheck.none() to opt out), ` +
        `got none for endpoints[1] 'blue'`,
    );
  });
});

describe('name, zone and TTL', () => {
  test.each<[Partial<MultiValueRecordSetProps>, string]>([
    [{ ttl: Duration.seconds(2_147_483_648) }, `ttl must be from 0 to 2147483647 seconds, got 2147483648 seconds`],
    [{ ttl: Duration.millis(1500) }, `ttl must be whole seconds, got 1 second 500 millis`],
    [
      { recordName: '@' },
      `recordName must be left out for the zone's own name, got '@', which Route 53 takes as a name of its own`,
    ],
    [{ recordName: 'a b' }, `recordName must be a domain name, got 'a b' (Value contains unsupported characters: ' ')`],
    [{ recordName: 'a..b' }, `recordName must be a domain name, got 'a..b' (Domain label is empty: 'a..b.example.com')`],
    [
      { recordName: 'x'.repeat(64) },
      `recordName must be a domain name, got '${'x'.repeat(64)}' (Domain label is too long: '${'x'.repeat(64)}')`,
    ],
    [
      { recordName: 'bücher.example.com' },
      `recordName must be a domain name, got 'bücher.example.com' (Value contains unsupported characters: 'ü'; in Punycode it is ` +
        `'xn--bcher-kva.example.com')`,
    ],
    [
      { recordName: '*.😀' },
      `recordName must be a domain name, got '*.😀' (Value contains unsupported characters: '😀'; in Punycode it is '*.xn--e28h')`,
    ],
    [{ recordName: 'www.example.org.' }, `recordName must lie in the zone 'example.com', got 'www.example.org.'`],
    [{ recordName: 'myexample.com.' }, `recordName must lie in the zone 'example.com', got 'myexample.com.'`],
  ])('%p', (props, message) => expect(refused(props)).toBe(`[Stack/Www] ${message}`));

  test('a zone whose name is none', () => {
    const zone = HostedZone.fromHostedZoneAttributes(newStack(), 'Zone', { hostedZoneId: ZONE_ID, zoneName: 'bücher.example' });
    expect(refused({ zone })).toBe(
      `[Stack/Www] zone.zoneName must be a domain name, got 'bücher.example' (Value contains unsupported characters: 'ü'; in Punycode ` +
        `it is 'xn--bcher-kva.example')`,
    );
  });

  test('a relative name in a zone whose name is not known', () => {
    const stack = newStack();
    const zone = HostedZone.fromHostedZoneId(stack, 'Zone', ZONE_ID);
    expect(refusalOf(() => www(stack, { zone, endpoints: [BLUE] }))).toBe(
      `[Stack/Www] zone must have a name that is known here, or recordName must be fully qualified with a trailing dot, got a zone ` +
        `imported by its id alone (fromHostedZoneAttributes and fromLookup know the name) and recordName 'www'`,
    );
  });
});

test('values that the CDK CLI has yet to look up pass', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
  const lookedUp = (name: string): string => StringParameter.valueFromLookup(stack, `/${name}`);
  const set = www(stack, {
    zone: zoneIn(stack, lookedUp('zone')),
    recordName: 'www.example.com.',
    endpoints: [
      Endpoint.ipAddress(lookedUp('blue'), { name: 'blue' }),
      Endpoint.ipv6Address(lookedUp('green'), { name: 'green' }),
      Endpoint.value('A', lookedUp('red')),
    ],
  });
  expect(set.healthChecks).toHaveLength(3);
  expect(set.domainName).toBe('www.example.com');
});

test('values known only at deployment pass', () => {
  const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  const stack = new Stack();
  www(stack, {
    recordName: token,
    endpoints: [Endpoint.ipAddress(token, { name: 'blue' })],
    ttl: Duration.seconds(number('Ttl')),
    healthCheck: EndpointHealthCheck.https({
      port: number('Port'),
      failureThreshold: number('Threshold'),
      interval: Duration.seconds(number('Interval')),
      hostName: token,
      path: token,
      searchString: token,
      regions: Lazy.list({ produce: () => [] }),
      tags: { team: token },
    }),
  });
});

test('what is refused defines nothing', () => {
  const stack = newStack();
  const bad = Endpoint.ipAddress('10.0.0.1');
  refusalOf(() => www(stack, { endpoints: [BLUE, bad] }));
  const www2 = stack.node.findChild('Www');
  expect(www2.node.children).toEqual([]);
});
