import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT } from '../../lib/cli/io';
import { VERIFY_ACTIONS } from '../../lib/rules/verify-actions';
import { COVERED_BY } from '../../lib/verify/judge/coverage';
import { queriesPerWay } from '../../lib/verify/sample-size';
import { lanesOf } from '../../lib/verify/servers';
import { slicesOf } from '../../lib/verify/slices';

const PAGE = readFileSync(resolve(__dirname, '../../docs/verify.md'), 'utf8');
const table = (row: RegExp): string[][] => [...PAGE.matchAll(row)].map(match => match.slice(1).map(cell => cell.trim()));

test('the page lists every action', () =>
  expect(
    table(/^- `(\w+:\w+)`/gm)
      .flat()
      .sort(),
  ).toEqual([...VERIFY_ACTIONS].sort()));

test('the page lists every exit code', () =>
  expect(
    table(/^\| (\d) +\|/gm)
      .flat()
      .map(Number),
  ).toEqual([...Object.values(EXIT)].sort()));

test('the page’s numbers of queries are those that are asked of four servers', () =>
  [12, 100].forEach(members => {
    const lanes = lanesOf(Array.from({ length: 4 }, (_, n) => ({ name: `ns-${n}`, address: `192.0.2.${n}`, port: 53 })));
    const comparisons = slicesOf(
      lanes.map(lane => ({ lane })),
      COVERED_BY,
    ).length;
    const perServer = 2 * queriesPerWay(members, 8, 4, comparisons);
    expect(PAGE).toMatch(new RegExp(`\\b${perServer}(\\s+queries)?\\s+for\\s+${members}\\b`));
  }));
