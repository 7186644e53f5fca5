import fc from 'fast-check';
import { seededRandom, shuffleFirst } from '../../lib/rules/random';
import { chiSquare, CRITICAL_AT_0_001 } from './routing/chi-square';

const take = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('a seed gives the same numbers each time, and another seed others', () => {
  expect(take(1, 5)).toEqual(take(1, 5));
  expect(take(1, 5)).not.toEqual(take(2, 5));
});

test('numbers are at least 0 and below 1, for every seed', () => {
  fc.assert(
    fc.property(fc.integer(), seed => take(seed, 20).every(n => n >= 0 && n < 1)),
    { seed: 3 },
  );
});

test('numbers fall equally often into eight equal parts', () => {
  const counts = Array.from({ length: 8 }, () => 0);
  take(5, 8000).forEach(n => counts[Math.floor(n * 8)]++);
  expect(
    chiSquare(
      counts,
      counts.map(() => 1000),
    ),
  ).toBeLessThan(CRITICAL_AT_0_001[7]);
});

test('shuffling puts any choice to the front and loses nothing', () => {
  const seen = new Set<string>();
  const random = seededRandom(7);
  const items = ['a', 'b', 'c', 'd'];
  for (let n = 0; n < 400; n++) {
    shuffleFirst(items, 2, random);
    seen.add(items.slice(0, 2).join(''));
    expect([...items].sort()).toEqual(['a', 'b', 'c', 'd']);
  }
  expect(seen.size).toBe(12);
});
