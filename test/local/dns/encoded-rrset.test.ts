import fc from 'fast-check';
import { copyRecord, lengthOfRecord, encodeRrset, WORD_BYTES } from '../../../lib/local/dns/encoded-rrset';

const anyRecords = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 20 });

test('records of any length come out as they went in, one after another in any order', () =>
  fc.assert(
    fc.property(
      anyRecords.chain(encoded => fc.tuple(fc.constant(encoded), fc.shuffledSubarray(encoded.map((_, n) => n)))),
      ([encoded, order]) => {
        const { records, pool } = encodeRrset(encoded);
        const expected = Buffer.concat(order.map(n => encoded[n]));
        const out = Buffer.alloc(expected.length + WORD_BYTES);
        const view = new DataView(out.buffer, out.byteOffset, out.length);
        let end = 0;
        for (const n of order) {
          copyRecord(records, pool[n], view, end);
          end += lengthOfRecord(records, pool[n]);
        }
        expect(out.subarray(0, end)).toEqual(expected);
      },
    ),
  ));
