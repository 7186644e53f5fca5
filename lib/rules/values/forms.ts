/**
 * What the value of each type consists of, in the order of the presentation form, which is also the order on the wire. This one table is
 * what values are parsed by, formatted by, and written to the wire by.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
 */
import type { RecordType } from '../record-types';
import type { ServiceParam } from './service-params';

/** What a field of each kind is once parsed. Byte strings are strings of which each character is one byte. */
export interface FieldKinds {
  /** Whole number in one, two or four bytes. */
  u8: number;
  u16: number;
  u32: number;
  /** Address in its one spelling. */
  ipv4: string;
  ipv6: string;
  /** Labels of a domain name, as `parseName` gives them; lower case. */
  name: readonly string[];
  /** Byte string of at most 255, on the wire after its length in one byte. */
  string: string;
  /** One or more such strings, to the end of the value. */
  strings: readonly string[];
  /** Letters and digits, lower case, on the wire after their length in one byte. */
  tag: string;
  /** Byte string to the end of the value: quoted text. */
  text: string;
  /** Byte string to the end of the value: hexadecimal digits. */
  hex: string;
  /** Service parameters to the end of the value, in ascending order of their keys: key and length in two bytes each, then the value. */
  params: readonly ServiceParam[];
}

export type FieldKind = keyof FieldKinds;
export type Field = readonly [name: string, kind: FieldKind];

const SERVICE = [
  ['priority', 'u16'],
  ['target', 'name'],
  ['params', 'params'],
] as const;
const TARGET = [['target', 'name']] as const;
const STRINGS = [['strings', 'strings']] as const;

export const FORMS = {
  A: [['address', 'ipv4']],
  AAAA: [['address', 'ipv6']],
  CAA: [
    ['flags', 'u8'],
    ['tag', 'tag'],
    ['value', 'text'],
  ],
  CNAME: TARGET,
  DS: [
    ['keyTag', 'u16'],
    ['algorithm', 'u8'],
    ['digestType', 'u8'],
    ['digest', 'hex'],
  ],
  HTTPS: SERVICE,
  MX: [
    ['priority', 'u16'],
    ['exchange', 'name'],
  ],
  NAPTR: [
    ['order', 'u16'],
    ['preference', 'u16'],
    ['flags', 'string'],
    ['service', 'string'],
    ['regexp', 'string'],
    ['replacement', 'name'],
  ],
  NS: TARGET,
  PTR: TARGET,
  SOA: [
    ['mname', 'name'],
    ['rname', 'name'],
    ['serial', 'u32'],
    ['refresh', 'u32'],
    ['retry', 'u32'],
    ['expire', 'u32'],
    ['minimum', 'u32'],
  ],
  SPF: STRINGS,
  SRV: [
    ['priority', 'u16'],
    ['weight', 'u16'],
    ['port', 'u16'],
    ['target', 'name'],
  ],
  SSHFP: [
    ['algorithm', 'u8'],
    ['fingerprintType', 'u8'],
    ['fingerprint', 'hex'],
  ],
  SVCB: SERVICE,
  TLSA: [
    ['usage', 'u8'],
    ['selector', 'u8'],
    ['matchingType', 'u8'],
    ['certificate', 'hex'],
  ],
  TXT: STRINGS,
} as const satisfies Record<RecordType, readonly Field[]>;

/** A parsed value: `type` and the fields of its form, e.g. `{ type: 'MX', priority: 10, exchange: ['mail', 'example', 'com'] }`. */
export type RecordValue<T extends RecordType = RecordType> = T extends RecordType
  ? { readonly type: T } & { readonly [F in (typeof FORMS)[T][number] as F[0]]: FieldKinds[F[1]] }
  : never;

/** The fields of a parsed value with their kinds, in order. */
export function fieldsOf(value: RecordValue): { [K in FieldKind]: { kind: K; name: string; value: FieldKinds[K] } }[FieldKind][] {
  const fields = value as unknown as Record<string, never>;
  return (FORMS[value.type] as readonly Field[]).map(([name, kind]) => ({ name, kind, value: fields[name] }));
}
