import { encode } from 'dns-packet';
import { socketTransport } from '../../lib/verify/dns/sockets';
import { violationLine as describeViolation } from '../../lib/verify/judge/violation';
import type { Transport } from '../../lib/verify/dns/transport';
import { RULEBOOK } from '../../lib/verify/judge/rulebook';
import type { Protocol } from '../../lib/verify/model';
import type { Report } from '../../lib/verify/report/model';
import { inMemory, listen, replyTo } from './support/dns';
import { apiOf, honestValues, multiValueFleet } from './support/fleet';
import { fleetOf, misbehaving, MISBEHAVIOURS, type Misbehaviour } from './support/misbehaviours';
import { seededRandom } from '../../lib/rules/random';
import { SERVERS, SERVERS_HERE, verifyWith } from './support/run';

/** One fault is one line: of all servers, or of each that has it. */
function expectCaught(report: Report, { rule, also, seen, server, protocol }: Misbehaviour, servers = 4): void {
  expect(report.verdict).toBe('violated');
  const lines = report.names[0].violations.map(v => v.rule);
  expect([...new Set(lines)].sort()).toEqual([rule, ...(also ?? [])].sort());
  expect(lines.length).toBe(
    server === undefined ? new Set(lines).size : new Set(report.names[0].violations.map(v => `${v.rule} ${v.server}`)).size,
  );
  const violation = report.names[0].violations.find(v => v.rule === rule)!;
  expect(violation.seen).toMatch(seen);
  expect(violation.server).toMatch(servers > 1 ? (server ?? /^all 4 servers$/) : /./);
  expect(violation.protocol).toMatch(protocol ?? /./);
  const line = describeViolation(violation);
  const over = violation.protocol === 'any' ? 'from' : `over ${violation.protocol}`;
  [violation.server, over, violation.seen, violation.allowed, RULEBOOK[rule], 'www.example.com A'].forEach(part =>
    expect(line).toContain(part),
  );
}

test.each(MISBEHAVIOURS)('a server that $what is caught', async misbehaviour => {
  const transport = inMemory(misbehaving(misbehaviour, seededRandom(11)));
  const servers = misbehaviour.onThisMachine ? SERVERS_HERE : SERVERS;
  const report = await verifyWith(apiOf(fleetOf(misbehaviour)), transport, { serversOf: () => Promise.resolve(servers) });
  expectCaught(report, misbehaviour);
});

/** Faults of the wire rather than of the answer: these pass through real sockets too. Silence costs time, and only that is cut short. */
const ON_THE_WIRE: readonly { what: string; silent?: Protocol }[] = [
  { what: 'replies with another id' },
  { what: 'echoes the query' },
  { what: 'sends bytes that are no message' },
  { what: 'sends bytes behind the message' },
  { what: 'truncates over UDP and is silent over TCP', silent: 'tcp' },
  { what: 'is silent over UDP', silent: 'udp' },
  { what: 'is silent over TCP', silent: 'tcp' },
  { what: 'fails' },
];

test.each(ON_THE_WIRE)('over real sockets, a server that $what is caught', async ({ what, silent }) => {
  const misbehaviour = MISBEHAVIOURS.find(m => m.what === what)!;
  const respond = misbehaving(misbehaviour, seededRandom(11));
  // What is no reply comes so often that waiting for another ends.
  const dns = await listen(ask =>
    respond(ask).flatMap(message => (isStray(misbehaviour) ? Array<Buffer>(40).fill(message) : [message])),
  );
  const sockets = socketTransport();
  const transport: Transport = {
    ...sockets,
    exchange: (to, protocol, query, accept) => sockets.exchange(to, protocol, query, accept, protocol === silent ? 20 : 60_000),
  };
  const report = await verifyWith(apiOf(fleetOf(misbehaviour)), transport, {
    serversOf: () => Promise.resolve([dns.server]),
    giveUpAfter: 1,
  });
  transport.close();
  await dns.close();
  expectCaught(report, misbehaviour, 1);
});

const isStray = ({ rule }: Misbehaviour): boolean => rule.startsWith('reply-');

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
