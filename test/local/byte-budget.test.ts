import fc from 'fast-check';
import { ByteBudget } from '../../lib/local/byte-budget';

test('what one holds is missing to the others, until it gives it back', () => {
  const budget = new ByteBudget(100);
  const [one, two] = [budget.share(), budget.share()];
  expect([one.hold(60), two.hold(41), two.hold(40), one.hold(61), budget.left]).toEqual([true, false, true, false, 0]);
  expect([one.hold(10), two.hold(90), one.hold(0), budget.left]).toEqual([true, true, true, 10]);
});

test('the shares never hold more than the limit, and a refusal changes nothing', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(120))), steps => {
      const budget = new ByteBudget(100);
      const shares = Array.from({ length: 5 }, () => budget.share());
      const held = [0, 0, 0, 0, 0];
      for (const [who, bytes] of steps) {
        const others = held.reduce((sum, n, i) => sum + (i === who ? 0 : n), 0);
        const granted = shares[who].hold(bytes);
        expect(granted).toBe(bytes <= held[who] || others + bytes <= 100);
        if (granted) held[who] = bytes;
        expect(budget.left).toBe(100 - held.reduce((sum, n) => sum + n));
      }
    }),
  ));
