/**
 * Every refusal of Route 53 that a record set or a health check can meet (behaviour 1, 2, 4.2, 4.5, 6.1, 6.2): refused at synthesis, or listed
 * in docs/fidelity.md with the reason why it cannot be. The whole messages are in the tests of each rule.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { ARecord, CnameRecord, type IAliasRecordTarget, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { UNCHECKABLE_RANGES } from '../../lib/rules/addresses';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  FailoverTarget,
  type HttpHealthCheckOptions,
  MultiValueRecordSet,
  SimpleRecordSet,
} from '../../lib';
import { BLUE, GREEN, refusalOf, www, zoneIn } from './support';

const UNCHECKED = Endpoint.ipAddress('52.9.0.1', { name: 'sorry', healthCheck: EndpointHealthCheck.none() });
const none = EndpointHealthCheck.none();
const pool = (n: number): Endpoint[] => Endpoint.ipAddresses(...Array.from({ length: n }, (_, i) => `52.1.${i >> 8}.${i & 255}`));

type Attempt = (stack: Stack) => unknown;

const multiValue =
  (...endpoints: Endpoint[]): Attempt =>
  stack =>
    www(stack, { endpoints, healthCheck: none });
const checked =
  (options: HttpHealthCheckOptions): Attempt =>
  stack =>
    www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.http(options) });
const named =
  (recordName: string): Attempt =>
  stack =>
    www(stack, { endpoints: [BLUE], recordName });
const simple =
  (recordName: string, ...endpoints: Endpoint[]): Attempt =>
  stack =>
    new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName, endpoints });
const failover =
  (primary: FailoverTarget, secondary: FailoverTarget): Attempt =>
  stack =>
    new FailoverRecordSet(stack, 'Www', {
      zone: zoneIn(stack),
      recordName: 'www',
      primary,
      secondary,
      healthCheck: EndpointHealthCheck.http(),
    });
const alias: IAliasRecordTarget = { bind: () => ({ hostedZoneId: 'ZTARGET', dnsName: 'target.example.net' }) };

/** `www` of ours beside something of aws-cdk-lib's. */
const beside =
  (define: (stack: Stack, zone: ReturnType<typeof zoneIn>) => unknown): Attempt =>
  stack => {
    const zone = zoneIn(stack);
    www(stack, { zone, endpoints: [BLUE] });
    define(stack, zone);
  };
const aRecord =
  (props: object): ((stack: Stack, zone: ReturnType<typeof zoneIn>) => unknown) =>
  (stack, zone) =>
    new ARecord(stack, 'Theirs', { zone, recordName: 'www', target: RecordTarget.fromIpAddresses('52.0.0.9'), ...props });

