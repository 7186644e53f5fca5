import { encode } from 'dns-packet';
import { renderJunit } from '../../../lib/verify/report/junit';
import { renderTable } from '../../../lib/verify/report/table';
import type { Report } from '../../../lib/verify/report/model';
import { inMemory, replyTo } from '../support/dns';
import { addressOf, apiOf, honestValues, multiValueFleet, shuffled, type Fleet } from '../support/fleet';
import { sampleReport } from '../support/sample-report';
import { verifyWith } from '../support/run';
import { seededRandom } from '../../../lib/rules/random';

const text = (report: Report): string => renderTable(report, { colour: false, columns: 100 });

/** Twelve members whose set identifiers are in the order of the API: 1, 10, 11, 12, 2, … */
function fleetAsListed(): Fleet {
  const fleet = multiValueFleet(12);
  fleet.sets.sort((a, b) => (a.SetIdentifier! < b.SetIdentifier! ? -1 : 1));
  return fleet;
}

test('names that cannot be judged are said to be skipped, beside a verdict on the others', async () => {
  const report = await sampleReport({ stale: false });
  const why = 'geo.example.com A is answered by where the client is';
  expect(text({ ...report, skipped: [{ name: 'geo.example.com A', why }] })).toContain(
    `\n\n1 name skipped:\n  ${why}\n\n1 name verified`,
  );
  expect(text(report)).not.toContain('skipped');
});

test('answers that differ only in their order are one example, in the order that a person counts in', async () => {
  const fleet = fleetAsListed();
  const random = seededRandom(7);
  const all = fleet.sets.map((_, at) => addressOf(at + 1));
  const report = await verifyWith(
    apiOf(fleet),
    inMemory(ask => [encode(replyTo(ask, fleet, shuffled(all, random)))]),
  );
  const listed = all.join(', ');
  const { violations, members } = report.names[0];
  expect(violations).toMatchObject([
    { rule: 'maximum', server: 'all 4 servers', seen: `12 records: ${listed}`, allowed: `8 of ${listed}` },
  ]);
  expect(violations[0].count).toBe(report.names[0].queries); // replies, not records
  expect(members.map(({ value }) => value)).toEqual(all);
});

test('a violation counts replies, however many records of each are wrong', async () => {
  const fleet = multiValueFleet(12);
  const random = seededRandom(7);
  const strangers = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
  const report = await verifyWith(
    apiOf(fleet),
    inMemory(ask => [encode(replyTo(ask, fleet, [...strangers, ...honestValues(fleet, random).slice(3)]))]),
  );
  const [{ violations, queries }] = report.names;
  expect(violations).toMatchObject([{ rule: 'member', count: queries, seen: strangers.join(' / ') }]);
});

test('where nothing was answered, the TTL is that of the record sets and no answer is spoken of', async () => {
  const fleet = fleetAsListed();
  const refuse = inMemory(ask => [encode({ ...replyTo(ask, fleet, []), flags: 5 })]);
  const shown = text(await verifyWith(apiOf(fleet), refuse));
  expect(shown).toContain('www.example.com A  multivalue, zone Z0123456789ABCDEFGHIJ, TTL 60 s\n');
  expect(shown).toContain('rule lame');
  expect(shown).not.toMatch(/answer sizes|distinct endpoints|unknown/);
});

test('what no server ever answered is said of all servers, over no protocol in particular', async () => {
  const fleet = fleetAsListed();
  const random = seededRandom(7);
  const values = (): string[] => shuffled([1, 2, 3, 4, 5, 6, 7, 8, 9].map(addressOf), random).slice(0, 8);
  const shown = text(
    await verifyWith(
      apiOf(fleet),
      inMemory(ask => [encode(replyTo(ask, fleet, values()))]),
    ),
  );
  expect(shown).toMatch(/from all 4 servers: saw 198\.51\.100\.10, 198\.51\.100\.11, 198\.51\.100\.12 in none/);
});

test('what was not looked at is said, and is skipped in JUnit', async () => {
  const report = await sampleReport({ stale: false });
  expect(report.names[0].notJudged).toEqual([{ rule: 'tcp-fallback', why: 'no answer was truncated' }]);
  expect(text(report)).toContain('\nnot judged: tcp-fallback (no answer was truncated)\n');
  expect(renderJunit(report)).toMatch(/name="tcp-fallback: [^>]*><skipped message="no answer was truncated"\/><\/testcase>/);
  const network = ['nothing comes back over TCP to this machine'];
  expect(text({ ...report, network })).toContain(`\n\nnetwork:\n  ${network[0]}\n\n1 name verified`);
});
