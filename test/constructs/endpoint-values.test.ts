import { type Stack, Token } from 'aws-cdk-lib';
import { CaaTag } from 'aws-cdk-lib/aws-route53';
import { MULTIVALUE_TYPES } from '../../lib/rules/record-types';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  FailoverTarget,
  MultiValueRecordSet,
  SimpleRecordSet,
  type ValueEndpointOptions,
} from '../../lib';
import { checksOf, newStack, recordsOf, refusalOf, synth, synthWww, www, zoneIn } from './support';

const none = EndpointHealthCheck.none();
const recordOf = (endpoint: Endpoint): object => recordsOf(synthWww({ endpoints: [endpoint], healthCheck: none }))[0];
const refused = (...endpoints: Endpoint[]): string => refusalOf(() => www(newStack(), { endpoints, healthCheck: none }));

describe('a value of each type', () => {
  const HEX = 'AB'.repeat(32);
  const CASES: [string, Endpoint, value: string, name: string][] = [
    ['MX', Endpoint.mx({ priority: 10, hostName: 'Mail1.example.com' }), '10 mail1.example.com.', 'Mail1.example.com'],
    [
      'SRV',
      Endpoint.srv({ priority: 1, weight: 5, port: 5060, hostName: 'sip.example.com' }),
      '1 5 5060 sip.example.com.',
      'sip.example.com:5060',
    ],
    ['TXT', Endpoint.txt('say "hi"'), '"say \\042hi\\042"', 'say "hi"'],
    ['TXT', Endpoint.txt('x'.repeat(300), { name: 'long' }), `"${'x'.repeat(255)}" "${'x'.repeat(45)}"`, 'long'],
    [
      'CAA',
      Endpoint.caa({ flag: 0, tag: CaaTag.ISSUE, value: 'ca.example.net' }),
      '0 issue "ca.example.net"',
      'issue ca.example.net',
    ],
    ['A', Endpoint.value('A', '52.0.0.1'), '52.0.0.1', '52.0.0.1'],
    ['AAAA', Endpoint.value('AAAA', '2600:1F18::0:1'), '2600:1f18::1', '2600:1f18::1'],
    ['PTR', Endpoint.value('PTR', 'Host.example.com'), 'host.example.com.', 'Host.example.com'],
    ['SPF', Endpoint.value('SPF', '"v=spf1 -all"'), '"v=spf1 -all"', '"v=spf1 -all"'],
    [
      'NAPTR',
      Endpoint.value('NAPTR', '100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', { name: 'sip' }),
      '100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .',
      'sip',
    ],
    ['SSHFP', Endpoint.value('SSHFP', `4 2 ${HEX}`, { name: 'key' }), `4 2 ${HEX}`, 'key'],
    ['TLSA', Endpoint.value('TLSA', `3 1 1 ${HEX}`, { name: 'cert' }), `3 1 1 ${HEX}`, 'cert'],
    [
      'SVCB',
      Endpoint.value('SVCB', '1  svc.example.com port=8443'),
      '1 svc.example.com. port="8443"',
      '1  svc.example.com port=8443',
    ],
    ['HTTPS', Endpoint.value('HTTPS', '1 . alpn=h2'), '1 . alpn="h2"', '1 . alpn=h2'],
  ];

  test.each(CASES)('%s is one multivalue record, spelled one way', (type, endpoint, value, name) =>
    expect(recordOf(endpoint)).toEqual({
      Name: 'www.example.com.',
      Type: type,
      TTL: '60',
      MultiValueAnswer: true,
      SetIdentifier: name,
      ResourceRecords: [value],
    }),
  );

  test('is shown here for every type that multivalue groups may hold', () =>
    expect([...new Set(CASES.map(([type]) => type))].sort()).toEqual([...MULTIVALUE_TYPES].sort()));

  test('may be known only at deployment when it has a name', () => {
    const port = Token.asNumber({ Ref: 'Port' });
    const host = Token.asString({ Ref: 'Host' });
    expect(recordOf(Endpoint.srv({ priority: 0, weight: 0, port, hostName: host }, { name: 'sip' }))).toMatchObject({
      ResourceRecords: [{ 'Fn::Join': ['', ['0 0 ', { Ref: 'Port' }, ' ', { Ref: 'Host' }]] }],
    });
    expect(recordOf(Endpoint.txt(host, { name: 'text' }))).toMatchObject({
      ResourceRecords: [{ 'Fn::Join': ['', ['"', { Ref: 'Host' }, '"']] }],
    });
    expect(refused(Endpoint.srv({ priority: 0, weight: 0, port, hostName: 'sip.example.com' }))).toBe(
      '[Stack/Www] endpoints[0] must have a name that is known at synthesis, because it becomes the set identifier, got a value known only at deployment',
    );
  });
});