const REFUSED: [section: string, situation: string, attempt: Attempt, message: string][] = [
  ['1.2', 'multivalue CNAME', multiValue(Endpoint.value('CNAME', 'a.example.net.')), 'endpoints[0] must be of type'],
  ['1.2', 'multivalue NS', multiValue(Endpoint.value('NS', 'ns.example.net.')), 'endpoints[0] must be of type'],
  [
    '1.2',
    'multivalue SOA',
    multiValue(Endpoint.value('SOA', 'ns.example.net. host.example.net. 1 7200 900 1209600 86400')),
    'endpoints[0] must be of type',
  ],
  [
    '1.2',
    'multivalue DS',
    multiValue(Endpoint.value('DS', `1 13 2 ${'AB'.repeat(32)}`, { name: 'key' })),
    'endpoints[0] must be of type',
  ],
  [
    '1.3',
    'set identifier over 128 characters',
    multiValue(Endpoint.ipAddress('52.0.0.1', { name: 'x'.repeat(129) })),
    '1 to 128 characters',
  ],
  ['1.3', 'empty set identifier', multiValue(Endpoint.ipAddress('52.0.0.1', { name: '' })), '1 to 128 characters'],
  [
    '1.3',
    'set identifier twice',
    multiValue(BLUE, Endpoint.ipAddress('52.0.0.2', { name: 'blue' })),
    'must have a different name',
  ],
  [
    '1.5',
    'TTL out of range',
    stack => www(stack, { endpoints: [BLUE], ttl: Duration.seconds(2 ** 31) }),
    'ttl must be from 0 to 2147483647',
  ],
  ['1.6', 'multivalue beside simple', beside(aRecord({})), 'have the policy multivalue here and simple there'],
  [
    '1.6',
    'multivalue beside weighted',
    beside(aRecord({ weight: 1, setIdentifier: 'theirs' })),
    'policy multivalue here and weighted there',
  ],
  ['1.7', '101 of one name and type', multiValue(...pool(101)), 'at most 100 endpoints of type A'],
  ['2.1', '401 values', simple('www', ...pool(401)), 'at most 400 endpoints of type A'],
  [
    '2.1',
    'two values of CNAME',
    simple('www', ...['a', 'b'].map(at => Endpoint.value('CNAME', `${at}.example.net.`))),
    'at most 1 endpoints of type CNAME',
  ],
  [
    '2.1',
    'a value over 4,000 characters that is no text',
    simple(
      'www',
      Endpoint.value(
        'HTTPS',
        `1 . ${pool(20)
          .map((_, i) => `key650${i + 10}=${'x'.repeat(240)}`)
          .join(' ')}`,
        { name: 'long' },
      ),
    ),
    '(Value is longer than 4000 characters)',
  ],
  [
    '2.1',
    'a value over 4,000 characters',
    simple('www', Endpoint.txt('x'.repeat(4000), { name: 'long' })),
    '(Value is longer than 4000 characters)',
  ],
  [
    '2.1',
    'a TXT string over 255 characters',
    simple('www', Endpoint.value('TXT', `"${'x'.repeat(256)}"`)),
    'must be a value of type TXT',
  ],
  ['2.1', 'a wildcard NS', simple('*', Endpoint.value('NS', 'ns.example.net.')), 'must not be a wildcard for records of type NS'],
  [
    '2.2',
    'sides of two types',
    failover(FailoverTarget.endpoint(BLUE), FailoverTarget.endpoint(Endpoint.ipAddress('2600::1'))),
    'must be of the record types of primary',
  ],
  [
    '3.2',
    'an alias of type NS',
    failover(FailoverTarget.alias(alias, { recordTypes: ['NS'] }), FailoverTarget.endpoint(UNCHECKED)),
    'recordTypes that an alias may have',
  ],
  [
    '4.1',
    'a child that is calculated',
    stack =>
      www(stack, {
        endpoints: [BLUE],
        healthCheck: EndpointHealthCheck.calculated({ checks: [EndpointHealthCheck.calculated({ checks: [] })] }),
      }),
    'must not be calculated itself',
  ],
  [
    '4.1',
    '256 children',
    stack =>
      www(stack, {
        endpoints: [BLUE],
        healthCheck: EndpointHealthCheck.calculated({
          checks: Array.from({ length: 256 }, (_, i) => EndpointHealthCheck.tcp({ port: i + 1 })),
        }),
      }),
    'checks must hold 1 to 255',
  ],
  [
    '4.2',
    'health threshold',
    stack =>
      www(stack, {
        endpoints: [BLUE],
        healthCheck: EndpointHealthCheck.calculated({ checks: [EndpointHealthCheck.http()], healthyThreshold: 257 }),
      }),
    'whole number from 0 to 256',
  ],
  ['4.2', 'port', checked({ port: 65_536 }), 'port must be a whole number from 1 to 65535'],
  ['4.2', 'path', checked({ path: 'x'.repeat(256) }), 'path must have 1 to 255 characters'],
  ['4.2', 'search string', checked({ searchString: 'x'.repeat(256) }), 'searchString must have 1 to 255 characters'],
  ['4.2', 'failure threshold', checked({ failureThreshold: 11 }), 'failureThreshold must be a whole number from 1 to 10'],
  ['4.2', 'host name', checked({ hostName: 'x'.repeat(256) }), 'hostName must have 1 to 255 characters'],
  ['4.2', 'two Regions', checked({ regions: ['us-east-1', 'us-west-1'] }), 'at least 3 different Regions'],
  [
    '4.2',
    'routing control ARN',
    stack => www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.routingControl('') }),
    'routingControlArn must have 1 to 255 characters',
  ],
  ['5.7', 'eleven tags', checked({ tags: Object.fromEntries(pool(10).map(({ name }) => [name, ''])) }), 'at most 10 tags'],
  ...UNCHECKABLE_RANGES.map(({ range }): [string, string, Attempt, string] => [
    '4.5',
    `an address of ${range}`,
    stack => www(stack, { endpoints: [Endpoint.ipAddress(range.split('/')[0])] }),
    'must have an address that Route 53 can check',
  ]),
  ['6.1', 'same set twice in batch', multiValue(BLUE, BLUE), 'must have a different address from endpoints[0]'],
  [
    '6.1',
    'policy on NS',
    failover(FailoverTarget.endpoint(Endpoint.value('NS', 'ns.example.net.')), FailoverTarget.endpoint(UNCHECKED)),
    'which is for simple routing only',
  ],
  [
    '6.1',
    '32001 characters in batch',
    stack =>
      new SimpleRecordSet(stack, 'Www', {
        zone: zoneIn(stack),
        endpoints: pool(20).map(({ name }) => Endpoint.txt(`${name}${'x'.repeat(2000)}`, { name })),
      }),
    'at most 32000 characters in all values',
  ],
  [
    '6.1',
    'health check on simple set',
    simple('www', Endpoint.ipAddress('52.0.0.1', { healthCheck: EndpointHealthCheck.http() })),
    'DNS name must have alternate ResourceRecordSet responses',
  ],
  [
    '6.1',
    'non-alias PRIMARY, no check',
    failover(FailoverTarget.endpoint(UNCHECKED), FailoverTarget.endpoint(BLUE)),
    'A non-alias primary ResourceRecordSet must have an associated health check',
  ],
  [
    '6.1',
    'alias PRIMARY, ETH false, no check',
    failover(FailoverTarget.alias(alias, { evaluateTargetHealth: false }), FailoverTarget.endpoint(UNCHECKED)),
    'as a secondary would never be returned',
  ],
  [
    '6.1',
    'alias target outside zone',
    failover(FailoverTarget.endpoints([BLUE], { recordName: 'pool.example.org.' }), FailoverTarget.endpoint(UNCHECKED)),
    `must lie in the zone 'example.com'`,
  ],
  [
    '6.1',
    'alias into the zone of another service',
    failover(
      FailoverTarget.endpoint(BLUE),
      FailoverTarget.alias({ bind: () => ({ hostedZoneId: 'Z2FDTNDATAQYW2', dnsName: 'web-1.eu-west-1.elb.amazonaws.com' }) }),
    ),
    'the alias target name does not lie within the target zone',
  ],
  [
    '6.1',
    'A beside CNAME',
    beside((stack, zone) => new CnameRecord(stack, 'Theirs', { zone, recordName: 'www', domainName: 'a.example.net' })),
    'a CNAME cannot coexist with other records',
  ],
  ['6.1', 'CNAME beside others', simple('', Endpoint.value('CNAME', 'a.example.net.')), 'as NS and SOA records are there'],
  ['6.1', 'name outside zone', named('www.example.org.'), `must lie in the zone 'example.com'`],
  ['6.1', 'bad IPv4', multiValue(Endpoint.ipAddress('52.0.0.256')), 'must be an IPv4 or IPv6 address'],
  ['6.1', 'bad IPv6', multiValue(Endpoint.ipAddress('2600::g')), 'must be an IPv4 or IPv6 address'],
  ['6.1', 'bad character in name', named('a b'), 'Value contains unsupported characters'],
  ['6.1', 'empty label', named('a..b'), 'Domain label is empty'],
  ['6.1', 'label over 63 bytes', named('x'.repeat(64)), 'Domain label is too long'],
  [
    '6.1',
    'policy, no SetIdentifier',
    multiValue(Endpoint.ipAddress(Token.asString({ Ref: 'Address' }))),
    'must have a name that is known at synthesis',
  ],
  ['6.1', 'no value', multiValue(), 'must hold at least one endpoint'],
  [
    '6.1',
    'no value, as all are drained',
    multiValue(Endpoint.ipAddress('52.0.0.1', { drained: true })),
    'at least one endpoint that is not drained',
  ],
  [
    '6.2',
    'neither IP nor FQDN',
    stack => www(stack, { endpoints: [Endpoint.txt('hello')] }),
    'must have an address or a hostName to probe',
  ],
  ['6.2', 'RequestInterval 20', checked({ interval: Duration.seconds(20) }), 'interval must be 10 or 30 seconds'],
  ['6.2', 'STR_MATCH without string', checked({ searchString: '' }), 'searchString must have 1 to 255 characters'],
  ['6.2', 'bad Region', checked({ regions: ['eu-central-1', 'us-east-1', 'us-west-1'] }), `got 'eu-central-1'`],
];

