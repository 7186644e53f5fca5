import fc from 'fast-check';
import { partsOf, wrap } from '../../lib/text/wrap';

test.each<[string, number, string[]]>([
  ['between 60–120 s, ≈ 90', 16, ['between', '60–120 s, ≈ 90']],
  ['60–120 s, ≈ 90', 12, ['60–120 s,', '≈ 90']],
  ['HTTP :80/healthz, 3 × 10 s', 19, ['HTTP :80/healthz,', '3 × 10 s']],
  ['waits 40 to 61 s', 12, ['waits 40 to', '61 s']],
  ['12 endpoints: web-1 … web-12', 13, ['12 endpoints:', 'web-1 …', 'web-12']],
  ['0.5 a second', 6, ['0.5 a', 'second']],
  ['in about 67 % of answers', 11, ['in about', '67 % of', 'answers']],
])('a number stays with what it counts: %s', (text, width, lines) => expect(wrap(text, width)).toEqual(lines));

test('values are no numbers of anything', () =>
  expect(wrap('52.0.0.1, 52.0.0.2, 52.0.0.3', 20)).toEqual(['52.0.0.1, 52.0.0.2,', '52.0.0.3']));

test('what is too long to stay together is broken like any other text', () =>
  expect(wrap('1 2 443 a-long-host-name.example.com', 28)).toEqual(['1 2 443', 'a-long-host-name.example.com']));

test.each<[string, number, string[]]>([
  ['secondary.www.example.com', 20, ['secondary.www.', 'example.com']],
  ['arn:aws:route53-recovery-control::1:x', 22, ['arn:aws:route53-', 'recovery-control::1:x']],
  ['x'.repeat(25), 10, ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]],
  ['a.' + 'x'.repeat(12), 10, ['a.xxxxxxxx', 'xxxx']],
  ['/one/two/', 5, ['/one/', 'two/']],
])('a word that is too long is cut behind its punctuation, where there is any to fill a line: %s', (text, width, lines) =>
  expect(wrap(text, width)).toEqual(lines),
);

test('a column needs room for words, but not for those that no column has room for', () => {
  expect(partsOf('alias of secondary.www.example.com')).toEqual(['alias', 'of', 'secondary.www.example.com']);
  expect(partsOf('arn:aws:route53-recovery-control::111111111111:x')).toEqual([
    'arn:',
    'aws:',
    'route53-',
    'recovery-',
    'control:',
    ':',
    '111111111111:',
    'x',
  ]);
});

test('whatever the text, no line is too long, and nothing is lost', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 .:/-×≈…') }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.filter(line => line.length > width)).toEqual([]);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  ));
