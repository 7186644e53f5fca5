import fc from 'fast-check';
import pc from 'picocolors';
import { leaving, visible, visibleIn } from '../../lib/text/terminal';
import { anyCharacter } from '../support/any-character';

const paint = pc.createColors(true);
/** What no terminal, and no reader, may be told by others. */
const DANGEROUS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

test.each([
  ['letters of any script, and signs', 'Straße 例え 👍 ✔ …', 'Straße 例え 👍 ✔ …'],
  ['the start of a sequence', '\x1b]0;title\x07', String.raw`\u001b]0;title\u0007`],
  ['the same in one character', '\x9b31m', String.raw`\u009b31m`],
  ['ends of lines', 'a\r\nb\u2028c\u0085', String.raw`a\u000d\u000ab\u2028c\u0085`],
  ['what turns the order of reading', '\u202egpj.exe\u2066', String.raw`\u202egpj.exe\u2066`],
  ['what deletes', 'ab\b\x7f\0', String.raw`ab\u0008\u007f\u0000`],
  ['letters that nobody sees', '\u{e0041}', String.raw`\udb40\udc41`],
  ['half a character', '\ud800', String.raw`\ud800`],
])('%s', (_what, text, shown) => expect(visible(text)).toBe(shown));

test('of a text nothing is left that does anything, and what is harmless stays as it is', () =>
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), text => {
      expect(visible(text)).not.toMatch(DANGEROUS);
      expect(visible(visible(text))).toBe(visible(text));
    }),
    { numRuns: 1000 },
  ));

test('every text of a report, keys too, and nothing else of it', () => {
  const at = new Date(0);
  const report = { at, n: 1, none: undefined, list: ['\x1b'], nested: { '\n': [new Map([['\0', new Set(['\x07'])]])] } };
  expect(visibleIn(report)).toEqual({
    at,
    n: 1,
    none: undefined,
    list: ['\\u001b'],
    nested: { '\\u000a': [new Map([['\\u0000', new Set(['\\u0007'])]])] },
  });
});

describe('what leaves', () => {
  test('keeps lines, colours and the screen', () => {
    const ours = `\x1b[H${paint.bold(paint.red('✘ no'))} ${paint.dim('why')}\x1b[K\n\t${paint.green('✔')}\x1b[J`;
    expect(leaving(ours)).toBe(ours);
  });

  test.each([
    '\x1b[8m',
    '\x1b[5m',
    '\x1b[2J',
    '\x1b[1;31m',
    '\x1b[10;10H',
    '\x1b[?1049h',
    '\x1b[6n',
    '\x1b]52;c;aGk=\x07',
    '\x1bc',
    '\x1b[38;5;1m',
  ])(
    'keeps nothing else: %j',
    sequence => expect(leaving(sequence)).not.toMatch(/[\x1b\x07]/), // eslint-disable-line no-control-regex
  );

  test('leaves JSON what it was', () =>
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), text => {
        const json = leaving(JSON.stringify({ text }, null, 2));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(DANGEROUS);
      }),
      { numRuns: 1000 },
    ));
});
