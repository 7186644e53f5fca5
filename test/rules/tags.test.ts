import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH } from '../../lib/rules/limits';
import { changeTagsFault, replaceRefused, tagFault, tagText, tooManyTags } from '../../lib/rules/tags';

const CHARACTERS =
  'Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters: _ . : / = + - @';

test.each([
  ['Name', 'www.shop.example 52.0.0.1', undefined],
  ['Name', '', undefined],
  ['a:b/c=d+e-f@g_h.i 1', 'a:b/c=d+e-f@g_h.i 1', undefined],
  ['k'.repeat(MAX_TAG_KEY_LENGTH), 'v'.repeat(MAX_TAG_VALUE_LENGTH), undefined],
  ['Name', '*.shop.example', { in: 'value', kind: 'characters' }],
  ['R&D', 'web', { in: 'key', kind: 'characters' }],
  ['Name', 'tab\there', { in: 'value', kind: 'characters' }],
  ['Owner', 'Zoë', { in: 'value', kind: 'characters' }], // whether that is a letter to Route 53 is not known
  ['', 'web', { in: 'key', kind: 'length' }],
  ['k'.repeat(MAX_TAG_KEY_LENGTH + 1), '', { in: 'key', kind: 'length' }],
  ['Name', 'v'.repeat(MAX_TAG_VALUE_LENGTH + 1), { in: 'value', kind: 'length' }],
  ['aws:createdBy', 'me', { in: 'key', kind: 'reserved' }],
  ['AWS:createdBy', 'me', { in: 'key', kind: 'reserved' }],
  ['team', 'aws:me', { in: 'value', kind: 'reserved' }],
  ['laws:', 'arn:aws:iam::0:root', undefined],
])('the tag %j: %j is judged %j (behaviour 5.7)', (Key, Value, fault) => expect(tagFault({ Key, Value })).toEqual(fault));

test('the text for a character that is refused is the recorded one', () => {
  expect(tagText({ Key: 'Name', Value: '*' })).toBe(CHARACTERS);
  expect(changeTagsFault([{ Key: 'a', Value: 'b' }, { Key: 'Name', Value: '*' }], [])).toBe(CHARACTERS); // prettier-ignore
  expect(tagText({ Key: 'Name', Value: 'www' })).toBeUndefined();
});

test('a call that adds what it may, or removes, has no fault', () => {
  expect(changeTagsFault([{ Key: 'a', Value: 'b' }, { Key: 'c' }], [])).toBeUndefined();
  expect(changeTagsFault([], ['a*'])).toBeUndefined();
  expect([tooManyTags(10), tooManyTags(11)]).toEqual([undefined, expect.any(String)]);
});

const tag = (Key?: string, Value?: string) => ({ Key, Value });
const tags = (count: number) => Array.from({ length: count }, (_, i) => tag(`k${i}`));
const [LONG_KEY, LONG_VALUE] = ['k'.repeat(129), 'v'.repeat(257)];
const constraint = (shown: string, path: string, must: string): string =>
  `Value '${shown}' at '${path}' failed to satisfy constraint: Member must have length ${must}`;

test.each<[string, Parameters<typeof changeTagsFault>, string | undefined]>([
  ['nothing to do', [[], []], 'At least one tag to add or one key to remove is needed'],
  ['ten tags and ten keys', [tags(10), Array<string>(10).fill('k')], undefined],
  ['eleven tags', [tags(11), []], `1 validation error detected: ${constraint('11 tags', 'addTags', 'less than or equal to 10')}`],
  [
    'eleven keys',
    [[], Array<string>(11).fill('k')],
    `1 validation error detected: ${constraint('11 keys', 'removeTagKeys', 'less than or equal to 10')}`,
  ],
  [
    'keys and values of no proper length, all of them named',
    [[tag('k', 'v'), tag(LONG_KEY, LONG_VALUE), tag()], []],
    `3 validation errors detected: ${[
      constraint(LONG_KEY, 'addTags.2.member.key', 'less than or equal to 128'),
      constraint(LONG_VALUE, 'addTags.2.member.value', 'less than or equal to 256'),
      constraint('', 'addTags.3.member.key', 'greater than or equal to 1'),
    ].join('; ')}`,
  ],
  ['a key twice', [[tag('a'), tag('b'), tag('a')], []], "The tag key 'a' is given twice"],
  [
    'what AWS keeps for itself',
    [[tag('a'), tag('aws:a')], []],
    'Invalid parameter : Tags must not begin with aws:, which is reserved',
  ],
])('a call with %s', (_, [add, remove], fault) => expect(changeTagsFault(add, remove)).toBe(fault));

test('a tag without a key or with one that is too long has its own text', () => {
  const text = 'Invalid parameter : Tag keys have 1 to 128 characters, tag values at most 256';
  expect([tagText(tag()), tagText(tag(LONG_KEY)), tagText(tag('k', LONG_VALUE))]).toEqual([text, text, text]);
  expect(tooManyTags(11)).toBe('A resource can have at most 10 tags, this one would have 11');
});

test('every character that is refused can be replaced', () => {
  const all = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).join('');
  expect(replaceRefused(all, () => '')).toMatch(/^[A-Za-z0-9 _.:/=+@-]{71}$/);
});
