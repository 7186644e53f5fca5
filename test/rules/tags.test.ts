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

test('every character that is refused can be replaced', () => {
  const all = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).join('');
  expect(replaceRefused(all, () => '')).toMatch(/^[A-Za-z0-9 _.:/=+@-]{71}$/);
});
