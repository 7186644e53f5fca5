/**
 * Character strings: text between quotation marks with `\"`, `\\` and `\ooo` (three octal digits), as in TXT, CAA and NAPTR values.
 * What they stand for is held as byte strings: JavaScript strings of which each character is one byte.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
 */
import { MAX_TXT_STRING_LENGTH, MAX_VALUE_LENGTH } from '../limits';
import { InvalidValueError } from './invalid-value-error';

/**
 * The fields of a value, which spaces and tabs separate unless they are inside quotation marks. Quotation marks open only at the start of a
 * field or right after `key=`, and must close at its end; a field that breaks this is cut at its spaces, and refused when read.
 */
export function splitFields(text: string): string[] {
  return text.match(/(?:[^ \t"=]*=)?"(?:[^"\\]|\\.)*"(?=[ \t]|$)|[^ \t]+/g) ?? [];
}

/**
 * The bytes of a quoted field. `limit` is 255 where the wire has one byte for the length.
 *
 * @throws InvalidValueError
 */
export function parseQuoted(field: string, limit: number = MAX_TXT_STRING_LENGTH): string {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(field)) {
    throw new InvalidValueError('InvalidCharacterString', 'Value should be enclosed in quotation marks', field);
  }
  const bytes = unescapeText(field.slice(1, -1));
  if (bytes.length > limit) {
    throw new InvalidValueError('CharacterStringTooLong', 'Value is too long', field);
  }
  return bytes;
}

/**
 * The bytes that a text with escapes stands for.
 *
 * @throws InvalidValueError on a character outside printable ASCII, which must be escaped
 */
export function unescapeText(text: string): string {
  const odd = /[^ -~]/u.exec(text);
  if (odd) {
    throw new InvalidValueError('UnsupportedCharacter', 'Value contains unsupported characters', odd[0]);
  }
  return text.replace(/\\([0-3][0-7]{2}|.)/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(parseInt(escaped, 8)) : escaped,
  );
}

/** Bytes as a quoted field. */
export function formatQuoted(bytes: string): string {
  return `"${escapeText(bytes)}"`;
}

/** Quotation marks too become `\ooo`: CloudFormation's own template validation does not know `\"`. */
export function escapeText(bytes: string): string {
  return bytes.replace(/["\\]|[^ -~]/g, escapeByte);
}

function escapeByte(byte: string): string {
  return byte === '\\' ? '\\\\' : '\\' + byte.charCodeAt(0).toString(8).padStart(3, '0');
}

/**
 * Text as the value of a TXT record: UTF-8, escaped, quoted, and cut into strings of at most 255 characters. Resolvers put the strings
 * together again without anything between them.
 *
 * @throws InvalidValueError when the value would be longer than Route 53 takes
 */
export function formatTxt(text: string): string {
  const strings = [''];
  for (const byte of utf8Bytes(text)) {
    const escaped = escapeText(byte);
    const last = strings[strings.length - 1];
    if (last.length + escaped.length > MAX_TXT_STRING_LENGTH) strings.push(escaped);
    else strings[strings.length - 1] = last + escaped;
  }
  const value = strings.map(string => `"${string}"`).join(' ');
  checkLength(value);
  return value;
}

/** Text in UTF-8, as a byte string. */
export function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join('');
}

/** @throws InvalidValueError */
export function checkLength(value: string): void {
  if (value.length > MAX_VALUE_LENGTH) {
    throw new InvalidValueError('RRDATATooLong', `Value is longer than ${MAX_VALUE_LENGTH} characters`, value);
  }
}
