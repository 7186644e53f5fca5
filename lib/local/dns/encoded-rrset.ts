/**
 * Records in one piece of memory, each after two bytes of its length. With many names asked for, what takes most of the time is to reach
 * the records of the next one: in one piece they are reached together.
 */

/** Copying goes by words of this many bytes, and so past the end of a record: there has to be room behind the last. */
export const WORD_BYTES = 4;
const LENGTH_BYTES = 2;

/** `pool` is where each record is, in the order given. */
export function encodeRrset(encoded: readonly Uint8Array[]): { readonly records: DataView; readonly pool: number[] } {
  const pool: number[] = [];
  let end = 0;
  for (const { length } of encoded) {
    pool.push(end);
    end += LENGTH_BYTES + length;
  }
  const bytes = new Uint8Array(end + WORD_BYTES);
  const records = new DataView(bytes.buffer);
  encoded.forEach((record, n) => {
    records.setUint16(pool[n], record.length);
    bytes.set(record, pool[n] + LENGTH_BYTES);
  });
  return { records, pool };
}

/** Bytes of the record at `place`. */
export function lengthOfRecord(records: DataView, place: number): number {
  return records.getUint16(place);
}

/** Copies the record at `place` to `out`: for their usual size, words are faster than a call that copies any number of bytes. */
export function copyRecord(records: DataView, place: number, out: DataView, at: number): void {
  const length = records.getUint16(place);
  const from = place + LENGTH_BYTES;
  for (let copied = 0; copied < length; copied += WORD_BYTES) {
    out.setInt32(at + copied, records.getInt32(from + copied));
  }
}
