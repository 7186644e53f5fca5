/** Records as bytes. Done once for each record set, not for each question. */
import { addressBytes } from '../../rules/addresses';
import { parseName } from '../../rules/names';
import { recordTypeRule, type RecordType } from '../../rules/record-types';
import { fieldsOf, parseValue } from '../../rules/record-values';
import { CLASS_IN, HEADER_BYTES, POINTER } from './protocol';

/** A whole record. Its owner is `owner`, or, without one, the name in the question, to which two bytes point. */
export function encodeRecord(type: RecordType, ttl: number, value: string, owner?: string): Uint8Array {
  const name = owner === undefined ? u16(POINTER | HEADER_BYTES) : nameBytes(parseName(owner));
  const data = fieldsOf(parseValue(type, value)).map(fieldBytes).join('');
  const fixed = u16(recordTypeRule(type).code) + u16(CLASS_IN) + u32(ttl) + u16(data.length);
  return Buffer.from(name + fixed + data, 'latin1');
}

/** Bytes of a name that is not compressed. */
export function nameLength(labels: readonly string[]): number {
  return nameBytes(labels).length;
}

// Below, bytes are strings of which each character is one byte, as record values have them.

function nameBytes(labels: readonly string[]): string {
  return labels.map(withLength).join('') + '\0';
}

function fieldBytes(field: ReturnType<typeof fieldsOf>[number]): string {
  switch (field.kind) {
    case 'u8':
      return String.fromCharCode(field.value);
    case 'u16':
      return u16(field.value);
    case 'u32':
      return u32(field.value);
    case 'ipv4':
    case 'ipv6':
      return addressBytes(field.value);
    case 'name':
      return nameBytes(field.value);
    case 'string':
    case 'tag':
      return withLength(field.value);
    case 'strings':
      return field.value.map(withLength).join('');
    case 'text':
    case 'hex':
      return field.value;
    case 'params':
      return field.value.map(({ key, value }) => u16(key) + u16(value.length) + value).join('');
  }
}

const withLength = (bytes: string): string => String.fromCharCode(bytes.length) + bytes;
const u16 = (n: number): string => String.fromCharCode(n >> 8, n & 0xff);
const u32 = (n: number): string => u16(n >>> 16) + u16(n & 0xffff);
