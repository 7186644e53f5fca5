import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ADVICE_IDS } from '../lib/plan/advice';
import { FINDING_IDS } from '../lib/plan/preflight/facts';
import { RULEBOOK } from '../lib/verify/judge/rulebook';

const read = (path: string): string => readFileSync(resolve(__dirname, '..', path), 'utf8');

/** The rows of a section of docs/ids.md: the ids of its first column, and the other cells. */
function rowsOf(anchor: string): { ids: string[]; cells: string[] }[] {
  const section = read('docs/ids.md').split(`<a id="${anchor}"></a>`)[1].split('<a id=')[0];
  return [...section.matchAll(/^\| (`.*)\|$/gm)].map(([, row]) => {
    const [first, ...cells] = row.split(' | ').map(cell => cell.trim());
    return { ids: [...first.matchAll(/`([^`]+)`/g)].map(([, id]) => id), cells };
  });
}
const idsOf = (anchor: string): string[] => rowsOf(anchor).flatMap(({ ids }) => ids);
const sorted = (ids: readonly string[]): string[] => [...ids].sort();
const used = (path: string): string[] => [...read(path).matchAll(/^ {2}\| '(\w+)'/gm)].map(([, id]) => id);

test('the catalogue lists every warning', () =>
  expect(sorted(idsOf('synthesis'))).toEqual(sorted(used('lib/constructs/private/warnings.ts'))));

test('the catalogue lists every piece of advice', () => expect(sorted(idsOf('plan'))).toEqual(sorted(ADVICE_IDS)));

test('the catalogue lists every finding', () => expect(sorted(idsOf('preflight'))).toEqual(sorted(FINDING_IDS)));

test('the catalogue lists every rule in the words of the rulebook', () =>
  expect(rowsOf('verify').map(({ ids, cells }) => [ids[0], cells[0]])).toEqual(Object.entries(RULEBOOK)));

test('every id has a meaning', () =>
  expect(['synthesis', 'plan', 'preflight', 'verify'].flatMap(rowsOf).filter(({ cells }) => !cells.at(-1))).toEqual([]));

test.each([
  ['lib/plan/advice', ADVICE_IDS],
  ['lib/plan/preflight', FINDING_IDS],
] as const)('every id of %s comes up somewhere', (dir, ids) => {
  const files = readdirSync(resolve(__dirname, '..', dir), { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'),
  );
  const text = files.map(name => read(`${dir}/${name}`)).join('');
  expect(ids.filter(id => text.split(`'${id}'`).length < 3)).toEqual([]); // once in the list, and once where it is said
});
