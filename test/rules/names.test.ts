import fc from 'fast-check';
import {
  compareNames,
  displayName,
  formatName,
  InvalidNameError,
  isInZone,
  normalizeName,
  parseName,
  sameName,
} from '../../lib/rules/names';

describe('a name as Route 53 stores and returns it (behaviour 5.1)', () => {
  test.each([
    ['WWW.Example.com', 'www.example.com.'],
    ['www.example.com.', 'www.example.com.'],
    ['*.example.com', '\\052.example.com.'],
    ['\\052.example.com', '\\052.example.com.'],
    ['@.example.com', '\\100.example.com.'],
    ['_dmarc.example.com', '_dmarc.example.com.'],
    ['a\\.b.example.com', 'a\\056b.example.com.'],
    ['a\\056b.example.com', 'a\\056b.example.com.'],
    ['com', 'com.'],
    ['.', '.'],
    ['', '.'],
  ])('%s is %s', (text, stored) => expect(normalizeName(text)).toBe(stored));

  test.each([
    ['a b.example.com', 'UnsupportedCharacter', ' '],
    ['bücher.example.com', 'UnsupportedCharacter', 'ü'],
    ['a..example.com', 'DomainLabelEmpty', 'a..example.com'],
    ['.example.com', 'DomainLabelEmpty', '.example.com'],
    ['..', 'DomainLabelEmpty', '..'],
    [`${'a'.repeat(64)}.com`, 'DomainLabelTooLong', 'a'.repeat(64)],
    [`${'a'.repeat(63)}.`.repeat(4), 'DomainNameTooLong', `${'a'.repeat(63)}.`.repeat(4)],
  ])('%s is no name: %s', (text, code, offender) => {
    const refusal = catching(() => normalizeName(text));
    expect(refusal).toBeInstanceOf(InvalidNameError);
    expect(refusal).toMatchObject({ code, offender });
  });

  test('63 bytes a label and 255 bytes a name are still names', () => {
    expect(parseName(`${'a'.repeat(63)}.com`)).toHaveLength(2);
    expect(parseName([63, 63, 63, 61].map(n => 'a'.repeat(n)).join('.'))).toHaveLength(4);
  });

  test('whatever labels a name has, writing and reading it gives them back', () => {
    const label = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map(n => String.fromCharCode(n).toLowerCase()[0]),
      minLength: 1,
      maxLength: 20,
    });
    const latin = label.filter(l => [...l].every(c => c.charCodeAt(0) < 256));
    fc.assert(fc.property(fc.array(latin, { maxLength: 8 }), labels => expect(parseName(formatName(labels))).toEqual(labels)));
  });
});

describe('comparing names', () => {
  test.each([
    ['www.example.com', 'WWW.EXAMPLE.COM.', true],
    ['*.example.com', '\\052.example.com.', true],
    ['www.example.com', 'ww.example.com', false],
    ['not a name', 'not a name', true],
    ['not a name', 'www.example.com', false],
  ])('%s and %s: %s', (a, b, same) => expect(sameName(a, b)).toBe(same));

  test.each([
    ['example.com.', 'example.com.', true],
    ['www.example.com.', 'example.com.', true],
    ['wwwexample.com.', 'example.com.', false],
    ['com.', 'example.com.', false],
    ['example.com.', '.', true],
  ])('%s lies in zone %s: %s', (name, zone, inside) => expect(isInZone(name, zone)).toBe(inside));

  test('labels are compared from the right, and the trailing dot counts (behaviour 5.5)', () => {
    const sorted = [
      'example.com.',
      '\\052.example.com.',
      'a.example.com.',
      'a-b.example.com.',
      'x.a.example.com.',
      'b.example.com.',
      'example.net.',
    ];
    expect([...sorted].reverse().sort(compareNames)).toEqual([
      'example.com.',
      '\\052.example.com.',
      'a-b.example.com.',
      'a.example.com.',
      'x.a.example.com.',
      'b.example.com.',
      'example.net.',
    ]);
  });
});

test.each([
  ['www.example.com.', 'www.example.com'],
  ['\\052.example.com.', '*.example.com'],
  ['.', '.'],
])('a person reads %s as %s', (name, shown) => expect(displayName(name)).toBe(shown));

function catching(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
