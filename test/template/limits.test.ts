/** What a template may ask for: each limit passes at its edge, and what would stop the program is refused at once. */
import { parseTemplate } from '../../lib/template/deployable';
import { evaluate } from '../../lib/template/intrinsics';
import type { Json } from '../../lib/template/json';
import { parameterValues } from '../../lib/template/parameters';
import { parseTemplateText } from '../../lib/template/text';
import { Unknown } from '../../lib/template/value';
import { bareScope, CHECK, template } from './templates';

const members = (count: number, body: object): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`M${i}`, body]));

test.each<[string, (size: number) => object, number, string]>([
  ['resources', n => ({ Resources: members(n, CHECK) }), 500, 'Number of resources, 501, is greater than maximum allowed, 500'],
  ['parameters', n => ({ Parameters: members(n, { Type: 'String' }) }), 200, 'Number of parameters, 201, is greater than maximum allowed, 200'], // prettier-ignore
  ['outputs', n => ({ Outputs: members(n, { Value: 1 }) }), 200, 'Number of outputs, 201, is greater than maximum allowed, 200'],
  ['mappings', n => ({ Mappings: members(n, {}) }), 200, 'Number of mappings, 201, is greater than maximum allowed, 200'],
  ['attributes of a mapping', n => ({ Mappings: { M: members(n, {}) } }), 200, 'Number of attributes of mapping M, 201'],
  ['attributes of a row', n => ({ Mappings: { M: { R: members(n, {}) } } }), 200, 'Number of attributes of mapping M, 201'],
  ['characters of a name', n => ({ Outputs: { ['O'.repeat(n)]: { Value: 1 } } }), 255, 'is longer than 255 characters'],
  ['bytes of the description', n => ({ Description: 'd'.repeat(n) }), 1024, 'Description is longer than 1024 bytes'],
])('%s', (_, sections, most, refusal) => {
  expect(() => template(sections(most))).not.toThrow();
  expect(() => template(sections(most + 1))).toThrow(refusal);
});

test('bytes of the value of a parameter', () => {
  const value = (size: number) => parameterValues(template({ Parameters: { P: { Type: 'String', Default: 'x'.repeat(size) } } }), [], new Map(), () => undefined); // prettier-ignore
  expect(value(4096)).toHaveLength(1);
  expect(() => value(4097)).toThrow("Parameter 'P' must have at most 4096 bytes, got 4097");
});

