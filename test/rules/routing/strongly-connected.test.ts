import fc from 'fast-check';
import { stronglyConnectedComponents } from '../../../lib/rules/routing/strongly-connected';

const rings = (edges: Record<string, string | undefined>, root = 'a'): string[] =>
  stronglyConnectedComponents(root, node => [...(edges[node] ?? '')]).map(ring => [...ring].sort().join(''));

test.each([
  { title: 'a node alone', edges: {}, expected: ['a'] },
  { title: 'a chain, targets first', edges: { a: 'b', b: 'c' }, expected: ['c', 'b', 'a'] },
  { title: 'a diamond, its end once', edges: { a: 'bc', b: 'd', c: 'd' }, expected: ['d', 'b', 'c', 'a'] },
  { title: 'a node that leads to itself', edges: { a: 'a' }, expected: ['a'] },
  { title: 'a ring behind a node', edges: { a: 'b', b: 'c', c: 'bd' }, expected: ['d', 'bc', 'a'] },
  { title: 'rings that share a node are one', edges: { a: 'bc', b: 'a', c: 'a' }, expected: ['abc'] },
  { title: 'what the root does not lead to is left out', edges: { x: 'a' }, expected: ['a'] },
])('$title', ({ edges, expected }) => expect(rings(edges)).toEqual(expected));

test('two nodes are in one ring when each leads to the other, and targets come first otherwise', () => {
  const graph = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(graph, targets => {
      const reach = (from: number, seen = new Set<number>()): Set<number> => {
        targets[from].filter(to => !seen.has(to)).forEach(to => reach(to, seen.add(to)));
        return seen;
      };
      const found = stronglyConnectedComponents(0, node => targets[node]);
      const place = new Map(found.flatMap((ring, n) => ring.map(node => [node, n] as const)));
      expect(new Set(place.keys())).toEqual(new Set([0, ...reach(0)]));
      for (const [one, at] of place) {
        for (const other of reach(one)) {
          const atOther = place.get(other) ?? NaN;
          if (one === other || reach(other).has(one)) expect(atOther).toBe(at);
          else expect(atOther).toBeLessThan(at);
        }
      }
    }),
    { seed: 2, numRuns: 300 },
  );
});
