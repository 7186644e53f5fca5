import { seededRandom } from '../../../lib/rules/random';
import { pickReply } from '../../../lib/rules/routing/pick';
import { chiSquare, CRITICAL_AT_0_001 } from './chi-square';
import { alias, ask, multiValue, records, sharesOf } from './zone';

const WWW = { name: 'www.example.com.', type: 'A' };

/** A weighted set for each pair, called `a`, `b`, … and checked by a health check of that name. */
const weighted = (...weights: number[]): ReturnType<typeof records>[] =>
  weights.map((Weight, n) => {
    const id = String.fromCharCode(97 + n);
    return records(WWW.name, 'A', [id], { SetIdentifier: id, Weight, HealthCheckId: id });
  });

describe('weighted record sets (behaviour 3.5)', () => {
  test.each([
    { title: 'each as often as its weight', weights: [1, 3], unhealthy: [], shares: { a: 0.25, b: 0.75 } },
    { title: 'an unhealthy weight leaves the sum', weights: [1, 3, 4], unhealthy: ['c'], shares: { a: 0.25, b: 0.75 } },
    { title: 'weight 0 is never answered', weights: [0, 255], unhealthy: [], shares: { b: 1 } },
    { title: 'all of weight 0 are equally likely', weights: [0, 0], unhealthy: [], shares: { a: 0.5, b: 0.5 } },
    { title: 'weight 0 when no other is healthy', weights: [0, 1, 0], unhealthy: ['b'], shares: { a: 0.5, c: 0.5 } },
    { title: 'only the healthy of weight 0', weights: [0, 1, 0], unhealthy: ['a', 'b'], shares: { c: 1 } },
    {
      title: 'none healthy: by weight, as if all were',
      weights: [0, 1, 3],
      unhealthy: ['a', 'b', 'c'],
      shares: { b: 0.25, c: 0.75 },
    },
    { title: 'none healthy, all of weight 0', weights: [0, 0], unhealthy: ['a', 'b'], shares: { a: 0.5, b: 0.5 } },
  ])('$title', ({ weights, unhealthy, shares }) => {
    expect(sharesOf(ask(weighted(...weights), WWW, unhealthy))).toEqual(shares);
  });

  test('picks are as frequent as the shares say', () => {
    const resolution = ask(weighted(1, 2, 5, 0), WWW);
    const counts = new Map(['a', 'b', 'c'].map(id => [id, 0]));
    const random = seededRandom(11);
    for (let n = 0; n < 8000; n++) {
      const [value] = pickReply(resolution, random).rrsets[0].records;
      counts.set(value, (counts.get(value) ?? NaN) + 1);
    }
    expect(chiSquare([...counts.values()], [1000, 2000, 5000])).toBeLessThan(CRITICAL_AT_0_001[2]);
  });
});

test('weighted aliases share their weight among what is behind them; leaves reached on two ways are one', () => {
  const sets = [
    ...multiValue('blue.example.com.', ['10.0.0.1', '10.0.0.2']),
    records('green.example.com.', 'A', ['10.0.1.1']),
    alias('mixed.example.com.', 'A', 'blue.example.com.', { SetIdentifier: 'a', Weight: 1 }),
    alias('mixed.example.com.', 'A', 'green.example.com.', { SetIdentifier: 'b', Weight: 1 }),
    alias(WWW.name, 'A', 'blue.example.com.', { SetIdentifier: 'a', Weight: 1 }),
    alias(WWW.name, 'A', 'mixed.example.com.', { SetIdentifier: 'b', Weight: 3 }),
  ];
  expect(sharesOf(ask(sets, WWW))).toEqual({ '10.0.0.1,10.0.0.2': 0.25 + 0.375, '10.0.1.1': 0.375 });
  expect(sharesOf(ask(sets, WWW, ['10.0.0.1', '10.0.0.2']))).toEqual({ '10.0.1.1': 1 });
});
