import { lookUp } from '../../../lib/rules/routing/lookup';
import { indexZone } from '../../../lib/rules/routing/zone-index';
import { records } from './zone';

const NAMES = [
  'example.com.',
  'www.example.com.',
  '\\052.example.com.',
  'a.b.c.example.com.',
  '\\052.c.example.com.',
  '\\052.deep.wild.example.com.',
  'x.\\052.star.example.com.',
  'outside.example.org.',
];
const cut = records('part.example.com.', 'NS', ['ns.example.org']);
const below = records('lower.part.example.com.', 'NS', ['ns.example.org']);
const zone = indexZone({
  id: 'Z',
  name: 'example.com',
  recordSets: [...NAMES.map(name => records(name, 'A', ['10.0.0.1'])), cut, below],
});

const found = (name: string, type = 'A'): string => {
  const result = lookUp(zone, name, type);
  switch (result.kind) {
    case 'found':
      return result.node.name;
    case 'delegated':
      return `delegated at ${result.cut}`;
    default:
      return result.kind;
  }
};

test.each([
  ['a name that has records', 'www.example.com.', 'www.example.com.'],
  ['the apex', 'example.com.', 'example.com.'],
  ['an empty non-terminal', 'b.c.example.com.', 'b.c.example.com.'],
  ['a wildcard for what is not there', 'other.example.com.', '\\052.example.com.'],
  ['a wildcard at any depth', 'x.y.other.example.com.', '\\052.example.com.'],
  ['a wildcard below a name that exists', 'x.www.example.com.', 'noSuchName'],
  ['the nearest wildcard', 'x.c.example.com.', '\\052.c.example.com.'],
  ['not the wildcard of a name further up', 'x.a.b.c.example.com.', 'noSuchName'],
  ['not a wildcard below an empty non-terminal without one', 'x.wild.example.com.', 'noSuchName'],
  ['the name of a wildcard itself', '\\052.example.com.', '\\052.example.com.'],
  ['an asterisk that is not the first label is a label like any other', 'y.\\052.star.example.com.', 'noSuchName'],
  ['another zone', 'www.example.org.', 'elsewhere'],
  ['a record set that is not in the zone', 'outside.example.org.', 'elsewhere'],
  ['a name that only ends like the zone', 'anexample.com.', 'elsewhere'],
  ['the zone above', 'com.', 'elsewhere'],
  ['a cut', 'part.example.com.', 'delegated at part.example.com.'],
  ['below a cut, whatever is there', 'www.lower.part.example.com.', 'delegated at part.example.com.'],
])('%s: %s', (_, name, expected) => expect(found(name)).toBe(expected));

test('DS is looked up above the cut, other types are not', () => {
  expect(found('part.example.com.', 'DS')).toBe('part.example.com.');
  expect(found('part.example.com.', 'NS')).toBe('delegated at part.example.com.');
  expect(found('www.part.example.com.', 'DS')).toBe('delegated at part.example.com.');
});

test('in the root zone every name is looked up, and the wildcard is right below the root', () => {
  const root = indexZone({
    id: 'Z',
    name: '.',
    recordSets: [records('\\052.', 'A', ['10.0.0.1']), records('a.b.', 'A', ['10.0.0.2'])],
  });
  expect(lookUp(root, 'anything.at.all.', 'A')).toMatchObject({ node: { name: '\\052.' } });
  expect(lookUp(root, 'c.b.', 'A')).toEqual({ kind: 'noSuchName' });
});

test('names in the zone may have any case and spelling that Route 53 takes', () => {
  const spelled = indexZone({ id: 'Z', name: 'EXAMPLE.com.', recordSets: [records('*.Example.COM', 'A', ['10.0.0.1'])] });
  expect(lookUp(spelled, 'www.example.com.', 'A')).toMatchObject({ node: { name: '\\052.example.com.' } });
});

test('names that objects have anyway are not there', () => {
  const plain = indexZone({ id: 'Z', name: 'example.com', recordSets: [] });
  for (const name of ['constructor.example.com.', '__proto__.example.com.']) {
    expect(lookUp(plain, name, 'A')).toEqual({ kind: 'noSuchName' });
  }
});
