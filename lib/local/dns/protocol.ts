/** Numbers of the DNS protocol (RFC 1035, 6891, 7871) that the answer path reads and writes. */
import { RECORD_TYPES, recordTypeRule } from '../../rules/record-types';

export const RCODE = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 } as const;
export type Rcode = (typeof RCODE)[keyof typeof RCODE];

export const HEADER_BYTES = 12;
/** Two bytes that stand for a name: this, and the place in the message where the name is (RFC 1035 section 4.1.4). */
export const POINTER = 0xc000;
/** In the first two bytes after the id. */
export const FLAG = { QR: 0x8000, AA: 0x0400, TC: 0x0200, RD: 0x0100 } as const;
export const OPCODE_MASK = 0x7800;

export const CLASS_IN = 1;
export const CLASS_ANY = 255;

export const TYPE_OPT = 41;
export const TYPE_IXFR = 251;
export const TYPE_AXFR = 252;

export const OPTION_CLIENT_SUBNET = 8;

/** Stands for every type that Route 53 does not know: a name holds none of them. */
export const UNKNOWN_TYPE = 'unknown';

const TYPE_NAMES = new Map<number, string>([
  ...RECORD_TYPES.map(type => [recordTypeRule(type).code, type] as const),
  [255, 'ANY'],
]);

export function typeName(code: number): string {
  return TYPE_NAMES.get(code) ?? UNKNOWN_TYPE;
}
