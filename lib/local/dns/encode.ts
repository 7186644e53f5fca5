/** Records as bytes. Done once for each record set, not for each question. */
import { addressBytes } from '../../rules/addresses';
import { parseName } from '../../rules/names';
import { recordTypeRule, type RecordType } from '../../rules/record-types';
import { fieldsOf, parseValue, type RecordValue } from '../../rules/record-values';
import { CLASS_IN } from './protocol';

/**
 * A whole record. Its owner is `owner`, or, without one, two bytes for a compression pointer that are filled in when the record is
 * copied into an answer.
 */
export function encodeRecord(type: RecordType, ttl: number, value: string, owner?: string): Uint8Array {
  const data = encodeData(parseValue(type, value));
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(recordTypeRule(type).code, 0);
  fixed.writeUInt16BE(CLASS_IN, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner === undefined ? Buffer.of(0xc0, 0) : encodeName(parseName(owner)), fixed, data]);
}

/** A name, not compressed. */
export function encodeName(labels: readonly string[]): Buffer {
  return Buffer.from([...labels, ''].map(withLength).join(''), 'latin1');
}

function encodeData(value: RecordValue): Buffer {
  return Buffer.concat(fieldsOf(value).map(encodeField));
}

function encodeField(field: ReturnType<typeof fieldsOf>[number]): Buffer {
  switch (field.kind) {
    case 'u8':
      return Buffer.of(field.value);
    case 'u16':
      return u16(field.value);
    case 'u32':
      return Buffer.concat([u16(field.value >>> 16), u16(field.value & 0xffff)]);
    case 'ipv4':
    case 'ipv6':
      return Buffer.from(addressBytes(field.value), 'latin1');
    case 'name':
      return encodeName(field.value);
    case 'string':
    case 'tag':
      return Buffer.from(withLength(field.value), 'latin1');
    case 'strings':
      return Buffer.from(field.value.map(withLength).join(''), 'latin1');
    case 'text':
    case 'hex':
      return Buffer.from(field.value, 'latin1');
    case 'params':
      return Buffer.concat(field.value.flatMap(({ key, value }) => [u16(key), u16(value.length), Buffer.from(value, 'latin1')]));
  }
}

const withLength = (bytes: string): string => String.fromCharCode(bytes.length) + bytes;

function u16(n: number): Buffer {
  return Buffer.of(n >> 8, n & 0xff);
}
