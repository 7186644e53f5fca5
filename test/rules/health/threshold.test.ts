import fc from 'fast-check';
import { afterResult, type CheckerState, NEW_CHECKER } from '../../../lib/rules/health/threshold';

const after = (results: string, threshold: number, from: CheckerState = NEW_CHECKER): CheckerState =>
  [...results].reduce((state, result) => afterResult(state, result === '+', threshold), from);

test.each([
  ['', 3, undefined],
  ['+', 3, true],
  ['-', 3, undefined],
  ['--', 3, undefined],
  ['---', 3, false],
  ['--+--', 3, true],
  ['-', 1, false],
  ['-+', 1, true],
  ['---+', 3, false],
  ['---++', 3, false],
  ['---+++', 3, true],
  ['---++-++', 3, false],
  ['+--------+', 10, true],
  ['+----------', 10, false],
])('results %p at threshold %i leave the checker at %p (behaviour 4.4)', (results, threshold, healthy) =>
  expect(after(results, threshold).healthy).toBe(healthy),
);

test('a checker turns exactly when its last `threshold` results are alike and contrary', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom('+', '-'), { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (results, threshold) => {
      let healthy = true; // the definition, written the slow way
      results.forEach((_, i) => {
        const last = results.slice(Math.max(0, i + 1 - threshold), i + 1);
        if (last.length === threshold && last.every(r => r === last[0])) {
          healthy = last[0] === '+';
        }
      });
      return (after(results.join(''), threshold).healthy ?? true) === healthy;
    }),
  ));
