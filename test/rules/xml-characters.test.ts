import { SaxesParser } from 'saxes';
import { forXml, isXmlText } from '../../lib/rules/xml-characters';

const codes = [
  ...Array.from({ length: 0x300 }, (_, n) => n),
  0x2028,
  0xd7ff,
  0xd800,
  0xdfff,
  0xe000,
  0xfffd,
  0xfffe,
  0xffff,
  0x10000,
  0x10ffff,
];

test.each(codes)('U+%d: a parser that nobody here wrote takes what may pass, and what is put in its place', code => {
  const char = String.fromCodePoint(code);
  const takes = (text: string): boolean => {
    try {
      new SaxesParser().write(`<a>${text.replace(/[<&]/g, 'x')}</a>`).close();
      return true;
    } catch {
      return false;
    }
  };
  expect(takes(char)).toBe(isXmlText(char));
  expect(takes(forXml(`a${char}b`))).toBe(true);
  expect(forXml(`a${char}b`)).toBe(isXmlText(char) ? `a${char}b` : 'a\ufffdb');
});
