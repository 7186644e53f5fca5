import { encode } from 'dns-packet';
import { socketTransport } from '../../lib/verify/dns/sockets';
import type { Report } from '../../lib/verify/report/model';
import { listen, replyTo, type Responder } from './support/dns';
import { addressOf, apiOf, honestValues, multiValueFleet, shuffled, type Fleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { verifyWith } from './support/run';

const TWELVE = multiValueFleet(12);
const TEN_OF_TWELVE = multiValueFleet(12, [3, 7]);

/** Verifies over real sockets against a server whose answers hold `values`. */
async function verifyAgainst(fleet: Fleet, values: (random: () => number) => string[], served: Fleet = fleet): Promise<Report> {
  const random = seededRandom(7);
  const respond: Responder = ask => [encode(replyTo(ask, served, values(random)))];
  const dns = await listen(respond);
  const transport = socketTransport();
  try {
    return await verifyWith(apiOf(fleet), transport, { serversOf: () => Promise.resolve([dns.server]), timeout: 60_000 });
  } finally {
    transport.close();
    await dns.close();
  }
}

const all = (fleet: Fleet): string[] => fleet.sets.map(set => set.ResourceRecords![0].Value);
const rulesBroken = (report: Report): string[] => [...new Set(report.names[0].violations.map(v => v.rule))].sort();

test('a server that answers by the rule is found to hold it, over UDP and TCP, with and without EDNS', async () => {
  const report = await verifyAgainst(TEN_OF_TWELVE, random => honestValues(TEN_OF_TWELVE, random));
  const [name] = report.names;
  expect(report.verdict).toBe('holds');
  expect(name.lanes.map(lane => lane.protocol).sort()).toEqual(['tcp', 'tcp+edns', 'udp', 'udp+edns']);
  expect(name.answerSizes).toEqual({ 8: name.queries });
  expect(name.ttls).toEqual([60]);
  expect(name.members.filter(m => m.seen > 0)).toHaveLength(10);
  expect(name.answered).toBe(name.queries);
  expect(name.missProbability).toBeLessThan(1e-6);
});

test('nine records in an answer break the rule', async () => {
  const report = await verifyAgainst(TWELVE, random => shuffled(all(TWELVE), random).slice(0, 9));
  expect(report.verdict).toBe('violated');
  expect(rulesBroken(report)).toEqual(['maximum']);
  expect(report.names[0].violations[0].seen).toMatch(/^9 records: 198\.51\.100\.\d+, /);
});

test('an unhealthy record among healthy ones breaks the rule', async () => {
  const report = await verifyAgainst(TEN_OF_TWELVE, random => [addressOf(3), ...honestValues(TEN_OF_TWELVE, random).slice(1)]);
  expect(rulesBroken(report)).toEqual(['healthy']);
  expect(report.names[0].violations[0].seen).toBe('198.51.100.3, which is unhealthy');
});

test('a duplicate breaks the rule', async () => {
  const report = await verifyAgainst(TWELVE, random => {
    const values = honestValues(TWELVE, random);
    return [...values.slice(1), values[1]];
  });
  expect(rulesBroken(report)).toEqual(['distinct']);
});

test('seven of twelve healthy ones break the rule', async () => {
  const report = await verifyAgainst(TWELVE, random => honestValues(TWELVE, random).slice(0, 7));
  expect(rulesBroken(report)).toEqual(['count']);
  expect(report.names[0].violations[0]).toMatchObject({
    seen: expect.stringMatching(/^7 records: /),
    allowed: expect.stringMatching(/^8 of the 12 /),
  });
});

test('a TTL that is not the record set’s breaks the rule', async () => {
  const report = await verifyAgainst(TWELVE, random => honestValues(TWELVE, random), { ...TWELVE, ttl: 300 });
  expect(rulesBroken(report)).toEqual(['ttl']);
  expect(report.names[0].violations[0]).toMatchObject({ seen: '300 s', allowed: '60 s' });
});

test('an address that is not in the set breaks the rule', async () => {
  const report = await verifyAgainst(TWELVE, random => ['203.0.113.99', ...honestValues(TWELVE, random).slice(1)]);
  expect(rulesBroken(report)).toEqual(['member']);
  expect(report.names[0].violations[0].seen).toBe('203.0.113.99');
});

test('when all are unhealthy, eight unhealthy ones are as it should be', async () => {
  const fleet = multiValueFleet(12, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const report = await verifyAgainst(fleet, random => honestValues(fleet, random));
  expect(report.verdict).toBe('holds');
  expect(report.names[0].members.every(m => m.health === 'unhealthy' && m.eligible && m.seen > 0)).toBe(true);
});
