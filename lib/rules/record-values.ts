/**
 * Values of records: from the text that Route 53 takes to data, and back.
 *
 * Use: `parseValue('MX', '10 mail.example.com')` gives `{ type: 'MX', priority: 10, exchange: ['mail', 'example', 'com'] }` or throws an
 * `InvalidValueError` that says why not. Switch on `type` to get at the fields, or walk `fieldsOf(value)`, which gives each field with
 * its kind in the order of the wire. `canonicalValue` tells whether two texts are one value; `formatTxt` quotes text for a TXT record.
 */
import { canonicalAddress, ipVersion } from './addresses';
import { within } from './limits';
import { formatName, InvalidNameError, parseName } from './names';
import type { RecordType } from './record-types';
import { checkLength, formatQuoted, parseQuoted, splitFields } from './values/character-strings';
import { fieldsOf, FORMS, type Field, type FieldKind, type FieldKinds, type RecordValue } from './values/forms';
import { InvalidValueError } from './values/invalid-value-error';
import {
  checkNumber,
  illegal,
  illegalHex,
  illegalNumber,
  invalidNaptr,
  invalidTag,
  naptrWithBoth,
  words,
  wrongCount,
  wrongDigest,
} from './values/words';
import { formatServiceParams, parseServiceParams } from './values/service-params';

export { formatTxt } from './values/character-strings';
export { fieldsOf, type FieldKinds, type RecordValue } from './values/forms';
export { InvalidValueError } from './values/invalid-value-error';
export { type ServiceParam } from './values/service-params';

const MAX = { u8: 0xff, u16: 0xffff, u32: 0xffff_ffff } as const;
/** What RFC 8659 registers; the value of a record that is not critical has one of them. */
const CAA_TAGS = ['issue', 'issuewild', 'iodef'];
const CRITICAL = 128;
/** Fifteen bits of the field's sixteen. */
const MAX_SVC_PRIORITY = 0x7fff;
/** Bytes of the digests whose length is known, by the number that names the algorithm. */
const DIGEST_BYTES: Partial<Record<RecordType, Record<number, number>>> = {
  DS: { 1: 20, 2: 32, 4: 48 },
  SSHFP: { 1: 20, 2: 32 },
  TLSA: { 1: 32, 2: 64 },
};

/**
 * A value from its presentation form. Every name in it is taken as fully qualified, with or without a trailing dot.
 *
 * @throws InvalidValueError
 */
export function parseValue<T extends RecordType>(type: T, text: string): RecordValue<T> {
  checkLength(text);
  const form: readonly Field[] = FORMS[type];
  const texts = divide(type, form, text);
  const fields = form.map(([name, kind], at) => [name, parseField(type, name, kind, texts[at], text)]);
  const value = { type, ...Object.fromEntries(fields) } as RecordValue<T>;
  checkTogether(value, text);
  return value;
}

/** The presentation form of a value: single spaces, names with a trailing dot, addresses in their one spelling. */
export function formatValue(value: RecordValue): string {
  return fieldsOf(value).flatMap(formatField).join(' ');
}

/**
 * One spelling for all texts that are the same value to DNS: `10 Mail.example.com` and `10  mail.example.com.` are one.
 *
 * @throws InvalidValueError
 */
export function canonicalValue(type: RecordType, text: string): string {
  return formatValue(parseValue(type, text));
}

/** The texts of the form's fields; a kind that takes the rest of the value gets a list. */
function divide(type: RecordType, form: readonly Field[], text: string): string[][] {
  const texts = form.length === 1 && form[0][1] !== 'strings' ? text.split(/[ \t]/) : splitFields(text); // ' 192.0.2.1' is two
  const last = form[form.length - 1][1];
  const takesRest = last === 'strings' || last === 'params';
  const fewest = last === 'params' ? form.length - 1 : form.length;
  if (texts.length < fewest || (texts.length > form.length && !takesRest)) {
    throw wrongCount(type, form, text);
  }
  return form.map((_, at) => (takesRest && at === form.length - 1 ? texts.slice(at) : [texts[at]]));
}

