/** What Route 53 asks of the tags of health checks and hosted zones, in its own words where they are recorded (behaviour 5.7). */
import { outside, validationErrors } from './api/words';
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from './limits';

/** As the API has it. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What a tag may hold besides letters, digits and spaces, as the service lists it. */
export const TAG_SYMBOLS = '_ . : / = + - @';

/** Letters and digits of ASCII: whether Route 53 takes others for letters is not known. */
const REFUSED = /[^A-Za-z0-9 _.:/=+@-]/g;

/** The text with `by(character)` in place of every character that a tag may not hold. */
export function replaceRefused(text: string, by: (character: string) => string): string {
  return text.replace(REFUSED, by);
}

export type TagFaultKind = 'length' | 'characters' | 'reserved';

export interface TagFault {
  readonly in: 'key' | 'value';
  readonly kind: TagFaultKind;
}

/** Why Route 53 would refuse the tag; undefined when it would not. */
export function tagFault({ Key = '', Value = '' }: Tag): TagFault | undefined {
  const [key, value] = [textFault(Key, 1, MAX_TAG_KEY_LENGTH), textFault(Value, 0, MAX_TAG_VALUE_LENGTH)];
  if (key !== undefined) return { in: 'key', kind: key };
  return value === undefined ? undefined : { in: 'value', kind: value };
}

function textFault(text: string, min: number, max: number): TagFaultKind | undefined {
  if (text.length < min || text.length > max) return 'length';
  if (text.search(REFUSED) !== -1) return 'characters';
  return /^aws:/i.test(text) ? 'reserved' : undefined; // in any letters: AWS keeps them for itself
}

/** What ChangeTagsForResource would answer as `InvalidInput`, or undefined when the resource's present tags do not matter to it. */
export function changeTagsFault(add: readonly Tag[], remove: readonly string[]): string | undefined {
  if (add.length === 0 && remove.length === 0) {
    return 'At least one tag to add or one key to remove is needed';
  }
  const faults = [
    ...outside(add.length, { min: 0, max: MAX_TAGS }, 'addTags', 'length', `${add.length} tags`),
    ...outside(remove.length, { min: 0, max: MAX_TAGS }, 'removeTagKeys', 'length', `${remove.length} keys`),
    ...add.flatMap(({ Key = '', Value = '' }, i) => [
      ...outside(Key.length, { min: 1, max: MAX_TAG_KEY_LENGTH }, `addTags.${i + 1}.member.key`, 'length', Key),
      ...outside(Value.length, { min: 0, max: MAX_TAG_VALUE_LENGTH }, `addTags.${i + 1}.member.value`, 'length', Value),
    ]),
  ];
  if (faults.length > 0) {
    return validationErrors(faults);
  }
  const odd = add.find(tag => tagFault(tag) !== undefined);
  return odd ? tagText(odd) : twice(add.map(tag => tag.Key));
}

/** What the service says to a tag on its own. */
export function tagText(tag: Tag): string | undefined {
  switch (tagFault(tag)?.kind) {
    case 'characters':
      return `Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters: ${TAG_SYMBOLS}`;
    case 'reserved':
      return `Invalid parameter : Tags must not begin with aws:, which is reserved`;
    case 'length':
      return `Invalid parameter : Tag keys have 1 to ${MAX_TAG_KEY_LENGTH} characters, tag values at most ${MAX_TAG_VALUE_LENGTH}`;
    case undefined:
      return undefined;
  }
}

/** The same for how many tags a resource would have. */
export function tooManyTags(count: number): string | undefined {
  return count > MAX_TAGS ? `A resource can have at most ${MAX_TAGS} tags, this one would have ${count}` : undefined;
}

function twice(keys: readonly (string | undefined)[]): string | undefined {
  const repeated = keys.find((key, i) => keys.indexOf(key) !== i);
  return repeated === undefined ? undefined : `The tag key '${repeated}' is given twice`;
}
