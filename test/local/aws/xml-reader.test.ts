import fc from 'fast-check';
import type { ServiceError } from '../../../lib/local/aws/errors';
import { readDocument, type XmlTree } from '../../../lib/local/aws/protocols/xml-reader';

const read = async (xml: string | Uint8Array): Promise<XmlTree> => (await readDocument(Buffer.from(xml))).tree;

test.each<[string, string, unknown]>([
  ['elements by name, repeated ones as a list', '<r><a>1</a><b/><a>2</a><a>3</a></r>', { a: ['1', '2', '3'], b: '' }],
  ['what is between elements is left out', '<r>\n  <a>1</a>\n</r>\n', { a: '1' }],
  ['blanks are text, unless they are laid out', '<r><a> </a><b>\n  </b><c> x\n</c></r>', { a: ' ', b: '', c: ' x\n' }],
  [
    'CDATA, comments and instructions',
    '<?xml version="1.0"?><!-- a --><r><?p i?><a>x<![CDATA[<&]]>y<!-- - --></a></r>',
    { a: 'x<&y' },
  ],
  ['references', '<r>&lt;&amp;&#65;&#x42;&#x1F600;&#10;</r>', '<&AB\u{1F600}\n'],
  ['ends of lines', '<r>a\r\nb\rc</r>', 'a\nb\nc'],
  ['attributes of namespaces', '<r xmlns="urn:x" xmlns:x="urn:y"><a x:b="c">1</a></r>', { a: '1' }],
  [
    'names that JavaScript knows',
    '<r><__proto__>1</__proto__><constructor>2</constructor></r>',
    { ['__proto__']: '1', constructor: '2' },
  ],
  ['a byte order mark', '\ufeff<r>1</r>', '1'],
])('%s', async (_what, xml, tree) => {
  const found = await read(xml);
  expect(typeof found === 'string' ? found : Object.entries(found)).toEqual(
    typeof tree === 'string' ? tree : Object.entries(tree as object),
  );
});

test('the name of the root', async () => expect((await readDocument(Buffer.from('<Root/>'))).root).toBe('Root'));

const CONTROL = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter(c => !'\t\n\r'.includes(c));

describe('refused', () => {
  test.each<[string, string | Uint8Array]>([
    ...[...CONTROL, '\ufffe', '\uffff'].flatMap((char): [string, string][] => {
      const code = char.charCodeAt(0);
      return [
        [`the character ${code}`, `<r>${char}</r>`],
        [`a reference to the character ${code}`, `<r>&#${code};</r>`],
        [`the same in an attribute`, `<r xmlns="&#x${code.toString(16)};"/>`],
      ];
    }),
    ['such a character in CDATA', '<r><![CDATA[\x1b]]></r>'],
    ['such a character in a comment', '<r><!--\x1b--></r>'],
    ['a version that allows them', '<?xml version="1.1"?><r>&#1;</r>'],
    ['a reference to half a character', '<r>&#xD800;</r>'],
    ['a reference beyond all characters', '<r>&#x110000;</r>'],
    ['what is not UTF-8', Buffer.from([...Buffer.from('<r>'), 0xc3, 0x28, ...Buffer.from('</r>')])],
    ['nothing', ' '],
    ['text alone', 'text'],
    ['two roots', '<r/><r/>'],
    ['text after the root', '<r/>text'],
    ['tags that cross', '<r><a><b></a></b></r>'],
    ['CDATA without an end', '<r><![CDATA[x</r>'],
    ['an ampersand that begins nothing', '<r>a & b</r>'],
    ['an entity that XML does not have', '<r>&nbsp;</r>'],
    ['a document type', '<!DOCTYPE r><r/>'],
    ['an entity of its own', '<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>'],
    ['an attribute', '<r><a b="c"/></r>'],
    ['an attribute twice', '<r xmlns="a" xmlns="b"/>'],
    ['text among elements', '<r>text<a/></r>'],
    ['33 elements in one another', `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`],
    ['30,001 elements', `<r>${'<a/>'.repeat(30_000)}</r>`],
  ])('%s', async (_what, xml) => {
    const refused = (await read(xml).catch((error: unknown) => error)) as ServiceError;
    expect(`${refused.code}: ${refused.message}`).toMatch(
      /^(InvalidInput: Invalid XML ; .|MalformedInput: Could not parse XML$)/,
    );
  });

  test('32 elements in one another are not, nor are 30,000', async () => {
    await read(`${'<a>'.repeat(32)}${'</a>'.repeat(32)}`);
    await read(`<r>${'<a/>'.repeat(29_999)}</r>`);
  });
});

test('a long document is read in slices, others having their turn between them, and to the same tree', async () => {
  const part = fc.sample(fc.string({ unit: 'grapheme', minLength: 500, maxLength: 500 }), { numRuns: 800, seed: 7 });
  const escape = (text: string): string => text.replace(/[&<>\r]/g, char => `&#${char.charCodeAt(0)};`);
  const clean = part.map(text => text.replace(/[^\t\n\x20-\ufffd]/g, '') + '.');
  let turns = 0;
  let reading = true;
  const others = (): void => {
    turns++;
    if (reading) setImmediate(others);
  };
  setImmediate(others);
  expect(await read(`<r>${clean.map(text => `<a>${escape(text)}</a>`).join('')}</r>`)).toEqual({ a: clean });
  reading = false;
  expect(turns).toBeGreaterThanOrEqual(6);
});
