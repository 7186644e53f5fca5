/** Reads the bytes of a query. What it cannot read it answers for: nothing else has to look at malformed packets. */
import { MAX_LABEL_BYTES, MAX_NAME_BYTES } from '../../rules/limits';
import { formatName } from '../../rules/names';
import { readEdns, type Edns } from './edns';
import { FLAG, HEADER_BYTES, OPCODE_MASK, RCODE, TYPE_OPT, typeName, type Rcode } from './protocol';

export interface Query {
  readonly bytes: Uint8Array;
  /** Where the question section ends. It begins after the header, with the name. */
  readonly questionEnd: number;
  /** Normalized. */
  readonly name: string;
  /** Number on the wire. */
  readonly typeCode: number;
  readonly type: string;
  readonly class: number;
  /** Undefined when the query has no OPT record. */
  readonly edns: Edns | undefined;
}

/** A query that gets nothing but a header with this code. */
export interface QueryFault {
  readonly fault: Rcode;
}

/** Places in the header. The counts of answers and authorities, which a query has none of, are read as one. */
const COUNT_AT = { questions: 4, answersAndAuthorities: 6, additionals: 10 } as const;
const FORMERR: QueryFault = { fault: RCODE.FORMERR };
const NOTIMP: QueryFault = { fault: RCODE.NOTIMP };

/** Undefined when the packet must not be answered: too short to have an id and flags, or itself an answer. */
export function readQuery(bytes: Buffer): Query | QueryFault | undefined {
  if (bytes.length < HEADER_BYTES) {
    return undefined;
  }
  const flags = bytes.readUInt16BE(2);
  if (flags & FLAG.QR) {
    return undefined;
  }
  if (flags & OPCODE_MASK) {
    return NOTIMP;
  }
  const additionals = bytes.readUInt16BE(COUNT_AT.additionals);
  if (bytes.readUInt16BE(COUNT_AT.questions) !== 1 || bytes.readUInt32BE(COUNT_AT.answersAndAuthorities) !== 0) {
    return FORMERR;
  }
  const nameEnd = endOfName(bytes, HEADER_BYTES);
  const questionEnd = nameEnd + 4;
  if (nameEnd === 0 || questionEnd > bytes.length) {
    return FORMERR;
  }
  const edns = additionals === 0 ? undefined : findOpt(bytes, questionEnd, additionals);
  if (edns === 'malformed' || (additionals === 0 && questionEnd !== bytes.length)) {
    return FORMERR;
  }
  const typeCode = bytes.readUInt16BE(nameEnd);
  return {
    bytes,
    questionEnd,
    name: nameAt(bytes, HEADER_BYTES, nameEnd),
    typeCode,
    type: typeName(typeCode),
    class: bytes.readUInt16BE(nameEnd + 2),
    edns,
  };
}

/** Where an uncompressed name ends, or 0 when it is none. A question has nothing before it to point at. */
function endOfName(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) {
    if (bytes[at] > MAX_LABEL_BYTES) {
      return 0;
    }
    at += 1 + bytes[at];
  }
  const end = at + 1;
  return end > bytes.length || end - start > MAX_NAME_BYTES ? 0 : end;
}

const scratch = Buffer.alloc(MAX_NAME_BYTES);

/** The name in normalized form. One pass does for the usual names; others are taken apart. */
function nameAt(bytes: Buffer, start: number, end: number): string {
  let nextLength = start;
  for (let at = start; at < end; at++) {
    let byte = bytes[at];
    if (at === nextLength) {
      nextLength += 1 + byte;
      byte = DOT;
    } else if (byte >= 0x41 && byte <= 0x5a) {
      byte += 0x20;
    } else if (!PLAIN[byte]) {
      return formatName(labelsAt(bytes, start));
    }
    scratch[at - start] = byte;
  }
  return end - start === 1 ? '.' : scratch.toString('latin1', 1, end - start);
}

const DOT = 0x2e;
/** By byte: whether it stands for itself in a normalized name. */
const PLAIN = Array.from({ length: 256 }, (_, byte) => /[a-z0-9_-]/.test(String.fromCharCode(byte)));

function labelsAt(bytes: Buffer, start: number): string[] {
  const labels: string[] = [];
  for (let at = start; bytes[at] !== 0; at += 1 + bytes[at]) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + bytes[at]).replace(/[A-Z]/g, char => char.toLowerCase()));
  }
  return labels;
}

/** The OPT record among the additional records. Others, such as TSIG, are passed over. */
function findOpt(bytes: Buffer, start: number, count: number): Edns | undefined | 'malformed' {
  let edns: Edns | undefined;
  let at = start;
  for (let n = 0; n < count; n++) {
    const nameEnd = endOfName(bytes, at);
    if (nameEnd === 0 || nameEnd + 10 > bytes.length) {
      return 'malformed';
    }
    const dataStart = nameEnd + 10;
    const end = dataStart + bytes.readUInt16BE(nameEnd + 8);
    if (end > bytes.length) {
      return 'malformed';
    }
    if (bytes.readUInt16BE(nameEnd) === TYPE_OPT) {
      const read = edns || nameEnd - at !== 1 ? undefined : readEdns(bytes, nameEnd, end); // one, at the root (RFC 6891 section 6.1)
      if (!read) {
        return 'malformed';
      }
      edns = read;
    }
    at = end;
  }
  return at === bytes.length ? edns : 'malformed';
}