test.each(REFUSED)('behaviour %s: %s', (_, __, attempt, message) => {
  const app = new App();
  const refusal = refusalOf(() => {
    attempt(new Stack(app, 'Stack'));
    app.synth(); // conflicts are found when the tree is validated
  });
  expect(refusal).toContain('Stack/Www] ');
  expect(refusal).toContain(message);
});

/** The situations that docs/fidelity.md says the constructs do not refuse, each with why. */
const LISTED = /### What Route 53 refuses and the constructs do not\n\n\| behaviour \| situation \| why \|\n.*\n((?:\|.*\n)+)/
  .exec(readFileSync(resolve(__dirname, '../../docs/fidelity.md'), 'utf8'))![1]
  .trimEnd()
  .split('\n')
  .map(row => row.split('|').map(cell => cell.trim()))
  .map(([, link, situation, why]) => ({ section: /^\[(.+?)\]/.exec(link)![1], situation, why }));

test('each situation is either refused or listed', () => {
  expect(LISTED.filter(({ why }) => why === '')).toEqual([]);
  const situations = [
    ...REFUSED.map(([section, situation]) => `${section} ${situation}`),
    ...LISTED.map(row => `${row.section} ${row.situation}`),
  ];
  expect(new Set(situations).size).toBe(situations.length);
});