function parseField(
  type: RecordType,
  name: string,
  kind: FieldKind,
  texts: readonly string[],
  value: string,
): FieldKinds[FieldKind] {
  const [text] = texts;
  const notAddress = (version: 4 | 6): InvalidValueError =>
    new InvalidValueError(`${type}RRDATAIllegalIPv${version}Address`, `Value is not a valid IPv${version} address`, text);
  switch (kind) {
    case 'ipv4':
      if (ipVersion(text) !== 4) throw notAddress(4);
      return text;
    case 'ipv6':
      if (ipVersion(text) !== 6) throw notAddress(6);
      return canonicalAddress(text);
    case 'u8':
    case 'u16':
    case 'u32':
      if (!/^[0-9]+$/.test(text) || !within({ min: 0, max: MAX[kind] }, Number(text))) {
        throw illegalNumber(type, name, MAX[kind], text, value);
      }
      checkNumber(type, name, Number(text));
      return Number(text);
    case 'name':
      if (text === '') throw new InvalidValueError('DomainLabelEmpty', 'Domain label is empty', text);
      return parseTarget(text);
    case 'string':
      if (!text.startsWith('"')) throw invalidNaptr(value); // no other type has one
      return parseQuoted(text);
    case 'text':
      return parseQuoted(text, Infinity);
    case 'strings':
      return texts.map(t => parseQuoted(t));
    case 'tag':
      if (!/^[a-z0-9]{1,255}$/i.test(text)) throw illegal(type, name, 'is not letters and digits', text);
      return text.toLowerCase();
    case 'hex':
      if (!/^(?:[0-9a-f]{2})+$/i.test(text)) {
        throw illegalHex(type, name, text);
      }
      return bytesOfHex(text);
    case 'params':
      return parseServiceParams(texts);
  }
}

function formatField(field: ReturnType<typeof fieldsOf>[number]): string | string[] {
  switch (field.kind) {
    case 'name':
      return formatName(field.value);
    case 'string':
    case 'text':
      return formatQuoted(field.value);
    case 'strings':
      return field.value.map(formatQuoted);
    case 'hex':
      return hexOfBytes(field.value);
    case 'params':
      return formatServiceParams(field.value);
    case 'u8':
    case 'u16':
    case 'u32':
    case 'ipv4':
    case 'ipv6':
    case 'tag':
      return String(field.value);
  }
}

function parseTarget(text: string): string[] {
  try {
    return parseName(text);
  } catch (error) {
    if (error instanceof InvalidNameError) {
      throw new InvalidValueError(error.code, error.reason, error.offender, { cause: error });
    }
    throw error;
  }
}

/** What fields must be to one another. */
function checkTogether(value: RecordValue, text: string): void {
  checkDigest(value, text);
  switch (value.type) {
    case 'CAA':
      if (value.flags < CRITICAL && !CAA_TAGS.includes(value.tag)) throw invalidTag();
      return;
    case 'NAPTR':
      if (value.regexp !== '' && value.replacement.length > 0) throw naptrWithBoth(text);
      return;
    case 'HTTPS':
    case 'SVCB':
      if (value.priority > MAX_SVC_PRIORITY) {
        throw new InvalidValueError('UnsupportedSvcPriority', 'Unsupported SvcPriority value.', text);
      }
      return;
    default:
  }
}

/** A digest of a known algorithm has that algorithm's length; of an unknown one, any. The algorithm is the field before the digest. */
function checkDigest(value: RecordValue, text: string): void {
  const [algorithm, digest] = fieldsOf(value).slice(-2);
  if (digest?.kind !== 'hex' || algorithm.kind !== 'u8') {
    return;
  }
  const expected = DIGEST_BYTES[value.type]?.[algorithm.value] ?? digest.value.length;
  if (digest.value.length !== expected) {
    throw wrongDigest(value.type, digest.name, expected * 2, `${words(algorithm.name)} ${algorithm.value}`, text);
  }
}

function bytesOfHex(hex: string): string {
  return hex.replace(/../g, pair => String.fromCharCode(parseInt(pair, 16)));
}

function hexOfBytes(bytes: string): string {
  return Array.from(bytes, char => char.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
