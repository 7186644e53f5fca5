/** Record values off the wire in the one spelling that `rules/record-values.ts` gives to values of the API: then they compare as text. */
import { addressOfBytes } from '../../rules/addresses';
import { isRecordType, type RecordType } from '../../rules/record-types';
import { formatValue, InvalidValueError, type FieldKinds, type RecordValue, type ServiceParam } from '../../rules/record-values';
import { FORMS, type Field, type FieldKind } from '../../rules/values/forms';
import { formatServiceParams, parseServiceParams } from '../../rules/values/service-params';
import { MalformedError, type Cursor } from './cursor';

/**
 * Types whose names may be compressed, or were in practice, so that a reader has to take it (RFC 3597, section 4). All others are newer, and
 * may not.
 */
const COMPRESSIBLE: ReadonlySet<RecordType> = new Set<RecordType>(['CNAME', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV']);

/**
 * The value in `data`, which it must fill. What Route 53 knows no type for goes by its bytes (RFC 3597, section 5).
 *
 * @throws MalformedError
 */
export function readValue(type: string, data: Cursor): string {
  if (!isRecordType(type)) {
    const { left } = data;
    return `\\# ${left} ${Buffer.from(data.rest(), 'latin1').toString('hex')}`.trimEnd();
  }
  const form: readonly Field[] = FORMS[type];
  const fields = form.map(([name, kind]) => [name, readField(type, kind, data)]);
  if (data.left > 0) {
    throw new MalformedError(`${ofType(type)} goes on for ${data.left} bytes after its value`);
  }
  return formatValue({ type, ...Object.fromEntries(fields) } as RecordValue);
}

/** How such a record is called. */
export function ofType(type: string): string {
  return `the ${type} record`;
}

function readField(type: RecordType, kind: FieldKind, data: Cursor): FieldKinds[FieldKind] {
  switch (kind) {
    case 'u8':
      return data.u8();
    case 'u16':
      return data.u16();
    case 'u32':
      return data.u32();
    case 'ipv4':
      return addressOfBytes(data.bytes(4));
    case 'ipv6':
      return addressOfBytes(data.bytes(16));
    case 'name':
      return data.name(COMPRESSIBLE.has(type)).map(lowerCase);
    case 'string':
      return data.bytes(data.u8());
    case 'strings':
      return readStrings(data);
    case 'tag':
      return readTag(type, data);
    case 'text':
      return data.rest();
    case 'hex':
      return data.bytes(Math.max(1, data.left)); // at least one byte
    case 'params':
      return readParams(type, data);
  }
}

/** At least one, to the end. */
function readStrings(data: Cursor): string[] {
  const strings = [data.bytes(data.u8())];
  while (data.left > 0) {
    strings.push(data.bytes(data.u8()));
  }
  return strings;
}

function readTag(type: RecordType, data: Cursor): string {
  const tag = data.bytes(data.u8());
  if (!/^[a-z0-9]+$/i.test(tag)) {
    throw new MalformedError(`${ofType(type)} has a tag that is not letters and digits`);
  }
  return tag.toLowerCase();
}

/** To the end, their keys in ascending order, each value as its key wants it (RFC 9460, section 2.2): otherwise the record is malformed. */
function readParams(type: RecordType, data: Cursor): ServiceParam[] {
  const params: ServiceParam[] = [];
  while (data.left > 0) {
    const key = data.u16();
    params.push({ key, value: data.bytes(data.u16()) });
  }
  if (params.some(({ key }, at) => at > 0 && key <= params[at - 1].key) || !sameParams(params)) {
    throw new MalformedError(`${ofType(type)} has parameters that RFC 9460 does not allow`);
  }
  return params;
}

/** Whether the text of parameters means these very bytes: where it does not, they are no values of their keys. */
function sameParams(params: readonly ServiceParam[]): boolean {
  try {
    const again = parseServiceParams(formatServiceParams(params));
    return again.every(({ key, value }, at) => key === params[at].key && value === params[at].value);
  } catch (error) {
    if (error instanceof InvalidValueError) {
      return false;
    }
    throw error;
  }
}

/** Letters of ASCII only, as DNS compares them. */
export function lowerCase(label: string): string {
  return label.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
