import { DEFAULT_ASSUMPTIONS } from '../../lib/plan/cost';
import { makePlan } from '../../lib/plan/plan';
import { toMarkdown } from '../../lib/plan/render/markdown';
import { sectionsOf } from '../../lib/plan/render/sections';
import { toLines } from '../../lib/plan/render/terminal';
import { declaredBy, group, member, watchedGroup } from './template-of';

const sections = (resources: Parameters<typeof declaredBy>[0]): ReturnType<typeof sectionsOf> =>
  sectionsOf(makePlan(declaredBy(resources), DEFAULT_ASSUMPTIONS));

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

test.each([70, 80, 200])('no line of a table is longer than a terminal of %i columns', columns => {
  const all = sections(watchedGroup(['52.0.0.1', '52.0.0.2']));
  const lines = toLines(all, columns);
  expect(lines.filter(line => /^[┌│├└]/.test(line) && line.length > columns)).toEqual([]);
  for (const identifier of ['52.0.0.1', '52.0.0.2']) expect(lines.join('\n')).toContain(identifier);
});

test('what a template says cannot become markup or a new row', () => {
  const text = toMarkdown(sections({ Group: group([member('52.0.0.1', { SetIdentifier: 'a|b *c* <img> `d`\n| e' })]) }));
  expect(text).toContain('| a\\|b \\*c\\* \\<img\\> \\`d\\` \\| e |');
});