/** The catalogue of errors (behaviour 6.1, 6.2), by the names of its rows. */
const CATALOGUE: Record<string, string[]> = {
  '6.1': [
    'CREATE of existing',
    'DELETE of missing',
    'DELETE with other values',
    'same set twice in batch',
    'multivalue into non-multivalue group',
    'simple into policy group',
    'weighted into other',
    'latency into other',
    'failover into other',
    'multivalue alias',
    'policy on NS',
    'weighted TTL mismatch',
    '101st weighted',
    '1001 values in batch',
    '32001 characters in batch',
    'health check on simple set',
    'non-alias PRIMARY, no check',
    'alias PRIMARY, ETH false, no check',
    'alias target missing',
    'alias target outside zone',
    'A beside CNAME',
    'CNAME beside others',
    'name outside zone',
    'bad IPv4',
    'bad IPv6',
    'bad character in name',
    'empty label',
    'policy, no SetIdentifier',
    'SetIdentifier, no policy',
    'two policies',
    'no value',
    'alias and records',
    'bad Action',
    'weight 300',
    'zone busy',
    'too fast',
  ],
  '6.2': [
    'neither IP nor FQDN',
    'RequestInterval 20',
    'EnableSNI on HTTP',
    'ResourcePath on TCP',
    'FQDN with IP on TCP',
    'STR_MATCH without string',
    'Port on CALCULATED',
    'alarm on endpoint check',
    'InsufficientData on endpoint check',
    'child unknown or deleted',
    'bad Region',
    'unknown id',
    'caller reference clash',
    'too many',
    'version clash',
  ],
};

test.each(Object.entries(CATALOGUE))('every row of the catalogue of behaviour %s is refused or listed', (section, rows) => {
  const known = new Set([
    ...REFUSED.filter(([of]) => of === section).map(([, situation]) => situation),
    ...LISTED.filter(row => row.section === section).map(row => row.situation),
  ]);
  expect(rows.filter(row => !known.has(row))).toEqual([]);
});

test('a record set of ours beside one of another policy is refused for each policy of aws-cdk-lib', () => {
  const policies: [string, object][] = [
    ['weighted', { weight: 1, setIdentifier: 'theirs' }],
    ['latency', { region: 'us-east-1', setIdentifier: 'theirs' }],
    ['simple', {}],
  ];
  for (const [policy, props] of policies) {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const zone = zoneIn(stack);
    const records = new MultiValueRecordSet(stack, 'Www', {
      zone,
      recordName: 'www',
      endpoints: [BLUE, GREEN],
      healthCheck: none,
    });
    aRecord(props)(stack, zone);
    expect(refusalOf(() => app.synth())).toContain(
      `[Stack/Theirs]: the A records of '${records.domainName}' have the policy multivalue here and ${policy} there`,
    );
  }
});
