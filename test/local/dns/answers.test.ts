/** One table of questions and what is answered to them, asked in memory, over UDP and over TCP. */
import { addresses, multiValue, records } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, question, read, SERVE, SERVERS, type Said, type World } from './world';

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
]);

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
  { ...FOUND, title: 'SOA of the apex', asked: ['example.com', 'SOA'], answer: NEGATIVE },
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
