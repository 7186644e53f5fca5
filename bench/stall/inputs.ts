/** What is sent to the server: hostile, and legitimate but as large as may be. */
import { call, form, framed, json, packets, pour, put, query, xml, type Target } from './send';

export interface Input {
  readonly name: string;
  /** @param round which time it is sent: what it creates has other names each time */
  readonly send: (target: Target, round: number) => Promise<unknown>;
}

const MB = 1024 * 1024;
/** As many as fit into two megabytes. */
const fill = (text: string, bytes = 2 * MB - 2000): string => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const batch = (changes: string, comment = ''): string =>
  `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${element('ChangeBatch', comment + element('Changes', changes))}</ChangeResourceRecordSetsRequest>`;
const recordSet = (name: string, values: readonly string[], more = '', type = 'A'): string =>
  element(
    'ResourceRecordSet',
    `<Name>${name}</Name><Type>${type}</Type>${more}<TTL>60</TTL>` +
      element('ResourceRecords', values.map(value => element('ResourceRecord', element('Value', value))).join('')),
  );
const change = (action: string, set: string): string => element('Change', element('Action', action) + set);
const thousand = Array.from({ length: 1000 }, (_, n) => n);
const address = (n: number): string => `10.9.${n >> 8}.${n & 255}`;

const changes = (target: Target, body: string): Promise<number> => xml(target, `/hostedzone/${target.zoneId}/rrset`, body);
const route53 = (name: string, body: string): Input => ({ name: `Route 53: ${name}`, send: target => changes(target, body) });
const listing = (name: string, path: (target: Target) => string): Input => ({
  name: `Route 53: ${name}`,
  send: target => call(target, 'GET', `/2013-04-01${path(target)}`),
});

const LABEL = 'l'.repeat(60);
const thousandOf = (action: string, nameOf: (n: number) => string): string =>
  batch(thousand.map(n => change(action, recordSet(nameOf(n), [address(n)]))).join(''));
/** Creates a thousand, and deletes them again. */
const created = (name: string, nameOf: (n: number, round: number) => string): Input => ({
  name: `Route 53: ${name}, and their deletion`,
  send: async (target, round) => {
    const status = await changes(
      target,
      thousandOf('CREATE', n => nameOf(n, round)),
    );
    await changes(
      target,
      thousandOf('DELETE', n => nameOf(n, round)),
    );
    return status;
  },
});

