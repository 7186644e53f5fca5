import { stripVTControlCharacters } from 'node:util';
import { DEFAULT_ASSUMPTIONS } from '../../lib/plan/cost';
import { makePlan } from '../../lib/plan/plan';
import type { Finding } from '../../lib/plan/preflight/facts';
import { findingLines } from '../../lib/plan/render/findings';
import { sectionsOf } from '../../lib/plan/render/sections';
import { toLines, toMarkdown } from '../../lib/plan/render/output';
import { tableLines } from '../../lib/text/table';
import { addresses, declaredBy, group, healthCheck, member, watchedGroup } from './template-of';

const sections = (resources: Parameters<typeof declaredBy>[0]): ReturnType<typeof sectionsOf> =>
  sectionsOf(makePlan(declaredBy(resources), DEFAULT_ASSUMPTIONS));

/** The rows of the first table. */
const rowsOf = (resources: Parameters<typeof declaredBy>[0]): (readonly string[])[] => [...sections(resources)[0].rows];

test('endpoints that differ only in name and address share a row', () => {
  const members = addresses(12).map((address, n) => member(address, { SetIdentifier: `web-${n + 1}` }));
  expect(rowsOf({ Group: group(members) })).toEqual([
    ['12 endpoints: web-1 … web-12', '52.0.0.1 … 52.0.0.12', 'none', '60', 'never: it has no health check', ''],
  ]);
});

test('endpoints that are named by their address are not named twice', () =>
  expect(rowsOf(watchedGroup(addresses(12))).map(row => row.slice(0, 3))).toEqual([
    ['12 endpoints', '52.0.0.1 … 52.0.0.12', 'HTTP :80, 3 × 30 s'],
  ]));

test('an endpoint that is not like its neighbours keeps a row of its own, and so do they on either side', () => {
  const members = addresses(9).map((address, n) =>
    member(address, { SetIdentifier: `web-${n + 1}`, ...(n === 4 && { HealthCheckId: 'drained' }) }),
  );
  expect(rowsOf({ Group: group(members) }).map(([endpoint]) => endpoint)).toEqual([
    '4 endpoints: web-1 … web-4',
    'web-5',
    '4 endpoints: web-6 … web-9',
  ]);
});

test('a row of several endpoints says what their checks have in common', () => {
  const others = ['52.1.0.1', '52.1.0.2', '52.1.0.3', '52.1.0.4'];
  const checks = others.map((IPAddress, n) => [`Check${n}`, healthCheck({ IPAddress, Port: 8080 })] as const);
  const members = addresses(4).map((address, n) => member(address, { HealthCheckId: { Ref: `Check${n}` } }));
  expect(rowsOf({ ...Object.fromEntries(checks), Group: group(members) }).map(row => row[2])).toEqual([
    'HTTP 52.1.0.1 … 52.1.0.4:8080, 3 × 30 s',
  ]);
});

test.each<[string, (n: number) => Record<string, unknown>]>([
  ['other ports', n => ({ Port: 80 + n })],
  ['other paths', n => ({ ResourcePath: `/${n}` })],
  ['other thresholds', n => ({ FailureThreshold: 1 + n })],
])('checks with %s are not put together', (_, config) => {
  const list = addresses(4);
  const checks = list.map((IPAddress, n) => [`Check${n}`, healthCheck({ IPAddress, ...config(n) })] as const);
  const members = list.map((address, n) => member(address, { HealthCheckId: { Ref: `Check${n}` } }));
  expect(rowsOf({ ...Object.fromEntries(checks), Group: group(members) })).toHaveLength(4);
});

test('members stand in the order that a person counts in', () => {
  const members = ['web-10', 'web-9', 'web-1'].map((SetIdentifier, n) => member(`52.0.0.${n}`, { SetIdentifier }));
  expect(sections({ Group: group(members) })[0].rows.map(([identifier]) => identifier)).toEqual(['web-1', 'web-9', 'web-10']);
});

test('a check that probes the answered address does not say it again', () =>
  expect(sections(watchedGroup(['52.0.0.1']))[0].rows[0].slice(1, 3)).toEqual(['52.0.0.1', 'HTTP :80, 3 × 30 s']));

test('a check that probes another says which', () =>
  expect(sections(watchedGroup(['52.0.0.1'], { IPAddress: '2a00::1', Port: 8080 }))[0].rows[0][2]).toBe(
    'HTTP [2a00::1]:8080, 3 × 30 s',
  ));

test('a long value is cut in the table', () => {
  const value = sections({ Group: group([member(`"${'x'.repeat(300)}"`, { Type: 'TXT', SetIdentifier: 'a' })]) })[0].rows[0][1];
  expect([value.length, value.at(-1)]).toEqual([100, '…']);
});

test.each([70, 80, 200])('no line is longer than a terminal of %i columns', columns => {
  const all = sections(watchedGroup(['52.0.0.1', '52.0.0.2']));
  const lines = toLines(all, columns);
  expect(lines.filter(line => line.length > columns)).toEqual([]);
  for (const identifier of ['52.0.0.1', '52.0.0.2']) expect(lines.join('\n')).toContain(identifier);
});

