/** The network of the machine that verifies: what it keeps from being heard, or puts words into, is no fault of Route 53. */
import { AUTHORITATIVE_ANSWER, encode, type Answer } from 'dns-packet';
import { describe as describeViolation } from '../../lib/verify/judge/violation';
import type { Server } from '../../lib/verify/model';
import type { Report } from '../../lib/verify/report/model';
import type { Transport } from '../../lib/verify/dns/transport';
import { inMemory, replyTo, type Ask, type Responder } from './support/dns';
import { apiOf, honestValues, multiValueFleet, type Fleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { SERVERS, SERVERS_HERE, verifyWith } from './support/run';

const TWELVE = multiValueFleet(12);
/** The same servers, over IPv6 too. */
const BOTH_FAMILIES: readonly Server[] = SERVERS.flatMap(server => [
  { ...server, name: `${server.name} (${server.address})` },
  { ...server, name: `${server.name} (2001:db8::${server.address.at(-1)})`, address: `2001:db8::${server.address.at(-1)}` },
]);

const isOutside = ({ query }: Ask): boolean => /invalid$/i.test(query.questions![0].name);
const isEdns = ({ query }: Ask): boolean => (query.additionals ?? []).length > 0;
const error = ({ query }: Ask, code: number, flags = 0): Buffer[] => [
  encode({ type: 'response', id: query.id, flags: code | flags, questions: query.questions }),
];

/** Route 53: answers for its zone, refuses the rest. */
function route53(fleet: Fleet, random = seededRandom(3)): Responder {
  return ask => (isOutside(ask) ? error(ask, 5) : [encode(replyTo(ask, fleet, honestValues(fleet, random)))]);
}

const RA = 1 << 7;
/** A resolver: no authority, recursion, and one answer for as long as its cache holds. */
function resolver(fleet: Fleet): Responder {
  const cached = honestValues(fleet, seededRandom(9));
  return ask => (isOutside(ask) ? error(ask, 3, RA) : [encode({ ...replyTo(ask, fleet, cached), flags: RA })]);
}

/** A captive portal: its own address, whatever is asked. */
const portal =
  (flags: number): Responder =>
  ({ query }) => [
    encode({
      type: 'response',
      id: query.id,
      flags,
      questions: query.questions,
      answers: [{ type: 'A', name: query.questions![0].name, ttl: 1, data: '10.1.1.1' } as Answer],
    }),
  ];

const refusing: Responder = ask => error(ask, 5);
const failing: Responder = ask => error(ask, 2);
const failingResolver: Responder = ask => error(ask, 2, RA);
/** Of the zone, and yet it knows none of the members. */
const strangers: Responder = ask =>
  isOutside(ask)
    ? error(ask, 5)
    : [
        encode(
          replyTo(
            ask,
            TWELVE,
            Array.from({ length: 8 }, (_, n) => `203.0.113.${n}`),
          ),
        ),
      ];

function verifyThrough(respond: Responder, servers = SERVERS, fleet = TWELVE): Promise<Report> {
  return verifyWith(apiOf(fleet), inMemory(respond), { serversOf: () => Promise.resolve(servers), attempts: 3 });
}

const honest = route53(TWELVE);
const dropping =
  (drops: (ask: Ask) => boolean, respond = honest): Responder =>
  ask =>
    drops(ask) ? [] : respond(ask);
const isIPv6 = ({ server }: Ask): boolean => server.includes(':');

describe('what is silent at all servers is the network: the verdict goes on without it, and says so', () => {
  test.each([
    { what: 'TCP port 53 closed', drops: (ask: Ask) => ask.protocol === 'tcp', way: 'TCP', left: ['udp', 'udp+edns'] },
    { what: 'UDP port 53 closed', drops: (ask: Ask) => ask.protocol === 'udp', way: 'UDP', left: ['tcp', 'tcp+edns'] },
    {
      what: 'UDP with EDNS filtered',
      drops: (ask: Ask) => ask.protocol === 'udp' && isEdns(ask),
      way: 'UDP with EDNS',
      left: ['tcp', 'tcp+edns', 'udp'],
    },
    { what: 'an IPv6 route to nowhere', drops: isIPv6, way: 'IPv6', left: ['tcp', 'tcp+edns', 'udp', 'udp+edns'] },
    {
      what: 'TCP closed over IPv6',
      drops: (ask: Ask) => isIPv6(ask) && ask.protocol === 'tcp',
      way: 'TCP over IPv6',
      left: ['tcp', 'tcp+edns', 'udp', 'udp+edns'],
    },
  ])('$what', async ({ drops, way, left }) => {
    const report = await verifyThrough(dropping(drops), BOTH_FAMILIES);
    const [name] = report.names;
    expect([report.verdict, name.violations]).toEqual(['holds', []]);
    expect(report.network).toEqual([
      expect.stringMatching(
        new RegExp(
          `^nothing comes back over ${way} to this machine \\(no reply after \\d+ attempts\\), while the rest gets through: `,
        ),
      ),
    ]);
    expect(report.network[0]).toMatch(/verify from another network$/);
    expect([...new Set(name.lanes.map(lane => lane.protocol))].sort()).toEqual(left);
    expect(name.lanes.some(lane => lane.answered === 0)).toBe(false);
    expect(name.notJudged.map(({ rule }) => rule)).toContain('reachable'); // not looked at everywhere, so not said to hold
  });

  test('two ways closed are two sentences', async () => {
    const report = await verifyThrough(
      dropping(ask => isIPv6(ask) || (ask.protocol === 'tcp' && !isIPv6(ask))),
      BOTH_FAMILIES,
    );
    expect(report.verdict).toBe('holds');
    expect(report.network.map(line => /over (.*) to this/.exec(line)![1])).toEqual(['IPv6', 'TCP']);
  });

  test('of one server alone nobody can say more', async () => {
    const report = await verifyThrough(
      dropping(ask => ask.protocol === 'tcp'),
      SERVERS.slice(0, 1),
    );
    expect([report.verdict, report.network.length]).toEqual(['holds', 1]);
  });

  test('on this machine there is no network to blame', async () => {
    const report = await verifyThrough(
      dropping(ask => ask.protocol === 'tcp'),
      SERVERS_HERE.slice(0, 1),
    );
    expect(report.names[0].violations.map(v => [v.rule, v.protocol])).toEqual([['reachable', 'tcp, tcp+edns']]);
    expect(report.network).toEqual([]);
  });

  test('when nothing comes back at all, there is nothing to judge', () =>
    expect(verifyThrough(() => [])).rejects.toThrow(/^no DNS server answers: ns-1\.example\.net, .*--server$/));

  test('what is closed for one name is not asked for the next', async () => {
    const asked = new Map<string, number>();
    const api = apiOf(TWELVE, {
      recordSets: (_zone, name, type) => Promise.resolve(type === 'NS' ? [] : TWELVE.sets.map(set => ({ ...set, Name: name }))),
    });
    const respond = dropping(ask => {
      const name = ask.query.questions![0].name.toLowerCase();
      asked.set(name, (asked.get(name) ?? 0) + (ask.protocol === 'tcp' ? 1 : 0));
      return ask.protocol === 'tcp';
    });
    const targets = ['a.example.com', 'b.example.com'].map(name => ({ name, type: 'A' }));
    const report = await verifyWith(api, inMemory(respond), {}, targets);
    expect(report).toMatchObject({ verdict: 'holds', network: [expect.stringMatching(/over TCP/)] });
    expect(asked.get('a.example.com')).toBeGreaterThan(0);
    expect(asked.get('b.example.com')).toBe(0);
  });

  test('truncated answers that cannot be had over TCP leave nothing to judge', () =>
    expect(
      verifyThrough(ask =>
        ask.protocol === 'tcp' ? [] : [encode({ ...replyTo(ask, TWELVE, []), flags: AUTHORITATIVE_ANSWER | (1 << 9) })],
      ),
    ).rejects.toThrow(/are truncated over UDP and cannot be had over TCP: nothing comes back over TCP to this machine/));
});

describe('who answers in place of all servers is the network', () => {
  test.each([
    { what: 'a transparent proxy', proxy: resolver(TWELVE) },
    { what: 'a captive portal', proxy: portal(RA) },
    { what: 'a filter that refuses', proxy: refusing },
    { what: 'a filter that fails', proxy: failingResolver },
  ])('$what for UDP alone: the verdict rests on TCP, and says so', async ({ proxy }) => {
    const report = await verifyThrough(ask => (ask.protocol === 'udp' ? proxy(ask) : honest(ask)));
    expect([report.verdict, report.names[0].violations]).toEqual(['holds', []]);
    expect(report.network).toEqual([
      expect.stringMatching(
        /^something on this network answers over UDP in place of the name servers, as a transparent DNS proxy/,
      ),
    ]);
    expect([...new Set(report.names[0].lanes.map(lane => lane.protocol))].sort()).toEqual(['tcp', 'tcp+edns']);
  });

  test.each([
    {
      what: 'a transparent proxy',
      proxy: resolver(TWELVE),
      said: /answers verify-[0-9a-f]+\.invalid with NXDOMAIN instead of refusing it/,
    },
    { what: 'a captive portal', proxy: portal(RA), said: /answers even verify-[0-9a-f]+\.invalid with 10\.1\.1\.1/ },
    {
      what: 'a captive portal that plays the authority',
      proxy: portal(AUTHORITATIVE_ANSWER),
      said: /answers even .* with 10\.1\.1\.1/,
    },
    {
      what: 'a filter that fails',
      proxy: failingResolver,
      said: /with SERVFAIL instead of refusing it/,
    },
  ])('$what for everything leaves nothing to judge', async ({ proxy, said }) => {
    const verdict = verifyThrough(proxy);
    await expect(verdict).rejects.toThrow(said);
    await expect(verdict).rejects.toThrow(
      /verify from a network that lets DNS through, or name a server of the zone with --server$/,
    );
  });

  test('a resolver on this machine is named as well', () =>
    expect(verifyThrough(resolver(TWELVE), SERVERS_HERE.slice(0, 1))).rejects.toThrow(
      /^what replies as ns-1\.example\.net is no name server/,
    ));

  test.each([
    { what: 'refuse', respond: refusing, rule: 'lame' },
    { what: 'fail', respond: failing, rule: 'rcode' },
    {
      what: 'answer with nothing but strangers',
      respond: strangers,
      rule: 'member',
    },
  ])('name servers that all $what are no resolvers: that is a violation', async ({ respond, rule }) => {
    const report = await verifyThrough(respond);
    expect(report.names[0].violations.map(v => [v.rule, v.server])).toEqual([[rule, 'all 4 servers']]);
  });

  test('one server of four that is a resolver is that server’s fault', async () => {
    const proxy = resolver(TWELVE);
    const report = await verifyThrough(ask => (ask.server === 'ns-2.example.net' ? proxy(ask) : honest(ask)));
    expect(report.names[0].violations.map(v => [v.rule, v.server])).toEqual([
      ['recursion-available', 'ns-2.example.net'],
      ['authoritative', 'ns-2.example.net'],
    ]);
  });
});

/** Loses packets on the way there and on the way back. */
function losing(share: number, transport: Transport, random: () => number): Transport {
  return {
    ...transport,
    exchange: (to, protocol, query, accept, timeout) =>
      random() < share
        ? Promise.resolve(false)
        : transport.exchange(to, protocol, query, m => (random() < share ? 'stray' : accept(m)), timeout),
  };
}

describe('packets that get lost', () => {
  test.each([0, 0.05])('at %p each way, an honest zone is never accused: 500 seeded runs', async share => {
    let lost = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const random = seededRandom(seed);
      const fleet = multiValueFleet(1 + Math.floor(random() * 20));
      const report = await verifyWith(apiOf(fleet), losing(share, inMemory(route53(fleet, random)), random), {
        random: seededRandom(seed + 1_000_000),
        attempts: 3,
      });
      if (report.verdict !== 'holds' || report.network.length > 0) {
        throw new Error(`seed ${seed}: ${[...report.names[0].violations.map(describeViolation), ...report.network].join('\n')}`);
      }
      lost += report.names[0].retries;
    }
    expect(lost > 500).toBe(share > 0);
  });

  test.each([
    { what: 'drops every TCP query', drops: (ask: Ask) => ask.protocol === 'tcp', protocol: 'tcp, tcp+edns' },
    { what: 'drops every UDP query with EDNS', drops: (ask: Ask) => ask.protocol === 'udp' && isEdns(ask), protocol: 'udp+edns' },
    { what: 'is dead', drops: () => true, protocol: 'any' },
  ])('at 5 % each way, one server of four that $what is caught', async ({ drops, protocol }) => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const respond = dropping(ask => ask.server === 'ns-3.example.net' && drops(ask), route53(TWELVE, random));
      const report = await verifyWith(apiOf(TWELVE), losing(0.05, inMemory(respond), random), { attempts: 3 });
      expect(report.names[0].violations.map(v => [v.rule, v.server, v.protocol])).toEqual([
        ['reachable', 'ns-3.example.net', protocol],
      ]);
    }
  });

  test('one server of four that drops half of all, while the others drop none, is caught', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const report = await verifyThrough(dropping(ask => ask.server === 'ns-3.example.net' && random() < 0.5));
      expect(report.names[0].violations.map(v => [v.rule, v.server])).toEqual([['reachable', 'ns-3.example.net']]);
    }
  });

  test('a lost packet or two are a note', async () => {
    let sent = 0;
    const report = await verifyThrough(dropping(() => ++sent <= 2));
    expect(report.verdict).toBe('holds');
    expect(report.names[0].notes).toEqual([
      expect.stringMatching(/^2 of \d+ packets got no reply \(\d\.\d %\), and was heard when sent again$/),
    ]);
  });

  test('a burst that hits one server hard is asked about once more', async () => {
    let dropped = 0;
    const report = await verifyThrough(
      dropping(ask => ask.server === 'ns-1.example.net' && ask.protocol === 'udp' && dropped++ < 50),
    );
    expect(report).toMatchObject({ verdict: 'holds', tries: 2 });
    expect(report.names[0].notes).toEqual([
      expect.stringMatching(
        /^seen in the first try, gone in the second: .* from ns-1\.example\.net over .*udp.*: saw no reply to /,
      ),
    ]);
  });
});
