/** Queries as bytes, and whether a message is the reply to one. What the reply says is read in `reply.ts`. */
import { EDNS_UDP_BYTES } from '../../rules/limits';
import { parseName } from '../../rules/names';
import { isRecordType, recordTypeRule } from '../../rules/record-types';
import type { Question, Reply, Stray } from '../model';
import { MalformedError } from './cursor';
import { CLASS_IN, FLAGS, HEADER_LENGTH, TYPE_OPT } from './protocol';
import { parseReply } from './reply';

/** A query without id, ready to be stamped with one as often as wanted. */
export interface QueryTemplate {
  readonly bytes: Buffer;
  /** Where the question section ends. */
  readonly questionEnd: number;
}

/** @param recursion whether it is wanted, as resolvers need it; authoritative servers have none, and take no notice */
export function queryTemplate(question: Question, edns: boolean, recursion = false): QueryTemplate {
  if (!isRecordType(question.type)) {
    throw new Error(`there is no number for record type ${question.type}`);
  }
  const u16 = (...numbers: number[]): Buffer => Buffer.from(numbers.flatMap(n => [n >> 8, n & 0xff]));
  const labels = parseName(question.name).map(label => Buffer.from(String.fromCharCode(label.length) + label, 'latin1'));
  const asked = Buffer.concat([...labels, Buffer.alloc(1), u16(recordTypeRule(question.type).code, CLASS_IN)]);
  const header = u16(0, recursion ? FLAGS.recursionDesired : 0, 1, 0, 0, edns ? 1 : 0);
  const opt = edns ? [Buffer.alloc(1), u16(TYPE_OPT, EDNS_UDP_BYTES, 0, 0, 0)] : [];
  return { bytes: Buffer.concat([header, asked, ...opt]), questionEnd: HEADER_LENGTH + asked.length };
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

/** The reply in `message`, or why it is none to `query`. Never throws, whatever the bytes. */
export function readReply(message: Buffer, query: Buffer, questionEnd: number): Reply | Stray {
  if (message.length < HEADER_LENGTH) {
    return { reason: 'malformed', why: `the message has ${message.length} bytes, fewer than a header` };
  }
  if (message.readUInt16BE(0) !== query.readUInt16BE(0)) {
    return { reason: 'another id' };
  }
  if ((message.readUInt16BE(2) & FLAGS.response) === 0) {
    return { reason: 'not a response' };
  }
  const echoed = echo(message, query, questionEnd);
  if (echoed === 'other') {
    return { reason: 'another question' };
  }
  try {
    return { kind: 'reply', caseKept: echoed === 'exact', ...parseReply(message) };
  } catch (error) {
    if (error instanceof MalformedError) {
      return { reason: 'malformed', why: error.message, ours: true };
    }
    throw error;
  }
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
