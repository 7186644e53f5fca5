import { chiSquareSurvival, evenness } from '../../lib/verify/judge/evenness';
import { FEWEST_QUERIES, missProbability, queriesFor } from '../../lib/verify/sample-size';
import { shuffled } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';

describe('the number of queries', () => {
  test.each([9, 12, 20, 50, 100])('for %i eligible members is the fewest that miss one with p < 1e-6', eligible => {
    const queries = queriesFor(eligible, 8);
    expect(missProbability(eligible, 8, queries)).toBeLessThan(1e-6);
    expect(queries === FEWEST_QUERIES || missProbability(eligible, 8, queries - 1) >= 1e-6).toBe(true);
  });

  test('for 100 members is 221, worked out by hand: ln(1e-8) / ln(0.92)', () => expect(queriesFor(100, 8)).toBe(221));

  test('for a group that is answered whole is the least', () => expect(queriesFor(8, 8)).toBe(FEWEST_QUERIES));
});

describe('the chi-square p-value', () => {
  // From the usual tables of critical values.
  test.each([
    { x: 3.841, df: 1, p: 0.05 },
    { x: 19.675, df: 11, p: 0.05 },
    { x: 24.725, df: 11, p: 0.01 },
    { x: 31.264, df: 11, p: 0.001 },
    { x: 3.053, df: 11, p: 0.99 },
    { x: 124.342, df: 100, p: 0.05 },
    { x: 70.065, df: 100, p: 0.99 },
  ])('of $x with $df degrees of freedom is $p', ({ x, df, p }) =>
    expect(Math.abs(chiSquareSurvival(x, df) - p)).toBeLessThan(5e-5),
  );

  test('is itself uniform when eight of twelve are picked at random', () => {
    const random = seededRandom(42);
    const runs = 2000;
    const below = { 0.1: 0, 0.5: 0, 0.9: 0 };
    for (let run = 0; run < runs; run++) {
      const counts = Array<number>(12).fill(0);
      for (let answer = 0; answer < 100; answer++) {
        shuffled([...counts.keys()], random)
          .slice(0, 8)
          .forEach(member => counts[member]++);
      }
      const { pValue } = evenness(counts, 8, 100)!;
      (Object.keys(below) as unknown as (keyof typeof below)[]).forEach(
        limit => (below[limit] += pValue < Number(limit) ? 1 : 0),
      );
    }
    Object.entries(below).forEach(([limit, count]) => expect(Math.abs(count / runs - Number(limit))).toBeLessThan(0.035)); // 3 sigma
  });

  test('is tiny when one member comes half as often as the others', () =>
    expect(evenness([300, ...Array<number>(11).fill(700)], 8, 1000)!.pValue).toBeLessThan(1e-6));

  test('is not given where nothing is left to chance', () => expect(evenness([10, 10, 10], 3, 10)).toBeUndefined());
});
