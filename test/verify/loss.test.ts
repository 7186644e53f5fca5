/** Packets that get lost on the way are nobody's fault, unless one server loses more than the others do. */
import { violationLine as describeViolation } from '../../lib/verify/judge/violation';
import type { Transport } from '../../lib/verify/dns/transport';
import { inMemory, type Ask } from './support/dns';
import { apiOf, multiValueFleet } from './support/fleet';
import { TWELVE, dropping, isEdns, route53, verifyThrough } from './support/network';
import { seededRandom } from '../../lib/rules/random';
import { verifyWith } from './support/run';

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
  // that nothing is lost is the control here: how honest servers are judged then, misbehaviours.test.ts tells of 1,000 runs
  test.each([
    [0, 25],
    [0.05, 500],
  ])('at %p each way, an honest zone is never accused: %i seeded runs', async (share, runs) => {
    let lost = 0;
    for (let seed = 1; seed <= runs; seed++) {
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
    expect(lost > runs).toBe(share > 0);
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

  test('a silence too short to prove anything is asked about until it does', async () => {
    const respond = dropping(ask => ask.server === 'ns-3.example.net' && ask.protocol === 'udp' && isEdns(ask));
    const report = await verifyWith(apiOf(TWELVE), inMemory(respond), { concurrency: 1, attempts: 1, giveUpAfter: 2 });
    expect(report.names[0].violations).toMatchObject([{ rule: 'reachable', server: 'ns-3.example.net', protocol: 'udp+edns' }]);
  });

  test('but not beyond the budget: then it is a note, and no rule holds by it', async () => {
    const respond = dropping(ask => ask.server === 'ns-3.example.net' && ask.protocol === 'udp' && isEdns(ask));
    const report = await verifyWith(apiOf(TWELVE), inMemory(respond), {
      concurrency: 1,
      attempts: 1,
      giveUpAfter: 1,
      budget: 16,
    });
    expect([report.verdict, report.names[0].queries]).toEqual(['holds', 16]);
    expect(report.names[0].notes[0]).toMatch(
      /^no reply to 1 packets from ns-3\.example\.net over udp\+edns, while 0 % of the others/,
    );
    expect(report.names[0].notJudged.map(({ rule }) => rule)).toContain('reachable');
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
