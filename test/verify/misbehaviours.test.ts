import { encode } from 'dns-packet';
import { socketTransport } from '../../lib/verify/dns/sockets';
import { describe as describeViolation } from '../../lib/verify/judge/violation';
import { RULEBOOK } from '../../lib/verify/judge/rulebook';
import type { Report } from '../../lib/verify/report/model';
import { inMemory, listen, replyTo } from './support/dns';
import { apiOf, honestValues, multiValueFleet } from './support/fleet';
import { fleetOf, misbehaving, MISBEHAVIOURS, type Misbehaviour } from './support/misbehaviours';
import { seededRandom } from '../../lib/rules/random';
import { SERVERS, verifyWith } from './support/run';

function expectCaught(report: Report, { rule, also, seen, server, protocol }: Misbehaviour): void {
  expect(report.verdict).toBe('violated');
  expect(new Set(report.names[0].violations.map(v => v.rule))).toEqual(new Set([rule, ...(also ?? [])]));
  const found = report.names[0].violations.filter(v => v.rule === rule);
  const [violation] = found;
  expect(violation.seen).toMatch(seen);
  expect(violation.server).toMatch(server ?? /./);
  expect(violation.protocol).toMatch(protocol ?? /./);
  const line = describeViolation(violation);
  const over = violation.protocol === 'any' ? 'from' : `over ${violation.protocol}`;
  [violation.server, over, violation.seen, violation.allowed, RULEBOOK[rule], 'www.example.com A'].forEach(part =>
    expect(line).toContain(part),
  );
}

test.each(MISBEHAVIOURS)('a server that $what is caught', async misbehaviour => {
  const report = await verifyWith(apiOf(fleetOf(misbehaviour)), inMemory(misbehaving(misbehaviour, seededRandom(11))));
  expectCaught(report, misbehaviour);
});

/** Faults of the wire rather than of the answer: these pass through real sockets too. */
const ON_THE_WIRE: readonly string[] = [
  'replies with another id',
  'echoes the query',
  'sends bytes that are no message',
  'truncates over UDP and is silent over TCP',
  'is silent over UDP',
  'is silent over TCP',
  'fails',
];

test.each(MISBEHAVIOURS.filter(m => ON_THE_WIRE.includes(m.what)))(
  'over real sockets, a server that $what is caught',
  async misbehaviour => {
    const dns = await listen(misbehaving(misbehaviour, seededRandom(11)));
    const transport = socketTransport();
    const report = await verifyWith(apiOf(fleetOf(misbehaviour)), transport, {
      serversOf: () => Promise.resolve([dns.server]),
      timeout: 60,
      giveUpAfter: 1,
    });
    transport.close();
    await dns.close();
    expectCaught(report, misbehaviour);
  },
);

test('every rule of the book has a server that breaks it', () => {
  const broken = new Set(MISBEHAVIOURS.map(m => m.rule));
  expect(Object.keys(RULEBOOK).filter(rule => !broken.has(rule as Misbehaviour['rule']))).toEqual(['selection']); // failover.test.ts
  expect(MISBEHAVIOURS.length).toBeGreaterThanOrEqual(25);
});

test('an honest server is never accused: 1,000 seeded runs', async () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const random = seededRandom(seed);
    const size = 1 + Math.floor(random() * 20);
    const share = random();
    const members = Array.from({ length: size }, (_, at) => at + 1);
    const fleet = multiValueFleet(size, share < 0.2 ? members : members.filter(() => random() < share * 0.5));
    const transport = inMemory(ask => [encode(replyTo(ask, fleet, honestValues(fleet, random)))]);
    const report = await verifyWith(apiOf(fleet), transport, {
      random: seededRandom(seed + 1_000_000),
      serversOf: () => Promise.resolve(SERVERS.slice(0, 2)),
    });
    if (report.verdict !== 'holds') {
      throw new Error(`seed ${seed}: ${report.names[0].violations.map(describeViolation).join('\n')}`);
    }
  }
});
