import { dnsAsker } from '../../lib/cli/ask-dns';
import type { DnsQuestion } from '../../lib/plan/preflight/gather';
import { canonicalValue } from '../../lib/rules/record-values';
import type { RecordType } from '../../lib/rules/record-types';
import type { ServerAddress } from '../../lib/rules/server-address';
import { encode, listen } from '../verify/support/dns';
import { startRoute53, type LocalRoute53 } from './support/local-route53';

/** One value of each type that preflight asks for; the TXT one is too long for UDP. */
const VALUES: Readonly<Record<Exclude<RecordType, 'NS' | 'SOA'>, string>> = {
  A: '52.0.0.1',
  AAAA: '2600:1F00::1',
  CAA: '0 issue "ca.example.net"',
  CNAME: 'Origin.example.net',
  DS: `12345 13 2 ${'0a'.repeat(32)}`,
  HTTPS: '1 . alpn="h2,h3"',
  MX: '10 mail.example.net',
  NAPTR: '100 10 "S" "SIP+D2U" "" sip.example.net',
  PTR: 'host.example.net',
  SPF: '"v=spf1 -all"',
  SRV: '1 2 443 host.example.net',
  SSHFP: `4 2 ${'0b'.repeat(32)}`,
  SVCB: '1 svc.example.net port=443',
  TLSA: `3 1 1 ${'0c'.repeat(32)}`,
  TXT: Array.from({ length: 15 }, () => `"${'x'.repeat(255)}"`).join(' '),
};

const ZONE = { id: 'Z1', name: 'example.com.', isPrivate: false, nameServers: [] };
let local: LocalRoute53;
let server: ServerAddress;

beforeAll(async () => {
  local = await startRoute53();
  const [host, port] = local.dns.split(':');
  server = { host, port: Number(port) };
  const zone = local.api.CreateHostedZone({ Name: 'example.com', CallerReference: 'zone' }).HostedZone!.Id;
  const sets = Object.entries(VALUES).map(([type, Value]) => ({
    Name: `0/25.${type}.example.com`,
    Type: type as RecordType,
    TTL: 60,
    ResourceRecords: [{ Value }],
  }));
  local.api.ChangeResourceRecordSets({
    HostedZoneId: zone,
    ChangeBatch: { Changes: sets.map(ResourceRecordSet => ({ Action: 'CREATE', ResourceRecordSet })) },
  });
});
afterAll(() => local.close());

async function answersOf(questions: readonly DnsQuestion[], ...servers: ServerAddress[]): Promise<[string, unknown][]> {
  const asker = dnsAsker(() => servers, new AbortController().signal);
  try {
    return (await asker.askDns(ZONE, questions)).map(answer => [answer.server, answer.answered]);
  } finally {
    asker.close();
  }
}

test.each(Object.entries(VALUES) as [DnsQuestion['type'], string][])('%s: the answer is the value', async (type, value) =>
  expect(await answersOf([{ name: `0\\05725.${type.toLowerCase()}.example.com.`, type }], server)).toEqual([
    [`127.0.0.1:${server.port}`, [canonicalValue(type, value)]],
  ]),
);

test('a resolver is asked to resolve', async () => {
  const flags: boolean[] = [];
  const resolver = await listen(({ query }) => {
    flags.push(query.flag_rd);
    const [question] = query.questions!;
    const answers = [{ name: question.name, type: 'A' as const, ttl: 60, data: '52.0.0.1' }];
    return [encode({ type: 'response', id: query.id, questions: [question], answers })];
  });
  try {
    const address = { host: '127.0.0.1', port: resolver.server.port };
    expect(await answersOf([{ name: 'a.example.com.', type: 'A' }], address)).toEqual([[expect.anything(), ['52.0.0.1']]]);
    expect(flags).toEqual([true]);
  } finally {
    await resolver.close();
  }
});

test('what is no answer is told in the words of DNS', async () => {
  const name = 'nobody.example.com.';
  expect(await answersOf([{ name, type: 'A' }], server)).toEqual([[expect.anything(), 'NXDOMAIN']]);
  expect(await answersOf([{ name: 'example.com.', type: 'A' }], server)).toEqual([[expect.anything(), []]]);
  expect(await answersOf([{ name: 'example.org.', type: 'A' }], server)).toEqual([[expect.anything(), 'REFUSED']]);
});

test('each server is asked each question, whatever becomes of the others', async () => {
  const questions: DnsQuestion[] = [
    { name: 'a.a.example.com.', type: 'A' },
    { name: 'b.a.example.com.', type: 'A' },
  ];
  const silent = { host: '127.0.0.1', port: 1 };
  const unknown = { host: `${'x'.repeat(64)}.test`, port: 53 }; // no label is so long: nobody is asked where it is
  const answers = await answersOf(questions, silent, unknown, server);
  const by = (name: string): unknown[] => answers.filter(([asked]) => asked === name).map(([, answered]) => answered);
  expect(by('127.0.0.1:1')).toEqual(['no reply', 'no reply']);
  expect(by(`127.0.0.1:${server.port}`)).toEqual(['NXDOMAIN', 'NXDOMAIN']);
  const why: unknown = expect.stringMatching(/^its address cannot be found \(E\w+\)$/);
  expect(by(unknown.host)).toEqual([why, why]);
  expect(answers).toHaveLength(6);
});
