/** The network of the machine that verifies: what it keeps from being heard, or puts words into, is no fault of Route 53. */
import { AUTHORITATIVE_ANSWER, encode } from 'dns-packet';
import { inMemory, replyTo, type Ask } from './support/dns';
import { apiOf } from './support/fleet';
import {
  BOTH_FAMILIES,
  RA,
  TWELVE,
  dropping,
  failing,
  failingResolver,
  honest,
  isEdns,
  isIPv6,
  portal,
  refusing,
  resolver,
  strangers,
  verifyThrough,
} from './support/network';
import { SERVERS, SERVERS_HERE, verifyWith } from './support/run';

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
          `^nothing comes back to this machine over ${way} \\(no reply after \\d+ attempts\\), while the rest gets through: `,
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
    expect(report.network.map(line => /to this machine over (\S+) \(/.exec(line)![1])).toEqual(['IPv6', 'TCP']);
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
      recordSets: (_zone, name = '', type) =>
        Promise.resolve(type === 'NS' ? [] : TWELVE.sets.map(set => ({ ...set, Name: name }))),
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
    ).rejects.toThrow(/are truncated over UDP and cannot be had over TCP: nothing comes back to this machine over TCP/));
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
      /verify from a network that lets DNS through, name a server of the zone with --server, or see what clients see with --resolver$/,
    );
  });

  test('a resolver on this machine is named as well', () =>
    expect(verifyThrough(resolver(TWELVE), SERVERS_HERE.slice(0, 1))).rejects.toThrow(
      /^what replies as ns-1\.example\.net is not a name server/,
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