describe('depth', () => {
  test.each([
    ['objects', '{"a":', '}', '1'],
    ['lists', '[', ']', ''],
  ])('of JSON: %s', (_, open, close, core) => {
    const nested = (levels: number) => `{"Metadata":${open.repeat(levels - 1)}${core}${close.repeat(levels - 1)}}`;
    expect(() => parseTemplateText(nested(100))).not.toThrow();
    expect(() => parseTemplateText(nested(101))).toThrow('nested more than 100 levels deep');
  });

  test('braces inside strings do not count', () =>
    expect(parseTemplateText(JSON.stringify({ a: `\\"${'['.repeat(500)}` }))).toEqual({ a: `\\"${'['.repeat(500)}` }));

  test.each([
    ['flow lists', (levels: number) => `a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`],
    ['block lists', (levels: number) => `a:\n${'- '.repeat(levels - 1)}x`],
    ['block maps', (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('of YAML: %s', (_, nested) => {
    expect(() => parseTemplateText(nested(100))).not.toThrow();
    expect(() => parseTemplateText(nested(101))).toThrow('nested more than 100 levels deep');
    expect(() => parseTemplateText(nested(1000))).toThrow('nested more than 100 levels deep');
  });

  test.each(['[', '- ', '? ', ': ', '{a: '])('a template of nothing but "%s" ends neither the parser nor the program', piece =>
    expect(() => parseTemplateText(`a: 1\nb:\n  ${piece.repeat(20_000)}`)).toThrow(/YAML not well-formed/),
  );

  test('of conditions that rest on one another', () => {
    const chain = (length: number) => ({
      Conditions: Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `C${i}`,
          i + 1 < length ? { 'Fn::Not': [{ Condition: `C${i + 1}` }] } : { 'Fn::Equals': [1, 1] },
        ]),
      ),
    });
    expect(bareScope(template(chain(100))).condition('C0')).toBe(false);
    expect(() => bareScope(template(chain(101))).condition('C0')).toThrow('more than 100 conditions rest on one another');
  });
});

describe('expansion', () => {
  /** `levels` functions inside one another, each of which says `twice` the one within. */
  const nested = (levels: number, core: Json, twice: (inner: Json) => Json): Json =>
    Array.from({ length: levels }).reduce<Json>(twice, core);

  test.each<[string, Json]>([
    ['texts', nested(17, 'x', a => ({ 'Fn::Sub': ['${a}${a}${a}', { a }] }))],
    ['texts of joins', nested(25, 'x', a => ({ 'Fn::Join': ['', [a, a]] }))],
    ['texts that are not known', nested(17, { Ref: 'Later' }, a => ({ 'Fn::Sub': ['${a}${a}${a}', { a }] }))],
    ['names that are no value', nested(25, 'x', a => [a, a, { 'Fn::Split': [',', ''] }])],
    ['lists of a mapping', { 'Fn::Join': ['', Array(2000).fill({ 'Fn::Join': ['', { 'Fn::FindInMap': ['M', 'R', 'list'] }] }) as Json] }], // prettier-ignore
    ['lists of a split', Array(300).fill({ 'Fn::Split': [',', ','.repeat(5000)] }) as Json],
    ['base64', nested(60, 'x'.repeat(1000), a => ({ 'Fn::Base64': a }))],
  ])('%s that grow without end are refused', (_, value) => {
    const of = template({ Mappings: { M: { R: { list: Array(1000).fill('x') } } } });
    for (const lenient of [false, true]) {
      const scope = bareScope(of, { Later: Unknown.of('Later', 'it is still to come') }, { lenient });
      expect(() => evaluate(value, scope)).toThrow(/its functions (take more than 200000 steps|come to more than 4000000 char)/);
    }
  });

  test('as much as the largest template holds is worked out', () => {
    const value = Array.from({ length: 20_000 }, () => ({ 'Fn::Join': ['.', ['www', { Ref: 'AWS::Region' }, 'example.com']] }));
    expect(evaluate(value, bareScope(template({})))).toHaveLength(20_000);
  });
});

describe('patterns', () => {
  const check = (AllowedPattern: string, Default: string, more: object = {}) =>
    parameterValues(template({ Parameters: { P: { Type: 'String', AllowedPattern, Default }, ...more } }), [], new Map(), () => undefined); // prettier-ignore

  test.each([
    ['[a-z]+', 'abc'],
    ['^(?!-)[a-zA-Z0-9-.]{1,63}(?<!-)$', 'www.example.com'],
    ['(?=.*[A-Z])(?=.*\\d).{8,}', 'Secret123'],
    ['[a-zA-Z0-9\\_\\-\\.]+', 'a_b-c.d'],
    ['a|b', 'b'],
  ])('%s matches %s', (pattern, value) => expect(check(pattern, value)).toMatchObject([{ text: value }]));

  test.each([
    ['[a-z]+', 'abC', "Parameter 'P' must match pattern [a-z]+, got abC"],
    ['a|b', 'ab', "Parameter 'P' must match pattern a|b, got ab"],
    ['(a+)+', `${'a'.repeat(60)}b`, 'Template error: AllowedPattern of parameter P: its patterns take more than 50 ms to match'],
    ['([0-9a-zA-Z]+([0-9a-zA-Z-]*[0-9a-zA-Z])*)', `${'a'.repeat(4000)}!`, 'its patterns take more than 50 ms to match'],
    ['(?=a'.repeat(200) + ')'.repeat(200), 'a', "Parameter 'P' must match pattern"],
    ['(?=a'.repeat(5000) + ')'.repeat(5000), 'a', 'a pattern may have 1024 characters, got 25000'], // ends the program otherwise
    ['[', '[', 'AllowedPattern of parameter P: it is not a regular expression, got ['],
    ['a)|(b', 'a', 'AllowedPattern of parameter P: it is not a regular expression, got a)|(b'],
    ['\\p{Alpha}+', 'abc', '\\p in a pattern is not supported here'],
    ['[a-z&&[^b]]+', 'abc', '&& in a pattern is not supported here'],
  ])('%j is not matched by %j, or not tried', (pattern, value, refusal) => expect(() => check(pattern, value)).toThrow(refusal));

  test('the backslash of a backslash stands for nothing of Java', () => expect(check('\\\\p+', '\\ppp')).toHaveLength(1));

  test('the patterns of a template have their time together', () => {
    const slow = { Type: 'String', AllowedPattern: '(a|aa)+b', Default: 'a'.repeat(32) };
    const many = Object.fromEntries(
      Array.from({ length: 199 }, (_, i) => [`S${i}`, { ...slow, AllowedPattern: '((a|aa)+b)?a*' }]),
    );
    expect(() => check('a', 'a', many)).toThrow('take more than 50 ms');
  });
});

test('aliases of YAML cannot multiply', () =>
  expect(() => parseTemplate(`a: &a [x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: [*a, *a]`).join('\n')}`)).toThrow(
    'YAML aliases are not allowed in CloudFormation templates (line 2, column 6)',
  ));
