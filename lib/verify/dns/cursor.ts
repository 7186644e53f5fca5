/** Bytes of a foreign DNS message, read strictly and no further than they go. */
import { MAX_LABEL_BYTES, MAX_NAME_BYTES } from '../../rules/limits';
import { HEADER_LENGTH } from './protocol';

/** Why bytes are no DNS message. */
export class MalformedError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'MalformedError';
  }
}

const POINTER = 0xc0;
/** A name has no more labels than this, so it needs no more pointers; without a limit a chain of pointers costs a step for every two bytes. */
const MOST_POINTERS = 127;

/** Reads from `at` on, and not beyond `end`. Every reading moves on or throws. */
export class Cursor {
  constructor(
    private readonly message: Buffer,
    public at: number,
    private readonly end: number,
    /** What ends too early when the bytes do, e.g. `the message`. */
    private readonly what: string,
  ) {}

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    return this.message[this.take(1)];
  }

  u16(): number {
    return this.message.readUInt16BE(this.take(2));
  }

  u32(): number {
    return this.message.readUInt32BE(this.take(4));
  }

  /** Byte string: each character is one byte. */
  bytes(length: number): string {
    const from = this.take(length);
    return this.message.toString('latin1', from, from + length);
  }

  rest(): string {
    return this.bytes(this.left);
  }

  /** A part of its own, which this one then lies behind. */
  part(length: number, what: string): Cursor {
    const from = this.take(length);
    return new Cursor(this.message, from, from + length, what);
  }

  /**
   * The labels of a name: byte strings, their letters as they came. A pointer may lead backwards only, so no chain of them comes back to
   * where it was.
   */
  name(compressible = true): string[] {
    const labels: string[] = [];
    let length = 1;
    let start = this.at;
    let jumped: Cursor | undefined;
    for (let pointers = 0; ;) {
      const from = jumped ?? this;
      const size = from.u8();
      if (size === 0) {
        return labels;
      }
      if (size <= MAX_LABEL_BYTES) {
        labels.push(from.bytes(size));
        length += 1 + size;
        if (length > MAX_NAME_BYTES) {
          throw new MalformedError(`a name is longer than ${MAX_NAME_BYTES} bytes`);
        }
        continue;
      }
      if (size < POINTER) {
        throw new MalformedError(`a label begins with 0x${size.toString(16)}, which is neither a length nor a pointer`);
      }
      const target = ((size & ~POINTER) << 8) | from.u8();
      if (!compressible) {
        throw new MalformedError('a name is compressed where none may be');
      }
      if (target >= start || target < HEADER_LENGTH || ++pointers > MOST_POINTERS) {
        throw new MalformedError('a compressed name does not point back to an earlier name');
      }
      start = target;
      jumped = new Cursor(this.message, target, this.message.length, 'a compressed name');
    }
  }

  private take(length: number): number {
    if (length > this.left) {
      throw new MalformedError(`${this.what} ends too early`);
    }
    const from = this.at;
    this.at += length;
    return from;
  }
}
