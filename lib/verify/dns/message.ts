/** Queries and replies as bytes: dns-packet writes and reads them, this file decides whether a reply belongs to a query. */
import { decode, encode, RECURSION_DESIRED, type DecodedPacket } from 'dns-packet';
import { isRecordType, recordTypeRule } from '../../rules/record-types';
import type { Question, Reply, StrayReason } from '../model';
import { spellWireData, wireTypeName } from './values';

const HEADER_LENGTH = 12;
/** What Route 53 itself announces (facts 9). */
export const EDNS_PAYLOAD_SIZE = 4096;

/** A query without id, ready to be stamped with one as often as wanted. */
export interface QueryTemplate {
  readonly bytes: Buffer;
  /** Where the question section ends. */
  readonly questionEnd: number;
}

/** @param recursion whether it is wanted, as resolvers need it; authoritative servers have none, and take no notice */
export function queryTemplate(question: Question, edns: boolean, recursion = false): QueryTemplate {
  const bytes = encode({
    type: 'query',
    id: 0,
    flags: recursion ? RECURSION_DESIRED : 0,
    questions: [{ name: wireName(question.name), type: question.type as 'A' }],
    additionals: edns
      ? [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: EDNS_PAYLOAD_SIZE,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  });
  let at = HEADER_LENGTH;
  while (bytes[at] !== 0) {
    at += bytes[at] + 1;
  }
  if (isRecordType(question.type)) {
    bytes.writeUInt16BE(recordTypeRule(question.type).code, at + 1); // dns-packet knows no SVCB and HTTPS, and would ask for type 0
  }
  return { bytes, questionEnd: at + 5 };
}

/** A query with a random id and, when `mixCase`, a random mix of upper and lower case in its name (0x20). */
export function stamp(template: QueryTemplate, random: () => number, mixCase: boolean): Buffer {
  const query = Buffer.from(template.bytes);
  query.writeUInt16BE(Math.floor(random() * 0x10000), 0);
  if (mixCase) {
    let bits = 0;
    for (let at = HEADER_LENGTH, left = 0; at < template.questionEnd - 5; at++) {
      if (left-- === 0) {
        left = query[at]; // a length byte
        continue;
      }
      bits = bits <= 1 ? 0x10000 | Math.floor(random() * 0x10000) : bits >> 1;
      if ((bits & 1) === 1 && isLetter(query[at])) {
        query[at] ^= 0x20;
      }
    }
  }
  return query;
}

/** The reply in `message`, or why it does not belong to `query`. */
export function readReply(message: Buffer, query: Buffer, questionEnd: number): Reply | StrayReason {
  if (message.length < HEADER_LENGTH) {
    return 'malformed';
  }
  if (message.readUInt16BE(0) !== query.readUInt16BE(0)) {
    return 'another id';
  }
  if ((message[2] & 0x80) === 0) {
    return 'not a response';
  }
  const echoed = echo(message, query, questionEnd);
  if (echoed === 'other') {
    return 'another question';
  }
  let packet: DecodedPacket & { rcode?: string };
  try {
    packet = decode(message);
  } catch {
    return 'malformed';
  }
  return {
    kind: 'reply',
    rcode: packet.rcode ?? 'NOERROR',
    authoritative: packet.flag_aa,
    truncated: packet.flag_tc,
    recursionAvailable: packet.flag_ra,
    edns: (packet.additionals ?? []).some(record => record.type === 'OPT'),
    caseKept: echoed === 'exact',
    bytes: message.length,
    answers: (packet.answers ?? []).map(record => ({
      name: record.name.toLowerCase(),
      type: wireTypeName(record.type),
      class: 'class' in record ? (record.class ?? 'IN') : 'IN',
      ttl: 'ttl' in record ? (record.ttl ?? 0) : 0,
      value: spellWireData(record.type, 'data' in record ? record.data : undefined),
    })),
  };
}

/** How the question section came back. An error reply may leave it out. */
function echo(message: Buffer, query: Buffer, questionEnd: number): 'exact' | 'caseLost' | 'other' {
  if (message.readUInt16BE(4) === 0 && (message[3] & 0x0f) !== 0) {
    return 'exact';
  }
  if (message.readUInt16BE(4) !== 1 || message.length < questionEnd) {
    return 'other';
  }
  if (message.compare(query, HEADER_LENGTH, questionEnd, HEADER_LENGTH, questionEnd) === 0) {
    return 'exact';
  }
  for (let at = HEADER_LENGTH; at < questionEnd; at++) {
    const differsInCaseOnly = (message[at] ^ query[at]) === 0x20 && isLetter(query[at]) && at < questionEnd - 4;
    if (message[at] !== query[at] && !differsInCaseOnly) {
      return 'other';
    }
  }
  return 'caseLost';
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

/** dns-packet writes labels as they stand; `\052` and its like must be bytes by then. */
function wireName(name: string): string {
  return (
    name.replace(/\\([0-3][0-7]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8))).replace(/\.$/, '') || '.'
  );
}
