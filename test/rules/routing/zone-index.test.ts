import fc from 'fast-check';
import { indexZone, type ZoneIndex } from '../../../lib/rules/routing/zone-index';
import { records } from './zone';

const zone = (recordSets: readonly ReturnType<typeof records>[]) => ({ id: 'Z', name: 'example.com', recordSets });

const set = fc
  .record({
    labels: fc.array(fc.constantFrom('a', 'b', 'B', '*'), { maxLength: 3 }),
    type: fc.constantFrom('A', 'NS', 'TXT'),
    zone: fc.constantFrom('example.com.', 'Example.COM.', 'example.org.'),
  })
  .map(({ labels, type, zone: of }) => records([...labels, of].join('.'), type, ['x']));

/** Without what does not matter: in which order names came. */
const seen = ({ nodes, cuts }: ZoneIndex) => ({
  nodes: [...nodes.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  cuts: [...cuts].sort(),
});

test('a zone arranged after its last version is as one arranged anew, whatever came and went', () => {
  fc.assert(
    fc.property(fc.array(set), fc.array(set), fc.func(fc.boolean()), fc.boolean(), (before, more, stays, first) => {
      const kept = before.filter(stays);
      const after = first ? [...more, ...kept] : [...kept, ...more];
      expect(seen(indexZone(zone(after), indexZone(zone(before))))).toEqual(seen(indexZone(zone(after))));
    }),
    { numRuns: 1000 },
  );
});

test('only what changed is arranged anew: the names beside it are the same objects', () => {
  const sets = Array.from({ length: 100 }, (_, n) => records(`n${n}.example.com.`, 'A', ['10.0.0.1']));
  const before = indexZone(zone(sets));
  const after = indexZone(
    zone([...sets.slice(0, 50), records('n50.example.com.', 'A', ['10.0.0.2']), ...sets.slice(51)]),
    before,
  );
  const changed = [...after.nodes.values()].filter(node => before.nodes.get(node.name) !== node);
  expect(changed.map(node => node.name)).toEqual(['n50.example.com.']);
});

test('a zone of another name takes nothing over', () => {
  const other = { ...zone([]), name: 'example.org' };
  expect([...indexZone(other, indexZone(zone([records('www.example.com.', 'A', ['10.0.0.1'])]))).nodes.keys()]).toEqual([
    'example.org.',
  ]);
});
