/**
 * A whole DNS message, read strictly: whatever it says more than it holds, or holds more than it says, makes it malformed. Bounded by the
 * bytes it has, and in what it keeps of them.
 */
import { MAX_VALUES_PER_RECORD_SET } from '../../rules/limits';
import { formatName } from '../../rules/names';
import { recordTypeOfCode } from '../../rules/record-types';
import type { AnswerRecord, Reply } from '../model';
import { Cursor, MalformedError } from './cursor';
import { className, FLAGS, opcodeName, rcodeName, TYPE_OPT } from './protocol';
import { lowerCase, ofType, readValue } from './values';

/** Records of a section that are kept; the rest is read and counted. No answer of Route 53 holds more than the values of one record set. */
export const MOST_RECORDS_KEPT = MAX_VALUES_PER_RECORD_SET;

type Section = 'answer' | 'authority' | 'additional';

interface Opt {
  /** The upper eight of the twelve bits of the response code. */
  readonly rcode: number;
  readonly flags: number;
}

interface Records {
  readonly kept: AnswerRecord[];
  readonly count: number;
}

/**
 * What the message says, except whether its question was the one that was asked.
 *
 * @throws MalformedError
 */
export function parseReply(message: Buffer): Omit<Reply, 'kind' | 'caseKept'> {
  const cursor = new Cursor(message, 2, message.length, 'the message');
  const flags = cursor.u16();
  const [questions, answers, authorities, additionals] = [cursor.u16(), cursor.u16(), cursor.u16(), cursor.u16()];
  for (let n = 0; n < questions; n++) {
    cursor.name();
    cursor.u32();
  }
  const opts: Opt[] = [];
  const answer = readSection(cursor, 'answer', answers, opts);
  const authority = readSection(cursor, 'authority', authorities, opts);
  const additional = readSection(cursor, 'additional', additionals, opts);
  if (cursor.left > 0) {
    throw new MalformedError(`${cursor.left} bytes follow its end`);
  }
  const [opt] = opts;
  return {
    rcode: rcodeName(((opt?.rcode ?? 0) << 4) | (flags & 0x0f)),
    opcode: opcodeName((flags >> 11) & 0x0f),
    authoritative: (flags & FLAGS.authoritative) !== 0,
    truncated: (flags & FLAGS.truncated) !== 0,
    recursionDesired: (flags & FLAGS.recursionDesired) !== 0,
    recursionAvailable: (flags & FLAGS.recursionAvailable) !== 0,
    otherBits: [
      ...((flags & FLAGS.reserved) === 0 ? [] : ['Z']),
      ...((flags & FLAGS.authenticData) === 0 ? [] : ['AD']),
      ...((flags & FLAGS.checkingDisabled) === 0 ? [] : ['CD']),
      ...(opt === undefined || opt.flags === 0 ? [] : [`EDNS flags 0x${opt.flags.toString(16).padStart(4, '0')}`]),
    ],
    edns: opt !== undefined,
    bytes: message.length,
    answers: answer.kept,
    answerCount: answer.count,
    authority: authority.kept,
    additional: additional.kept,
  };
}

function readSection(cursor: Cursor, section: Section, count: number, opts: Opt[]): Records {
  const kept: AnswerRecord[] = [];
  let records = 0;
  for (let n = 0; n < count; n++) {
    const record = readRecord(cursor, section, opts);
    if (record !== undefined && ++records <= MOST_RECORDS_KEPT) {
      kept.push(record);
    }
  }
  return { kept, count: records };
}

/** Undefined for an OPT record, which goes to `opts`. */
function readRecord(cursor: Cursor, section: Section, opts: Opt[]): AnswerRecord | undefined {
  const labels = cursor.name();
  const code = cursor.u16();
  if (code === TYPE_OPT) {
    opts.push(readOpt(cursor, section, labels, opts));
    return undefined;
  }
  const type = recordTypeOfCode(code) ?? `TYPE${code}`;
  const recordClass = className(cursor.u16());
  const ttl = cursor.u32();
  const data = cursor.part(cursor.u16(), ofType(type));
  // What the bytes mean depends on the class, too.
  const value = readValue(recordClass === 'IN' ? type : `${type} in class ${recordClass}`, data);
  return { name: formatName(labels.map(lowerCase)), type, class: recordClass, ttl, value };
}

/** RFC 6891, section 6.1. */
function readOpt(cursor: Cursor, section: Section, owner: readonly string[], opts: readonly Opt[]): Opt {
  if (section !== 'additional') {
    throw new MalformedError(`an OPT record is in the ${section} section`);
  }
  if (opts.length > 0) {
    throw new MalformedError('there is more than one OPT record');
  }
  if (owner.length > 0) {
    throw new MalformedError('the OPT record has an owner name');
  }
  cursor.u16(); // the size that the sender takes
  const rcode = cursor.u8();
  cursor.u8(); // the highest version it knows
  const flags = cursor.u16();
  const options = cursor.part(cursor.u16(), 'the OPT record');
  while (options.left > 0) {
    options.u16();
    options.bytes(options.u16());
  }
  return { rcode, flags };
}