test('only rows of several lines have rules around them', () => {
  const lines = tableLines(['a'], [['one'], ['two'], ['three\nlines\nhere'], ['four'], ['five']], 40);
  expect(lines.map(line => line.replace(/─+/, '─'))).toEqual([
    '┌─┐',
    '│ a     │',
    '├─┤',
    '│ one   │',
    '│ two   │',
    '├─┤',
    '│ three │',
    '│ lines │',
    '│ here  │',
    '├─┤',
    '│ four  │',
    '│ five  │',
    '└─┘',
  ]);
});

test('the column that wraps the fewest rows gives way, and no word is cut while there is another way', () => {
  const rows = [...Array<string>(5).fill('one name of it'), 'a name'].map((name, n) => [
    name,
    n === 5 ? 'what failed is told at length' : 'ok',
  ]);
  const lines = tableLines(['name', 'state'], rows, 34).filter(line => line.startsWith('│'));
  expect(lines.slice(1, 6)).toEqual(Array(5).fill('│ one name of it │ ok          │'));
  expect(
    lines
      .slice(6)
      .map(line => line.split('│')[2].trim())
      .join(' '),
  ).toBe('what failed is told at length');
});

test('the column gives way that makes the table the least taller', () => {
  const rows = [
    [
      '12 endpoints: web-1 … web-12',
      '52.0.0.1 … 52.0.0.12',
      'HTTP :80/healthz, 2 × 10 s',
      '60',
      '10–32 s, ≈ 20',
      '10–92 s, ≈ 80',
    ],
  ];
  const lines = tableLines(['endpoint', 'value', 'health check', 'TTL', 'leaves DNS after', 'leaves caches after'], rows, 80);
  expect(lines.slice(4, -1).map(line => line.split('│')[3].trim())).toEqual(['HTTP', ':80/healthz,', '2 × 10 s']);
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
});

test('a name is whole in a column for which others have room to spare', () => {
  const rows = [['secondary', 'alias of secondary.www.example.com', 'its target', '60', '20–60 s, ≈ 30', '20–120 s, ≈ 90']];
  const lines = tableLines(['endpoint', 'value', 'health check', 'TTL', 'leaves DNS after', 'leaves caches after'], rows, 80);
  expect(lines.join('\n')).toContain('│ secondary.www.example.com │');
});

test('a word that no column has room for does not squeeze the others', () => {
  const arn = 'routing control arn:aws:route53-recovery-control::111111111111:controlpanel/0123456789abcdef/routingcontrol/1';
  const rows = [['three', arn, 'changes when its routing control is switched']];
  const lines = tableLines(['endpoint', 'health check', 'leaves DNS after'], rows, 80);
  expect(lines.length).toBeLessThanOrEqual(4 + 4);
});

test('findings that differ only in the set identifier are one paragraph', () => {
  const finding = (id: string, found = `the live record set with set identifier '${id}' is in the way`): Finding => ({
    level: 'blocked',
    id: 'exists',
    subject: 'www.example.com A',
    found,
    steps: ['delete it'],
  });
  expect(
    findingLines([finding('web-10'), finding('web-2'), finding('web-1', "something else about 'x'")], (_, text) => text),
  ).toEqual([
    'BLOCKED  www.example.com A',
    "  the live record set with set identifier 'web-2' is in the way",
    "  The same holds for 1 more: 'web-10'",
    '  1. delete it',
    '',
    'BLOCKED  www.example.com A',
    "  something else about 'x'",
    '  1. delete it',
    '',
  ]);
});

test('findings with other steps are not put together', () => {
  const finding = (step: string): Finding => ({ level: 'warning', id: 'exists', subject: "a A 'i'", found: 'f', steps: [step] });
  expect(
    findingLines([finding('one'), finding('two')], (_, text) => text).filter(line => line.startsWith('WARNING')),
  ).toHaveLength(2);
});

test('colours take no room in a table', () => {
  const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
  const plain = [['unhealthy forced down'], ['up']];
  const painted = plain.map(([text]) => [{ text, paint: red }]);
  expect(tableLines(['status'], painted, 14).map(stripVTControlCharacters)).toEqual(tableLines(['status'], plain, 14));
});

describe('quotas', () => {
  const quotas = sections(watchedGroup(addresses(30))).find(({ title }) => title.startsWith('Quotas'))!;

  test('those of which more than a tenth is used are shown, the others only counted', () => {
    expect(quotas.rows.map(([quota, , used, limit]) => [quota, used, limit])).toEqual([
      ['record sets of one name and type', '30', '100'],
      ['health checks', '30', '200, raisable'],
    ]);
    expect(toLines([quotas], 100)).toContain('7 limits are used by at most 10 %; --json has them all.');
  });

  test('markdown has the others for whoever unfolds them', () =>
    expect(toMarkdown([quotas])).toMatch(
      /<details><summary>7 limits are used by at most 10 %<\/summary>\n\n\| quota (.*\n)+\| resources of a stack \| Web \| 31 \| 500 (.*\n)+\n<\/details>$/,
    ));

  test('when none is used much, the title says so', () =>
    expect(sections(watchedGroup(['52.0.0.1'])).map(({ title }) => title)).toContain('Quotas: none is used by more than 10 %'));
});

test('what a template says cannot become markup or a new row', () => {
  const text = toMarkdown(sections({ Group: group([member('52.0.0.1', { SetIdentifier: 'a|b *c* <img> `d`\n| e' })]) }));
  expect(text).toContain('| a\\|b \\*c\\* \\<img\\> \\`d\\` \\| e |');
});