describe('a value that Route 53 would not take is refused', () => {
  test.each<[string, Endpoint, string]>([
    [
      'a priority out of range',
      Endpoint.mx({ priority: 70000, hostName: 'mail.example.com' }),
      `a value of type MX, got '70000 mail.example.com' (Value's priority is not a whole number from 0 to 65535)`,
    ],
    [
      'a host that is no name',
      Endpoint.mx({ priority: 1, hostName: 'mail..example.com' }),
      `a value of type MX, got '1 mail..example.com' (Domain label is empty)`,
    ],
    [
      'a port that is no whole number',
      Endpoint.srv({ priority: 1, weight: 1, port: 1.5, hostName: 'sip.example.com' }),
      `a value of type SRV, got '1 1 1.5 sip.example.com' (Value's port is not a whole number from 0 to 65535)`,
    ],
    [
      'a flag out of range',
      Endpoint.caa({ flag: 256, tag: CaaTag.ISSUE, value: 'ca.example.net' }),
      `a value of type CAA, got '256 issue "ca.example.net"' (Value's flags is not a whole number from 0 to 255)`,
    ],
    [
      'an unquoted SPF',
      Endpoint.value('SPF', 'v=spf1'),
      `a value of type SPF, got 'v=spf1' (Value should be enclosed in quotation marks)`,
    ],
    [
      'a short digest',
      Endpoint.value('TLSA', '3 1 1 AB'),
      `a value of type TLSA, got '3 1 1 AB' (Value's certificate is not 64 hexadecimal digits, as matching type 1 has it)`,
    ],
    [
      'a type that Route 53 does not have',
      Endpoint.value('AFSDB', '1 afs.example.com'),
      `of a record type that Route 53 has (A, AAAA, CAA, CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA, TXT), got 'AFSDB'`,
    ],
    [
      'a type in lower case',
      Endpoint.value('mx', '1 mail.example.com'),
      `of a record type that Route 53 has (A, AAAA, CAA, CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA, TXT), got 'mx'`,
    ],
  ])('%s', (_, endpoint, message) => expect(refused(endpoint)).toBe(`[Stack/Www] endpoints[0] must be ${message}`));

  test('text that is longer than 4000 characters when quoted', () =>
    expect(refused(Endpoint.txt('x'.repeat(4000), { name: 'long' }))).toMatch(/\(Value is longer than 4000 characters\)$/));

  test.each<[string, string, RegExp]>([
    ['CNAME', 'www.example.net', /a name may have only one CNAME in an answer/],
    ['NS', 'ns1.example.net', /simple routing only for this type: a delegation has one set of name servers/],
    ['SOA', 'ns1.example.net. host.example.net. 1 2 3 4 5', /simple routing only for this type: a zone has one SOA record/],
    ['DS', '1 8 200 AB', /a resolver needs all DS records of a delegation/],
  ])('%s in a multivalue group (behaviour 1.2)', (type, value, reason) => {
    const message = refused(Endpoint.value(type, value));
    expect(message).toContain(
      `[Stack/Www] endpoints[0] must be of type A, AAAA, CAA, HTTPS, MX, NAPTR, PTR, SPF, SRV, SSHFP, SVCB, TLSA, TXT, got ${type}: `,
    );
    expect(message).toMatch(reason);
  });

  test.each([
    ['NS', 'ns1.example.net'],
    ['DS', '1 8 200 AB'],
  ])('%s as one of a failover pair (behaviour 1.2)', (type, value) =>
    expect(
      refusalOf(() => {
        const stack = newStack();
        const target = FailoverTarget.endpoint(Endpoint.value(type, value));
        new FailoverRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName: 'www', primary: target, secondary: target });
      }),
    ).toBe(
      `[Stack/Www] primary must be of a type that a routing policy can be used with, got ${type}, which is for simple routing only`,
    ),
  );

  test('the same value in two spellings', () =>
    expect(
      refused(
        Endpoint.mx({ priority: 10, hostName: 'mail.example.com' }, { name: 'a' }),
        Endpoint.value('MX', '10  MAIL.example.com.', { name: 'b' }),
      ),
    ).toBe(`[Stack/Www] endpoints[1] must have a different value from endpoints[0], got '10 mail.example.com.' for both`));

  test.each<[string, Endpoint[]]>([
    ['MX, TXT', [Endpoint.txt('hello'), Endpoint.mx({ priority: 1, hostName: 'mail.example.com' })]],
    ['A, AAAA, TXT', [Endpoint.ipAddress('52.0.0.1'), Endpoint.ipAddress('2600:1f18::1'), Endpoint.txt('hello')]],
  ])('several types in one list: %s', (types, endpoints) =>
    expect(refused(...endpoints)).toBe(`[Stack/Www] endpoints must be of one record type, or of A and AAAA, got ${types}`),
  );
});

