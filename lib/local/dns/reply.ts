/**
 * Writes the bytes of one reply after another into one buffer. Every record was encoded before: here they are copied, and owners that are
 * the name asked for, or its end, become pointers into the question, which keeps the question's case (behaviour 9).
 */
import { optLength, writeOpt } from './edns';
import { FLAG, HEADER_BYTES, POINTER, type Rcode } from './protocol';
import { copyRecord, lengthOfRecord, WORD_BYTES } from './encoded-rrset';
import type { Query } from './query';
import type { SuffixRecords } from './zone-answers';

export class Reply {
  private readonly out: Buffer;
  private readonly view: DataView;
  private query: Query | undefined;
  private limit = 0;
  private end = 0;
  private answers = 0;
  private authorities = 0;
  private additionals = 0;
  private truncated = false;

  constructor(size: number) {
    this.out = Buffer.alloc(size + WORD_BYTES);
    this.view = new DataView(this.out.buffer, this.out.byteOffset, this.out.length);
  }

  /** Begins a reply of at most `limit` bytes, room for the OPT record kept free. */
  begin(query: Query, limit: number): void {
    this.query = query;
    this.limit = limit - (query.edns ? optLength(query.edns) : 0);
    this.answers = this.authorities = this.additionals = 0;
    this.truncated = false;
    this.out.set(query.bytes.subarray(0, query.questionEnd), 0);
    this.end = query.questionEnd;
  }

  /** The record at `place`, in the answer section. */
  answer(records: DataView, place: number): void {
    if (this.copyIfItFits(records, place)) {
      this.answers++;
    } else {
      this.truncated = true;
    }
  }

  /** An authority section that the reply is good without: left out when it does not fit (RFC 2181 section 9). */
  authorityIfItFits(of: SuffixRecords): void {
    if (this.end + of.bytes.length <= this.limit) {
      this.authority(of);
    }
  }

  /** An authority section that the reply is about. */
  authority(of: SuffixRecords): void {
    if (this.end + of.bytes.length > this.limit) {
      this.truncated = true;
      return;
    }
    const owner = POINTER | (this.nameEnd() - of.ownerBytes);
    for (const start of of.starts) {
      of.bytes[start] = owner >> 8;
      of.bytes[start + 1] = owner & 0xff;
    }
    this.out.set(of.bytes, this.end);
    this.end += of.bytes.length;
    this.authorities += of.starts.length;
  }

  /** An RRset of the additional section: the records at the first places. Left out when it does not fit (RFC 2181 section 9). */
  additionalIfItFits(records: DataView, places: readonly number[], count: number): void {
    const before = this.end;
    for (let n = 0; n < count; n++) {
      if (!this.copyIfItFits(records, places[n])) {
        this.end = before;
        return;
      }
    }
    this.additionals += count;
  }

  /** The reply's bytes. They are good until the next one begins. */
  finish(rcode: Rcode, authoritative: boolean, scope: number): Buffer {
    const { bytes, questionEnd, edns } = this.begun();
    if (this.truncated) {
      this.end = questionEnd; // a part of an RRset is worth nothing: the client asks again over TCP
      this.answers = this.authorities = this.additionals = 0;
    }
    if (edns) {
      this.end = writeOpt(this.out, this.end, edns, rcode, scope);
      this.additionals++;
    }
    const out = this.out;
    out[2] =
      (FLAG.QR >> 8) | (authoritative ? FLAG.AA >> 8 : 0) | (this.truncated ? FLAG.TC >> 8 : 0) | (bytes[2] & (FLAG.RD >> 8));
    out[3] = rcode & 0x0f;
    out.writeUInt16BE(this.answers, 6);
    out.writeUInt16BE(this.authorities, 8);
    out.writeUInt16BE(this.additionals, 10);
    return out.subarray(0, this.end);
  }

  private copyIfItFits(records: DataView, place: number): boolean {
    const end = this.end + lengthOfRecord(records, place);
    if (end > this.limit) {
      return false;
    }
    copyRecord(records, place, this.view, this.end);
    this.end = end;
    return true;
  }

  private nameEnd(): number {
    return this.begun().questionEnd - 4;
  }

  private begun(): Query {
    if (!this.query) {
      throw new Error('no reply was begun');
    }
    return this.query;
  }
}

/** The reply to what is no question that could be answered: a header with the id, the operation and the code. */
export function headerOnly(query: Buffer, rcode: Rcode): Buffer {
  const out = Buffer.alloc(HEADER_BYTES);
  query.copy(out, 0, 0, 4);
  out[2] = (out[2] & 0x79) | (FLAG.QR >> 8); // operation and RD stay
  out[3] = rcode;
  return out;
}
