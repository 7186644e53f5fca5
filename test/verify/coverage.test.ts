/** What only many answers together show, and what they do not (behaviour 1.1). */
import { encode } from 'dns-packet';
import { renderHtml } from '../../lib/verify/report/html/page';
import { evenness } from '../../lib/verify/judge/evenness';
import type { Report } from '../../lib/verify/report/model';
import type { VerifyOptions } from '../../lib/verify/verify';
import { inMemory, replyTo, type Ask } from './support/dns';
import { addressOf, apiOf, honestValues, multiValueFleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { SERVERS, verifyWith } from './support/run';

const TWELVE = multiValueFleet(12);
const honest = seededRandom(3);

function verifyAnswers(values: (ask: Ask) => string[], options: Partial<VerifyOptions> = {}): Promise<Report> {
  return verifyWith(
    apiOf(TWELVE),
    inMemory(ask => [encode(replyTo(ask, TWELVE, values(ask)))]),
    options,
  );
}

const eight = (from: number): string[] => Array.from({ length: 8 }, (_, n) => addressOf(((from + n) % 12) + 1));
const rules = ({ names: [name] }: Report): string[] => name.notJudged.map(({ rule }) => rule);

test('one set of eight from every server, each its own, is a note: AWS may choose for each resolver', async () => {
  const report = await verifyAnswers(({ server }) => eight(Number(server[3])));
  const [name] = report.names;
  expect([report.verdict, name.violations]).toEqual(['holds', []]);
  expect(name.notes).toEqual([
    'all 4 servers gave one and the same 8 of the 12 members in every answer: they may be chosen per resolver ' +
      '(AWS does not say), so what is missing there proves nothing',
  ]);
  expect(rules(report)).toEqual(expect.arrayContaining(['coverage', 'servers-agree']));
  expect([name.missProbability, name.evenness]).toEqual([1, undefined]); // neither could be told
  expect(renderHtml(report)).toContain('evenness: a server gave one set of members in every answer');
});

test('the same eight in another order are one set', async () => {
  const random = seededRandom(5);
  const report = await verifyAnswers(() => [...eight(0)].sort(() => random() - 0.5));
  expect([report.verdict, rules(report).includes('coverage')]).toEqual(['holds', true]);
});

test('one server that keeps to its eight does not keep the others from being judged', async () => {
  const report = await verifyAnswers(({ server }) => (server === 'ns-2.example.net' ? eight(0) : honestValues(TWELVE, honest)));
  expect(report.verdict).toBe('holds');
  expect(report.names[0].notes).toEqual([expect.stringMatching(/^ns-2\.example\.net gave one and the same 8 of the 12/)]);
  expect(rules(report)).toContain('servers-agree');
  expect(rules(report)).not.toContain('coverage');
});

test('two sets of eight that leave out the same members are not one: that is a violation', async () => {
  const random = seededRandom(6);
  const report = await verifyAnswers(() => (random() < 0.5 ? eight(0) : eight(1)));
  expect(report.names[0].violations.map(v => [v.rule, v.server, v.seen.replace(/\d+ answers/, 'n answers')])).toEqual([
    ['coverage', 'all 4 servers', '198.51.100.10, 198.51.100.11, 198.51.100.12 in none of n answers'],
  ]);
});

test.each([1, 4])('with %i servers, each way of asking is judged by itself, and would show a missing member', async servers => {
  for (const way of ['udp true', 'udp false', 'tcp true', 'tcp false']) {
    const random = seededRandom(7);
    const report = await verifyAnswers(
      ({ protocol, query }) => {
        const values = honestValues(TWELVE, random);
        const spare = honestValues(TWELVE, random).find(value => !values.includes(value) && value !== addressOf(5))!;
        return `${protocol} ${query.additionals!.length > 0}` === way
          ? values.map(v => (v === addressOf(5) ? spare : v))
          : values;
      },
      { serversOf: () => Promise.resolve(SERVERS.slice(0, servers)) },
    );
    expect(report.names[0].violations.map(v => [v.rule, v.protocol])).toEqual([
      ['coverage', way.replace(' true', '+edns').replace(' false', '')],
    ]);
    expect(report.names[0].queries).toBeLessThan(200);
  }
});

test('too few queries leave coverage unjudged, and the report says so', async () => {
  const report = await verifyAnswers(() => honestValues(TWELVE, honest), { queries: 2 });
  expect(report.verdict).toBe('holds');
  expect(report.names[0].notJudged).toContainEqual({
    rule: 'coverage',
    why: '16 answers are too few to tell a missing member from a rare one',
  });
  expect(report.names[0].missProbability).toBeGreaterThan(1e-6);
});

test('of one server nobody can say whether others agree', async () => {
  const report = await verifyAnswers(() => honestValues(TWELVE, honest), {
    serversOf: () => Promise.resolve(SERVERS.slice(0, 1)),
  });
  expect(report.names[0].notJudged).toContainEqual({ rule: 'servers-agree', why: 'only one server was asked' });
});

test('evenness counts the answers that there were', async () => {
  const report = await verifyAnswers(() => honestValues(TWELVE, honest));
  const [{ members, answered, evenness: told }] = report.names;
  expect(told).toEqual(
    evenness(
      members.map(m => m.seen),
      8,
      answered,
    ),
  );
});