export const INPUTS: readonly Input[] = [
  { name: 'nothing', send: () => new Promise(resolve => setTimeout(resolve, 100)) },
  route53('<![CDATA[ again and again, no end', batch(fill('<![CDATA['))),
  route53('<![CDATA[x]]> again and again', batch('', element('Comment', fill('<![CDATA[x]]>')))),
  route53('elements in one another', fill('<a>')),
  route53('elements side by side', batch(fill('<a/>'))),
  route53('empty changes: violations', batch(fill('<Change/>', 400_000))),
  route53('changes of no known action', batch(fill(change('X', recordSet('a.stall.example', ['1'])), MB))),
  route53('references', batch('', element('Comment', fill('&#38;')))),
  route53('ampersands', batch('', element('Comment', fill('&')))),
  route53('attributes', `<a ${fill('xmlns:b="c" ')}/>`),
  route53(
    'a comment of two megabytes',
    batch(change('CREATE', recordSet('c.stall.example', ['1.2.3.4'])), element('Comment', fill('c'))),
  ),
  route53('a name of two megabytes', batch(change('CREATE', recordSet(fill('n.'), ['1.2.3.4'])))),
  route53('a value of two megabytes', batch(change('CREATE', recordSet('v.stall.example', [fill('1.')])))),
  route53(
    'a text value of backslashes',
    batch(change('CREATE', recordSet('t.stall.example', [`"${fill('\\', 3990)}"`], '', 'TXT'))),
  ),
  route53(
    'values of 4000 characters',
    batch(
      change(
        'CREATE',
        recordSet(
          't.stall.example',
          Array.from({ length: 400 }, (_, n) => `"${n}${'x'.repeat(3900)}"`),
          '',
          'TXT',
        ),
      ),
    ),
  ),
  created('1000 creations', (n, round) => `c${n}-${round}.stall.example`),
  {
    name: 'Route 53: 1000 creations again: each a fault',
    send: async (target: Target, round: number): Promise<number> => {
      await changes(
        target,
        thousandOf('CREATE', n => `again${n}-${round}.stall.example`),
      );
      return changes(
        target,
        thousandOf('CREATE', n => `again${n}-${round}.stall.example`),
      );
    },
  },
  created('1000 creations of names as long as may be', (n, round) => `${LABEL}.${LABEL}.${LABEL}.n${n}-${round}.stall.example`),
  route53(
    '500 UPSERTs',
    batch(Array.from({ length: 500 }, (_, n) => change('UPSERT', recordSet(`u${n}.stall.example`, [address(n)]))).join('')),
  ),
  listing('record sets from an odd name', t => `/hostedzone/${t.zoneId}/rrset?name=${'%5C377.'.repeat(60)}&maxitems=300`),
  listing('record sets from a name that is none', t => `/hostedzone/${t.zoneId}/rrset?name=${'a'.repeat(10_000)}`),
  listing('record sets, a page', t => `/hostedzone/${t.zoneId}/rrset?maxitems=300`),
  listing('health checks from an odd marker', () => `/healthcheck?marker=${'z'.repeat(60)}&maxitems=1000`),
  listing('a path of 10,000 parts', () => '/a'.repeat(5000)),
  listing('a query of 5,000 keys', () => `/hostedzone?${'a&'.repeat(5000)}`),
  { name: 'HTTP: a header of 100 KB', send: t => call(t, 'GET', '/', '', { x: 'x'.repeat(100_000) }) },
  {
    name: 'HTTP: 1000 requests at once on one connection, unread',
    send: t =>
      pour(
        Number(new URL(t.url).port),
        Buffer.from(`GET /2013-04-01/hostedzone/${t.zoneId}/rrset?maxitems=300 HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(1000)),
        1500,
      ),
  },
  {
    name: 'forms: 80,000 keys',
    send: t =>
      form(t, `Action=DescribeStacks&Version=2010-05-15${Array.from({ length: 80_000 }, (_, n) => `&k${n}=1`).join('')}`),
  },
  {
    name: 'forms: 4,900 parameters',
    send: t =>
      form(
        t,
        `Action=CreateStack&Version=2010-05-15&StackName=s${Array.from({ length: 4900 }, (_, n) => `&Parameters.member.${n}.ParameterKey=k${n}`).join('')}`,
      ),
  },
  {
    name: 'forms: one value of two megabytes of escapes',
    send: t => form(t, `Action=CreateStack&Version=2010-05-15&StackName=${fill('%41', 2 * MB - 100)}`),
  },
  { name: 'forms: keys of a million dots', send: t => form(t, `Action=DescribeStacks&Version=2010-05-15&${'.'.repeat(MB)}=1`) },
  { name: 'JSON: many keys', send: t => json(t, `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join()}}`) },
  { name: 'JSON: deep', send: t => json(t, '{"Name":' + '['.repeat(200_000)) },
  {
    name: 'control: many keys',
    send: t => call(t, 'POST', '/_multivalue/force', `{${Array.from({ length: 5000 }, (_, n) => `"k${n}":1`).join()}}`),
  },
  { name: 'S3: an object of 16 MB', send: t => put(t, 'large', Buffer.alloc(16 * MB - 100, 'x')) },
  {
    name: 'S3: chunks of one byte',
    send: t => put(t, 'chunks', '1\r\nx\r\n'.repeat(2_000_000), { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }),
  },
  { name: 'S3: the object back', send: t => call(t, 'GET', '/bucket/large') },
  {
    name: 'CloudFormation: brackets as a template',
    send: t => form(t, `Action=ValidateTemplate&Version=2010-05-15&TemplateBody=${fill('[', 51_000)}`),
  },
  {
    name: 'CloudFormation: YAML of flow brackets',
    send: t =>
      form(
        t,
        `Action=ValidateTemplate&Version=2010-05-15&TemplateBody=${encodeURIComponent('Resources: ' + fill('{a: ', 51_000))}`,
      ),
  },
  {
    name: 'CloudFormation: nested Fn::Sub',
    send: t => form(t, `Action=CreateStack&Version=2010-05-15&StackName=sub&TemplateBody=${encodeURIComponent(nestedSub(24))}`),
  },
  {
    name: 'CloudFormation: a pattern that backtracks',
    send: t =>
      form(
        t,
        `Action=CreateStack&Version=2010-05-15&StackName=redos&TemplateBody=${encodeURIComponent(REDOS)}&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue=${'a'.repeat(4000)}!`,
      ),
  },
  stored('a stack of 500 record sets', stackOf(500, 1), (t, url, round) => deployed(t, `large${round}`, url)),
  stored('a stack of 500 record sets of 100 values', stackOf(500, 100), (t, url, round) => deployed(t, `values${round}`, url)),
  stored('a group of 1000 record sets', groupOf(1000), (t, url, round) => deployed(t, `group${round}`, url)),
  stored('a health check of 31,000 tags', tagsOf(31_000), (t, url, round) => deployed(t, `tags${round}`, url)),
  stored('a megabyte of YAML', yamlOf(950_000), validated),
  stored('a megabyte of YAML, all of it keys', keysOf(950_000), validated),
  stored('a third of a megabyte of YAML, all of it in brackets', bracketsOf(300_000), validated),
  stored('a megabyte of YAML, deployed', keysOf(950_000), (t, url, round) => deployed(t, `yaml${round}`, url)),
  {
    name: 'CloudFormation: a body of YAML as long as may be, in brackets',
    send: t => form(t, `Action=ValidateTemplate&Version=2010-05-15&TemplateBody=${encodeURIComponent(bracketsOf(51_000))}`),
  },
  {
    name: 'DNS: a change of a zone of 10,000, and the first question after it',
    send: async (t: Target): Promise<unknown> => {
      await changes(t, batch(change('UPSERT', recordSet('first.stall.example', ['10.9.9.9']))));
      return packets(t.dns, [query('n1.stall.example', 1)]);
    },
  },
  {
    name: 'DNS: a change of a zone of 10,000, and TestDNSAnswer after it',
    send: async (t: Target): Promise<unknown> => {
      await changes(t, batch(change('UPSERT', recordSet('first.stall.example', ['10.9.9.8']))));
      return call(t, 'GET', `/2013-04-01/testdnsanswer?hostedzoneid=${t.zoneId}&recordname=n1.stall.example&recordtype=A`);
    },
  },
  {
    name: 'DNS: ANY of 400 values over TCP, 20,000 at once, unread',
    send: t => pour(t.dns, Buffer.concat(Array<Buffer>(20_000).fill(framed(query('big.stall.example', 255)))), 1500),
  },
  { name: 'DNS: 5,000 frames of nothing over TCP', send: t => pour(t.dns, Buffer.alloc(10_000), 300) },
  {
    name: 'DNS: 10,000 names that are not there',
    send: t =>
      packets(
        t.dns,
        Array.from({ length: 10_000 }, (_, n) => query(`no${n}.stall.example`, 1)),
      ),
  },
  {
    name: 'DNS: 1,000 names as deep as may be',
    send: t =>
      packets(
        t.dns,
        Array.from({ length: 1000 }, (_, n) => query(`${'a.'.repeat(115)}n${n % 10}.stall.example`, 1)),
      ),
  },
  {
    name: 'DNS: EDNS of 14,000 options',
    send: t => packets(t.dns, Array<Buffer>(50).fill(query('n1.stall.example', 1, opt(Buffer.alloc(56_000)), 1))),
  },
  {
    name: 'DNS: 5,000 additional records',
    send: t => packets(t.dns, Array<Buffer>(50).fill(query('n1.stall.example', 1, Buffer.alloc(55_000), 5000))),
  },
];

/** A template in S3, and what is done with its URL. */
function stored(name: string, template: string, use: (target: Target, url: string, round: number) => Promise<unknown>): Input {
  return {
    name: `CloudFormation: ${name}, from S3`,
    send: async (target, round) => {
      await put(target, 'stack', template);
      return use(target, encodeURIComponent('https://s3.us-east-1.amazonaws.com/bucket/stack'), round);
    },
  };
}

function validated(target: Target, url: string): Promise<number> {
  return form(target, `Action=ValidateTemplate&Version=2010-05-15&TemplateURL=${url}`);
}

/** Created, waited for, and asked for by several operations. */
async function deployed(target: Target, stack: string, url: string): Promise<number> {
  await form(target, `Action=CreateStack&Version=2010-05-15&StackName=${stack}&TemplateURL=${url}`);
  await new Promise(resolve => setTimeout(resolve, 3000));
  await form(target, `Action=DescribeStacks&Version=2010-05-15&StackName=${stack}`);
  await form(target, `Action=DescribeStackEvents&Version=2010-05-15&StackName=${stack}`);
  return form(target, `Action=DeleteStack&Version=2010-05-15&StackName=${stack}`);
}

const opt = (options: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 41, 16, 0, 0, 0, 0, 0, options.length >> 8, options.length & 255), options]);

function nestedSub(depth: number): string {
  const value = Array.from({ length: depth }).reduce<unknown>(inner => ({ 'Fn::Sub': ['${a}${a}', { a: inner }] }), 'x');
  return JSON.stringify({ Resources: { Z: { Type: 'AWS::Route53::HostedZone', Properties: { Name: value } } } });
}

const REDOS = JSON.stringify({
  Parameters: { P: { Type: 'String', AllowedPattern: '^(a+)+$' } },
  Resources: { W: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
});

function stackOf(count: number, values: number): string {
  const record = (n: number): object => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: { Ref: 'Zone' },
      Name: `r${n}.stack.example`,
      Type: 'A',
      TTL: '60',
      ResourceRecords: Array.from({ length: values }, (_, k) => `10.${n >> 8}.${n & 255}.${k}`),
    },
  });
  const records = Array.from({ length: count - 1 }, (_, n) => [`R${n}`, record(n)] as const);
  const Zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'stack.example' } };
  return JSON.stringify({ Resources: { Zone, ...Object.fromEntries(records) } });
}

/** As many resources as a stack may have, and more about them than anyone writes. */
function yamlOf(bytes: number): string {
  const one = (n: number): string =>
    `  R${n}:\n    Type: AWS::CloudFormation::WaitConditionHandle\n    Metadata: {a: [b, c, {d: "e"}]}\n    # ${'x'.repeat(bytes / 500 - 100)}\n`;
  return `Resources:\n${Array.from({ length: 490 }, (_, n) => one(n)).join('')}`;
}

/** Metadata as dense as YAML lets it be, a line each. */
function keysOf(bytes: number): string {
  const metadata = Array.from({ length: bytes / 16 }, (_, n) => `      k${n}: ${n}\n`).join('');
  return `Resources:\n  R:\n    Type: AWS::CloudFormation::WaitConditionHandle\n    Metadata:\n${metadata.slice(0, metadata.lastIndexOf('\n', bytes))}\n`;
}

/** The same on one line. */
function bracketsOf(bytes: number): string {
  return `Resources: {R: {Type: AWS::CloudFormation::WaitConditionHandle, Metadata: {x: [${'a,'.repeat(bytes / 2 - 50)}]}}}`;
}

/** As many record sets as one batch takes, in one resource. */
function tagsOf(count: number): string {
  const HealthCheckTags = Array.from({ length: count }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
  const Properties = { HealthCheckConfig: { Type: 'HTTP', IPAddress: address(1) }, HealthCheckTags };
  return JSON.stringify({ Resources: { Check: { Type: 'AWS::Route53::HealthCheck', Properties } } });
}

function groupOf(count: number): string {
  const Properties = {
    HostedZoneId: { Ref: 'Zone' },
    RecordSets: Array.from({ length: count }, (_, n) => ({
      Name: `g${n}.g.org`,
      Type: 'A',
      TTL: '60',
      ResourceRecords: [address(n)],
    })),
  };
  const Zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'g.org' } };
  return JSON.stringify({ Resources: { Zone, Group: { Type: 'AWS::Route53::RecordSetGroup', Properties } } });
}
