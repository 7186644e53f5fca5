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
import { formatServiceParams, parseServiceParams } from './values/service-params';

export { formatTxt } from './values/character-strings';
export { fieldsOf, type FieldKinds, type RecordValue } from './values/forms';
export { InvalidValueError } from './values/invalid-value-error';
export { type ServiceParam } from './values/service-params';

const MAX = { u8: 0xff, u16: 0xffff, u32: 0xffff_ffff } as const;
const COUNT_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'];
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
  const fields = form.map(([name, kind], at) => [name, parseField(type, name, kind, texts[at])]);
  const value = { type, ...Object.fromEntries(fields) } as RecordValue<T>;
  checkDigest(value, text);
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
    throw new InvalidValueError(...wrongCount(type, form), text);
  }
  return form.map((_, at) => (takesRest && at === form.length - 1 ? texts.slice(at) : [texts[at]]));
}

function wrongCount(type: RecordType, form: readonly Field[]): [code: string, reason: string] {
  if (form[0][1] === 'strings') {
    return ['InvalidCharacterString', 'Value should be enclosed in quotation marks'];
  }
  if (form.length === 1) {
    return [`${type}RRDATANotSingleField`, 'Value contains spaces'];
  }
  const count = form[form.length - 1][1] === 'params' ? form.length - 1 : form.length;
  return [`${type}RRDATANot${COUNT_WORDS[count]}Fields`, `${type} record doesn't have ${count} fields`];
}

function parseField(type: RecordType, name: string, kind: FieldKind, texts: readonly string[]): FieldKinds[FieldKind] {
  const [text] = texts;
  const illegal = (what: string, reason: string): InvalidValueError =>
    new InvalidValueError(`${type}RRDATAIllegal${what}`, reason, text);
  switch (kind) {
    case 'ipv4':
      if (ipVersion(text) !== 4) throw illegal('IPv4Address', 'Value is not a valid IPv4 address');
      return text;
    case 'ipv6':
      if (ipVersion(text) !== 6) throw illegal('IPv6Address', 'Value is not a valid IPv6 address');
      return canonicalAddress(text);
    case 'u8':
    case 'u16':
    case 'u32':
      if (!/^[0-9]+$/.test(text) || !within({ min: 0, max: MAX[kind] }, Number(text))) {
        throw illegal(capitalized(name), `Value's ${words(name)} is not a whole number from 0 to ${MAX[kind]}`);
      }
      return Number(text);
    case 'name':
      if (text === '') throw new InvalidValueError('DomainLabelEmpty', 'Domain label is empty', text);
      return parseTarget(text);
    case 'string':
      return parseQuoted(text);
    case 'text':
      return parseQuoted(text, Infinity);
    case 'strings':
      return texts.map(t => parseQuoted(t));
    case 'tag':
      if (!/^[a-z0-9]{1,255}$/i.test(text)) throw illegal('Tag', "Value's tag is not letters and digits");
      return text.toLowerCase();
    case 'hex':
      if (!/^(?:[0-9a-f]{2})+$/i.test(text)) {
        throw illegal(capitalized(name), `Value's ${words(name)} is not pairs of hexadecimal digits`);
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

/** A digest of a known algorithm has that algorithm's length; of an unknown one, any. The algorithm is the field before the digest. */
function checkDigest(value: RecordValue, text: string): void {
  const [algorithm, digest] = fieldsOf(value).slice(-2);
  if (digest?.kind !== 'hex' || algorithm.kind !== 'u8') {
    return;
  }
  const expected = DIGEST_BYTES[value.type]?.[algorithm.value] ?? digest.value.length;
  if (digest.value.length !== expected) {
    throw new InvalidValueError(
      `${value.type}RRDATAIllegal${capitalized(digest.name)}`,
      `Value's ${words(digest.name)} is not ${expected * 2} hexadecimal digits, as ${words(algorithm.name)} ${algorithm.value} has it`,
      text,
    );
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

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}

/** `digestType` becomes `digest type`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, letter => ' ' + letter.toLowerCase());
}
