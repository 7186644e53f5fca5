/** One table of questions and what is answered to them, asked in memory, over UDP and over TCP. */
import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import type { HostedZone } from '../../../lib/local/state';
import { addresses, alias, multiValue, records } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, question, read, SERVE, SERVERS, SOA, type Said, type World } from './world';

const EXAMPLE = hostedZone('example.com.', [
  ...multiValue('www.example.com.', addresses(3)),
  records('simple.example.com.', 'A', ['10.0.1.1', '10.0.1.2']),
  records('simple.example.com.', 'TXT', ['"v=spf1 -all" "more"']),
  records('deep.below.example.com.', 'A', ['10.0.2.1']),
  records('\\052.wild.example.com.', 'A', ['10.0.3.1']),
  records('txt.wild.example.com.', 'TXT', ['"here"']),
  records('alias.example.com.', 'CNAME', ['simple.example.com']),
  records('out.example.com.', 'CNAME', ['www.example.org']),
  records('gone.example.com.', 'CNAME', ['nowhere.example.com']),
  records('round.example.com.', 'CNAME', ['about.example.com']),
  records('about.example.com.', 'CNAME', ['round.example.com']),
  records('fail.example.com.', 'A', ['10.0.4.1'], { SetIdentifier: 'p', Failover: 'PRIMARY', HealthCheckId: 'primary' }),
  records('fail.example.com.', 'A', ['10.0.4.2'], { SetIdentifier: 's', Failover: 'SECONDARY' }),
  records('heavy.example.com.', 'A', ['10.0.5.1'], { SetIdentifier: 'a', Weight: 1, HealthCheckId: 'heavy' }),
  records('heavy.example.com.', 'A', ['10.0.5.2'], { SetIdentifier: 'b', Weight: 0 }),
  alias('tree.example.com.', 'A', 'www.example.com.'),
  alias('ring.example.com.', 'A', 'ring.example.com.'),
  records('mail.example.com.', 'MX', ['10 simple.example.com', '20 mx.example.org', '30 www.example.com']),
  records('_sip._tcp.example.com.', 'SRV', ['1 2 5060 fail.example.com']),
  records('part.example.com.', 'NS', ['ns.part.example.com', 'ns.example.org'], { TTL: 300 }),
  records('part.example.com.', 'DS', ['12345 13 2 ' + 'AB'.repeat(32)]),
  records('ns.part.example.com.', 'A', ['10.0.6.1']),
  records('www.part.example.com.', 'A', ['10.0.6.2']),
  records('to-part.example.com.', 'CNAME', ['www.part.example.com']),
  records('near.example.com.', 'A', ['10.0.7.1'], { SetIdentifier: 'us', Region: 'us-east-1' }),
  records('near.example.com.', 'A', ['10.0.7.2'], { SetIdentifier: 'eu', Region: 'eu-west-1' }),
  records('only-eu.example.com.', 'A', ['10.0.7.3'], { SetIdentifier: 'eu', GeoLocation: { ContinentCode: 'EU' } }),
  records('odd\\100.example.com.', 'A', ['10.0.8.1']),
]);
const CHILD = hostedZone('child.example.com.', [records('www.child.example.com.', 'A', ['10.1.0.1'])], { id: 'ZCHILD' });
const TWIN = hostedZone('example.com.', [records('simple.example.com.', 'A', ['10.2.0.1'])], { id: 'ZTWIN' });
const PRIVATE = hostedZone('example.com.', [records('simple.example.com.', 'A', ['10.3.0.1'])], {
  id: 'ZPRIVATE',
  vpcs: [{ accountId: LOCAL_ACCOUNT, VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }],
});

/** The zone with an SOA of this minimum; its TTL is 900. */
const withMinimum = (minimum: number): HostedZone => {
  const recordSets = [
    records('example.com.', 'NS', SERVERS),
    records('example.com.', 'SOA', [SOA.replace('86400', String(minimum))], { TTL: 900 }),
  ];
  return hostedZone('example.com.', [], { recordSets, published: recordSets });
};