describe('simple routing', () => {
  const simple =
    (...endpoints: Endpoint[]) =>
    (stack: Stack) =>
      new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName: 'www', endpoints });

  test.each([
    ['NS', ['ns1.example.net.', 'ns2.example.net.']],
    ['DS', ['1 8 200 AB']],
    ['CNAME', ['www.example.net.']],
  ])('takes %s', (type, values) =>
    expect(recordsOf(synth(simple(...values.map(value => Endpoint.value(type, value)))))).toEqual([
      { Name: 'www.example.com.', Type: type, TTL: '60', ResourceRecords: values },
    ]),
  );

  test('refuses two CNAMEs (behaviour 2.1)', () =>
    expect(
      refusalOf(() => simple(Endpoint.value('CNAME', 'a.example.net'), Endpoint.value('CNAME', 'b.example.net'))(newStack())),
    ).toBe('[Stack/Www] endpoints must hold at most 1 endpoints of type CNAME that are not drained, got 2'));

  test('refuses SOA (behaviour 5.2)', () =>
    expect(refusalOf(() => simple(Endpoint.value('SOA', 'a. b. 1 2 3 4 5'))(newStack()))).toBe(
      '[Stack/Www] endpoints[0] must not be of type SOA: a zone has one SOA record, which is created with it',
    ));
});

describe('health checkers connect', () => {
  const MAIL = { priority: 10, hostName: 'mail.example.com' };
  const configOf = (endpoint: Endpoint, healthCheck = EndpointHealthCheck.tcp({ port: 25 })): object =>
    [...checksOf(synthWww({ endpoints: [endpoint], healthCheck })).values()][0];

  test('to the host of an MX or SRV value', () => {
    expect(configOf(Endpoint.mx(MAIL))).toEqual({ Type: 'TCP', FullyQualifiedDomainName: 'mail.example.com', Port: 25 });
    expect(configOf(Endpoint.srv({ ...MAIL, weight: 1, port: 5060 }))).toMatchObject({
      FullyQualifiedDomainName: 'mail.example.com',
    });
  });

  test.each<[string, ValueEndpointOptions, object]>([
    ['to the address', { address: '52.0.0.25' }, { Type: 'TCP', IPAddress: '52.0.0.25', Port: 25 }],
    [
      'to the hostName',
      { hostName: 'probe.example.com' },
      { Type: 'TCP', FullyQualifiedDomainName: 'probe.example.com', Port: 25 },
    ],
  ])('%s that is given', (_, options, config) => {
    expect(configOf(Endpoint.mx(MAIL, options))).toEqual(config);
    expect(configOf(Endpoint.txt('hello', options))).toEqual(config);
    expect(configOf(Endpoint.value('PTR', 'host.example.com', options))).toEqual(config);
  });

  test.each<[string, Endpoint]>([
    ['TXT', Endpoint.txt('hello')],
    ['CAA', Endpoint.caa({ flag: 0, tag: CaaTag.ISSUE, value: 'ca.example.net' })],
    ['PTR', Endpoint.value('PTR', 'host.example.com')],
    ['an MX that says there is no mail', Endpoint.mx({ priority: 0, hostName: '.' })],
  ])('to nothing that %s tells, so one of them must be given', (_, endpoint) =>
    expect(refusalOf(() => www(newStack(), { endpoints: [endpoint] }))).toBe(
      '[Stack/Www] endpoints[0] must have an address or a hostName to probe, or a health check that needs none, got neither',
    ),
  );

  test('to one of them, not both', () =>
    expect(refused(Endpoint.txt('hello', { address: '52.0.0.25', hostName: 'probe.example.com' }))).toBe(
      `[Stack/Www] endpoints[0] must have an address or a hostName for checkers to connect to, not both, got '52.0.0.25' and 'probe.example.com'`,
    ));

  test('to no private address', () =>
    expect(refusalOf(() => www(newStack(), { endpoints: [Endpoint.txt('hello', { address: '10.0.0.1' })] }))).toMatch(
      /endpoints\[0\] must have an address that Route 53 can check, got '10.0.0.1'/,
    ));
});

test('drained and healthCheck are taken from the options', () => {
  const stack = newStack();
  const drained = Endpoint.mx({ priority: 20, hostName: 'old.example.com' }, { drained: true, healthCheck: none });
  const set = new MultiValueRecordSet(stack, 'Mail', {
    zone: zoneIn(stack),
    endpoints: [drained, Endpoint.mx({ priority: 10, hostName: 'new.example.com' }, { healthCheck: none })],
  });
  expect(drained.drained).toBe(true);
  expect(set.healthChecks).toEqual([]);
});
