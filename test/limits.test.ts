/**
 * Every limit of `lib/rules/limits.ts`: what it is, told once more, and the doors that hold it. At each door the edge passes, and one beyond
 * is refused, or warned of. A limit without a row fails, and so does a room that reads a limit and has no door in its row.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as limits from '../lib/rules/limits';
import { ROOT } from './support/programs';
import { close, open } from './limits/doors';
import { type DoorName, type Row, ROWS } from './limits/rows';

beforeAll(open);
afterAll(close);

const rows = Object.entries(ROWS);
test.each(rows.map(([name, { is }]) => [name, is]))('%s is what AWS says', (name, is) =>
  expect(limits[name as keyof typeof limits]).toEqual(is),
);

interface Edge {
  readonly last: number;
  readonly beyond: number;
}

function edges({ is, min, max, doors }: Row): Edge[] {
  if (doors === undefined) return [];
  const range = typeof is === 'object' && 'min' in is! ? (is as limits.Range) : undefined;
  const [low, high] = [min ?? range?.min, max ?? range?.max ?? (min === undefined ? (is as number) : undefined)];
  return [
    ...(low === undefined ? [] : [{ last: low, beyond: low - 1 }]),
    ...(high === undefined ? [] : [{ last: high, beyond: high + 1 }]),
  ];
}

const attempts = rows.flatMap(([name, row]) =>
  Object.entries(row.doors ?? {}).flatMap(([door, open]) =>
    edges(row).map(({ last, beyond }) => [name, door, last, beyond, open] as const),
  ),
);

test.each(attempts)('%s: %s takes %i, and not %i', async (_name, _door, last, beyond, open) => {
  const tried = (amount: number): Promise<unknown> => Promise.resolve(amount).then(open);
  await expect(tried(last).then(() => 'taken')).resolves.toBe('taken');
  await expect(tried(beyond)).rejects.toThrow();
});

describe('no limit lacks', () => {
  const numbers = Object.entries(limits).flatMap(([name, value]) => (typeof value === 'function' ? [] : [name]));

  test('a row', () => expect(Object.keys(ROWS).sort()).toEqual(numbers.sort()));

  const filesOf = (room: string): string[] =>
    readdirSync(join(ROOT, 'lib', room), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => readFileSync(join(ROOT, 'lib', room, file), 'utf8'));
  const readBy = (room: string): Set<string> =>
    new Set(
      filesOf(room).flatMap(text =>
        [...text.matchAll(/import \{([^}]*)\} from '[./]*(?:rules\/)?limits'/g)].flatMap(
          ([, names]) => names.match(/\w+/g) ?? [],
        ),
      ),
    );

  test.each<[string, DoorName]>([
    ['constructs', 'constructs'],
    ['plan', 'plan'],
    ['rules/api', 'API'],
    ['rules/changes', 'API'],
    ['template', 'CloudFormation'],
    ['local/cloudformation', 'CloudFormation'],
  ])('a door of %s, which reads it', (room, door) => {
    const read = readBy(room);
    expect(read.size).toBeGreaterThan(0);
    const without = rows.filter(([name, { doors, heldBy }]) => read.has(name) && !doors?.[door] && heldBy === undefined);
    expect(without.map(([name]) => name)).toEqual([]);
  });
});