const NS = SERVERS.map(server => `example.com 172800 NS ${server.slice(0, -1)}`);
const NEGATIVE = ['example.com 900 SOA ns-1.awsdns-01.com awsdns-hostmaster.amazon.com 1 7200 900 1209600 86400'];

interface Case extends Partial<Said> {
  readonly title: string;
  readonly asked: readonly [name: string, type: string];
  readonly world?: Partial<World>;
}

const FOUND = { rcode: 'NOERROR', flags: 'qr aa rd', authority: NS, additional: [] };
const NOT_FOUND = { flags: 'qr aa rd', answer: [], authority: NEGATIVE, additional: [] };
const REFUSED = { rcode: 'REFUSED', flags: 'qr rd', answer: [], authority: [], additional: [] };

const CASES: readonly Case[] = [
  {
    ...FOUND,
    title: 'a multivalue group answers with its healthy members, NS in authority',
    asked: ['www.example.com', 'A'],
    world: { unhealthy: ['10.0.0.2'] },
    answer: ['www.example.com 60 A 10.0.0.1', 'www.example.com 60 A 10.0.0.3'],
  },
  {
    ...FOUND,
    title: 'a simple record set answers with all its values',
    asked: ['simple.example.com', 'A'],
    answer: ['simple.example.com 60 A 10.0.1.1', 'simple.example.com 60 A 10.0.1.2'],
  },
  {
    ...FOUND,
    title: 'the owner has the case of the question',
    asked: ['SIMple.exAMPle.com', 'TXT'],
    answer: ['SIMple.exAMPle.com 60 TXT "v=spf1 -all" "more"'],
    authority: NS.map(line => line.replace('example.com', 'exAMPle.com')),
  },
  { ...NOT_FOUND, title: 'a name that is not there', asked: ['nowhere.example.com', 'A'], rcode: 'NXDOMAIN' },
  { ...NOT_FOUND, title: 'a type that is not there', asked: ['www.example.com', 'MX'], rcode: 'NOERROR' },
  { ...NOT_FOUND, title: 'a type that Route 53 does not know', asked: ['www.example.com', 'HINFO'], rcode: 'NOERROR' },
  { ...NOT_FOUND, title: 'an empty non-terminal is there, without data', asked: ['below.example.com', 'A'], rcode: 'NOERROR' },
  { ...REFUSED, title: 'a name in no zone of the server', asked: ['www.example.org', 'A'] },
  { ...REFUSED, title: 'a name whose text, not its labels, ends like the zone', asked: ['wwwexample.com', 'A'] },
  {
    ...FOUND,
    title: 'a wildcard covers any depth below it',
    asked: ['a.b.wild.example.com', 'A'],
    answer: ['a.b.wild.example.com 60 A 10.0.3.1'],
  },
  { ...NOT_FOUND, title: 'a wildcard does not cover its own parent', asked: ['wild.example.com', 'A'], rcode: 'NOERROR' },
  { ...NOT_FOUND, title: 'a name of any type is not covered', asked: ['txt.wild.example.com', 'A'], rcode: 'NOERROR' },
  {
    ...FOUND,
    title: 'a CNAME within the zone is followed',
    asked: ['alias.example.com', 'A'],
    answer: [
      'alias.example.com 60 CNAME simple.example.com',
      'simple.example.com 60 A 10.0.1.1',
      'simple.example.com 60 A 10.0.1.2',
    ],
  },
  {
    ...FOUND,
    title: 'a CNAME asked for is not followed',
    asked: ['alias.example.com', 'CNAME'],
    answer: ['alias.example.com 60 CNAME simple.example.com'],
  },
  {
    ...FOUND,
    title: 'a CNAME out of the zone is for the resolver to follow',
    asked: ['out.example.com', 'A'],
    answer: ['out.example.com 60 CNAME www.example.org'],
  },
  {
    ...NOT_FOUND,
    title: 'a CNAME to a name that is not there',
    asked: ['gone.example.com', 'A'],
    rcode: 'NXDOMAIN',
    answer: ['gone.example.com 60 CNAME nowhere.example.com'],
  },
  {
    ...NOT_FOUND,
    title: 'a CNAME to a name without this type',
    asked: ['alias.example.com', 'AAAA'],
    rcode: 'NOERROR',
    answer: ['alias.example.com 60 CNAME simple.example.com'],
  },
  {
    ...FOUND,
    title: 'CNAMEs in a ring end where they began',
    asked: ['round.example.com', 'A'],
    answer: ['about.example.com 60 CNAME round.example.com', 'round.example.com 60 CNAME about.example.com'],
  },
  { ...FOUND, title: 'NS of the apex is not said twice', asked: ['example.com', 'NS'], answer: NS, authority: [] },
  {
    ...FOUND,
    title: 'failover with a healthy primary (behaviour 2.2)',
    asked: ['fail.example.com', 'A'],
    answer: ['fail.example.com 60 A 10.0.4.1'],
  },
  {
    ...FOUND,
    title: 'failover with an unhealthy primary (behaviour 2.2)',
    asked: ['fail.example.com', 'A'],
    world: { unhealthy: ['primary'] },
    answer: ['fail.example.com 60 A 10.0.4.2'],
  },
  {
    ...FOUND,
    title: 'weight 0 beside a healthy weight 1 (behaviour 3.5)',
    asked: ['heavy.example.com', 'A'],
    answer: ['heavy.example.com 60 A 10.0.5.1'],
  },
  {
    ...FOUND,
    title: 'weight 0 beside an unhealthy weight 1 (behaviour 3.5)',
    asked: ['heavy.example.com', 'A'],
    world: { unhealthy: ['heavy'] },
    answer: ['heavy.example.com 60 A 10.0.5.2'],
  },
  {
    ...FOUND,
    title: 'an alias cannot be seen: its name, the data of its target',
    asked: ['tree.example.com', 'A'],
    world: { unhealthy: ['10.0.0.2', '10.0.0.3'] },
    answer: ['tree.example.com 60 A 10.0.0.1'],
  },
  { ...NOT_FOUND, title: 'an alias to itself', asked: ['ring.example.com', 'A'], rcode: 'NOERROR' },
  {
    ...FOUND,
    title: 'MX answers carry the addresses the zone has',
    asked: ['mail.example.com', 'MX'],
    world: { unhealthy: ['10.0.0.1', '10.0.0.2'] },
    answer: [
      'mail.example.com 60 MX 10 simple.example.com',
      'mail.example.com 60 MX 20 mx.example.org',
      'mail.example.com 60 MX 30 www.example.com',
    ],
    additional: ['simple.example.com 60 A 10.0.1.1', 'simple.example.com 60 A 10.0.1.2', 'www.example.com 60 A 10.0.0.3'],
  },
  {
    ...FOUND,
    title: 'SRV answers carry addresses picked by their policy',
    asked: ['_sip._tcp.example.com', 'SRV'],
    answer: ['_sip._tcp.example.com 60 SRV 1 2 5060 fail.example.com'],
    additional: ['fail.example.com 60 A 10.0.4.1'],
  },
  {
    title: 'a name below a delegation is referred to its servers, with glue',
    asked: ['www.part.example.com', 'A'],
    rcode: 'NOERROR',
    flags: 'qr rd',
    answer: [],
    authority: ['part.example.com 300 NS ns.example.org', 'part.example.com 300 NS ns.part.example.com'],
    additional: ['ns.part.example.com 60 A 10.0.6.1'],
  },
  {
    title: 'the delegated name itself is referred too',
    asked: ['PART.example.com', 'NS'],
    rcode: 'NOERROR',
    flags: 'qr rd',
    answer: [],
    authority: ['PART.example.com 300 NS ns.example.org', 'PART.example.com 300 NS ns.part.example.com'],
    additional: ['ns.part.example.com 60 A 10.0.6.1'],
  },
  {
    ...FOUND,
    title: 'DS is answered above the cut',
    asked: ['part.example.com', 'DS'],
    answer: [`part.example.com 60 DS 12345 13 2 ${'ab'.repeat(32)}`],
  },
  {
    ...FOUND,
    title: 'a CNAME into a delegated part is for the resolver to follow',
    asked: ['to-part.example.com', 'A'],
    answer: ['to-part.example.com 60 CNAME www.part.example.com'],
  },
  {
    ...FOUND,
    title: 'ANY answers with all types of the name, each by its policy',
    asked: ['simple.example.com', 'ANY'],
    answer: [
      'simple.example.com 60 A 10.0.1.1',
      'simple.example.com 60 A 10.0.1.2',
      'simple.example.com 60 TXT "v=spf1 -all" "more"',
    ],
  },
  { ...FOUND, title: 'ANY at the apex', asked: ['example.com', 'ANY'], answer: [...NS, ...NEGATIVE].sort(), authority: [] },
  { ...FOUND, title: 'ANY of a CNAME', asked: ['out.example.com', 'ANY'], answer: ['out.example.com 60 CNAME www.example.org'] },
  { ...NOT_FOUND, title: 'ANY of an empty non-terminal', asked: ['below.example.com', 'ANY'], rcode: 'NOERROR' },
  {
    ...FOUND,
    title: 'latency for a client of unknown place is that from us-east-1',
    asked: ['near.example.com', 'A'],
    answer: ['near.example.com 60 A 10.0.7.1'],
  },
  {
    ...FOUND,
    title: 'latency for clients who are said to be elsewhere',
    asked: ['near.example.com', 'A'],
    world: { clientLocation: { region: 'eu-central-1' } },
    answer: ['near.example.com 60 A 10.0.7.2'],
  },
  {
    ...NOT_FOUND,
    title: 'geolocation that covers no such client has no answer',
    asked: ['only-eu.example.com', 'A'],
    rcode: 'NOERROR',
  },
  {
    ...FOUND,
    title: 'a label with other characters than letters and digits',
    asked: ['odd@.example.com', 'A'],
    answer: ['odd@.example.com 60 A 10.0.8.1'],
  },
  {
    ...FOUND,
    title: 'the zone with the longest name answers',
    asked: ['www.child.example.com', 'A'],
    world: { zones: [EXAMPLE, CHILD] },
    answer: ['www.child.example.com 60 A 10.1.0.1'],
    authority: NS.map(line => line.replace('example.com', 'child.example.com')),
  },
  {
    ...FOUND,
    title: 'of several zones with one name the oldest answers',
    asked: ['simple.example.com', 'A'],
    world: { zones: [TWIN, EXAMPLE] },
    answer: ['simple.example.com 60 A 10.2.0.1'],
  },
  { ...REFUSED, title: 'a private zone is not answered', asked: ['simple.example.com', 'A'], world: { zones: [PRIVATE] } },
  {
    ...FOUND,
    title: 'nor does it hide a public one',
    asked: ['simple.example.com', 'A'],
    world: { zones: [PRIVATE, TWIN] },
    answer: ['simple.example.com 60 A 10.2.0.1'],
  },
  {
    ...FOUND,
    title: 'unless private zones are to be answered',
    asked: ['simple.example.com', 'A'],
    world: { zones: [TWIN, PRIVATE], answerPrivate: true },
    answer: ['simple.example.com 60 A 10.3.0.1'],
  },
  { ...FOUND, title: 'SOA of the apex', asked: ['example.com', 'SOA'], answer: NEGATIVE },
  ...[59, 900, 901].map(minimum => ({
    ...NOT_FOUND,
    title: `a name that is not there is so for the TTL of the SOA, 900 s, or its minimum of ${minimum} s if that is less`,
    rcode: 'NXDOMAIN',
    asked: ['none.example.com', 'A'] as const,
    world: { zones: [withMinimum(minimum)] },
    authority: [NEGATIVE[0].replace('900 SOA', `${Math.min(900, minimum)} SOA`).replace('86400', String(minimum))],
  })),
];

describe.each(['memory', 'udp', 'tcp'] as const)('asked over %s', transport => {
  test.each(CASES)('$title', async ({ title: _, asked: [name, type], world, ...expected }) => {
    const server = await SERVE[transport](dnsOptions({ zones: [EXAMPLE], ...world }));
    try {
      const reply = await server.ask(question(name, type));
      expect(reply && read(reply)).toEqual(expected);
    } finally {
      await server.close();
    }
  });
});
