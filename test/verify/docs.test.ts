import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT } from '../../lib/cli/io';
import { VERIFY_ACTIONS } from '../../lib/rules/verify-actions';
import { RULEBOOK } from '../../lib/verify/judge/rulebook';
import { ACCEPTED_MISS_PROBABILITY, queriesFor } from '../../lib/verify/sample-size';

const PAGE = readFileSync(resolve(__dirname, '../../docs/verify.md'), 'utf8');
const table = (row: RegExp): string[][] => [...PAGE.matchAll(row)].map(match => match.slice(1).map(cell => cell.trim()));

test('the page lists every rule in the words of the rulebook', () =>
  expect(table(/^\| `([a-z-]+)`\s*\|(.*)\|$/gm)).toEqual(Object.entries(RULEBOOK)));

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

test('the page’s numbers of queries are those that are asked', () =>
  [12, 100].forEach(members => {
    const perServer = 2 * Math.ceil(queriesFor(members, 8, ACCEPTED_MISS_PROBABILITY / 2) / 2);
    expect(PAGE).toMatch(new RegExp(`\\b${perServer}(\\s+queries)?\\s+for\\s+${members}\\b`));
  }));
