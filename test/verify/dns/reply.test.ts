/** Foreign bytes: whatever comes is read in bounded time, as what it is or as malformed. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer } from 'dns-packet';
import * as fc from 'fast-check';
import { queryTemplate, readReply, stamp } from '../../../lib/verify/dns/message';
import { MalformedError } from '../../../lib/verify/dns/cursor';
import { MOST_RECORDS_KEPT, parseReply } from '../../../lib/verify/dns/reply';
import { seededRandom } from '../../../lib/rules/random';

/** Messages in hexadecimal digits, each after a line that says what is wrong with it, and what the reader says. */
const CORPUS = readFileSync(resolve(__dirname, '../../fixtures/malformed-replies.txt'), 'utf8')
  .split('\n\n')
  .map(entry => entry.split('\n').filter(line => line !== '' && !line.startsWith('#')))
  .filter(lines => lines.length > 0)
  .map(([what, why, ...digits]) => ({ what, why, message: Buffer.from(digits.join('').replace(/\s/g, ''), 'hex') }));

test.each(CORPUS)('$what: $why', ({ why, message }) => {
  expect(() => parseReply(message)).toThrow(MalformedError);
  expect(() => parseReply(message)).toThrow(why);
});

test('the corpus has what broke readers before', () => expect(CORPUS.length).toBeGreaterThanOrEqual(25));

const QUESTION = { name: 'www.example.com.', type: 'A' };
const template = queryTemplate(QUESTION, true);
const query = stamp(template, seededRandom(1), true);
/** The first bytes of every reply to it. */
const start = Buffer.from(query.subarray(0, template.questionEnd));
start.writeUInt16BE(0x8400, 2);
start.writeUInt16BE(0, 10);

/** Reads as the verifier does; the result is data, whatever the bytes. */
function readSafely(message: Buffer): void {
  const read = readReply(message, query, template.questionEnd);
  if ('kind' in read) {
    expect(read.answers.length).toBeLessThanOrEqual(MOST_RECORDS_KEPT);
    for (const { name, value } of [...read.answers, ...read.authority, ...read.additional]) {
      expect(name).toMatch(/^[!-~]+$/); // nothing that could steer a terminal
      expect(value).toMatch(/^[ -~]*$/);
      expect(value).not.toMatch(/undefined|NaN|\[object/);
    }
  } else {
    expect(read.why ?? read.reason).toMatch(/^[ -~]+$/);
  }
}

const seeds = CORPUS.map(({ message }) => message).filter(message => message.length > template.questionEnd);
const bytes = fc.uint8Array({ maxLength: 300 }).map(array => Buffer.from(array));
const counts = fc.tuple(...Array.from({ length: 3 }, () => fc.nat({ max: 4 })));

test('random bytes behind a question that fits are read or refused', () =>
  fc.assert(
    fc.property(bytes, counts, (rest, [an, ns, ar]) => {
      const message = Buffer.concat([start, rest]);
      message.writeUInt16BE(an, 6);
      message.writeUInt16BE(ns, 8);
      message.writeUInt16BE(ar, 10);
      readSafely(message);
    }),
    { numRuns: 3000 },
  ));

test('random data of every type are read or refused', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 41, 43, 44, 52, 64, 65, 99, 257, 999),
      fc.uint8Array({ maxLength: 80 }).map(array => Buffer.from(array)),
      fc.nat({ max: 3 }),
      (type, data, section) => {
        const record = Buffer.alloc(12);
        record.writeUInt16BE(0xc00c, 0);
        record.writeUInt16BE(type, 2);
        record.writeUInt16BE(1, 4);
        record.writeUInt16BE(data.length, 10);
        const message = Buffer.concat([start, record, data]);
        message.writeUInt16BE(1, section === 3 ? 6 : 6 + 2 * section);
        readSafely(message);
      },
    ),
    { numRuns: 5000 },
  ));

test('messages of the corpus with bytes changed, cut off or doubled are read or refused', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (seed, changes, kept, doubled) => {
        const message = Buffer.concat([
          start,
          seed.subarray(12, 12 + Math.floor((seed.length - 12) * kept)),
          ...(doubled ? [seed.subarray(12)] : []),
        ]);
        message.writeUInt16BE(2, 6);
        changes.forEach(
          ([at, value]) => (message[template.questionEnd + (at % (message.length - template.questionEnd + 1))] = value),
        );
        readSafely(message);
      },
    ),
    { numRuns: 3000 },
  ));

describe('the longest messages there are', () => {
  const longest = (record: Buffer): Buffer => {
    const count = Math.floor((65_535 - start.length) / record.length);
    const message = Buffer.concat([start, ...Array<Buffer>(count).fill(record)]);
    message.writeUInt16BE(count, 6);
    return message;
  };

  test('are read, and only as many of their records kept as an answer may have', () => {
    const reply = parseReply(longest(Buffer.from('c00c0001000100000e100004c6336401', 'hex')));
    expect(reply.answerCount).toBeGreaterThan(4000);
    expect(reply.answers).toHaveLength(MOST_RECORDS_KEPT);
  });

  test('cannot make a name cost more steps than it has labels', () => {
    // Pointers that each lead to the one before, and thousands of records that begin at the last.
    const chain = Buffer.alloc(16_000);
    for (let at = 0; at < chain.length; at += 2) {
      chain.writeUInt16BE(0xc000 | Math.max(12, start.length + 12 + at - 2), at);
    }
    const txt = Buffer.concat([
      Buffer.from('c00c03e7000100000000', 'hex'),
      Buffer.from([chain.length >> 8, chain.length & 255]),
      chain,
    ]);
    const end = 0xc000 | (start.length + txt.length - 2);
    const record = Buffer.from([end >> 8, end & 255, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4]);
    const message = Buffer.concat([start, txt, ...Array<Buffer>(3000).fill(record)]);
    message.writeUInt16BE(3001, 6);
    expect(() => parseReply(message)).toThrow('does not point back to an earlier name');
  });
});

describe('what dns-packet writes', () => {
  const label = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
  const name = fc.array(label, { minLength: 1, maxLength: 5 }).map(labels => labels.join('.'));
  const u16 = fc.nat({ max: 65_535 });
  const text = fc.stringMatching(/^[ -~]{0,40}$/);
  const data: Record<string, fc.Arbitrary<unknown>> = {
    A: fc.ipV4(),
    AAAA: fc.ipV6(),
    CNAME: name,
    NS: name,
    PTR: name,
    MX: fc.record({ preference: u16, exchange: name }),
    SRV: fc.record({ priority: u16, weight: u16, port: u16, target: name }),
    TXT: fc.array(
      text.map(t => Buffer.from(t)),
      { minLength: 1, maxLength: 3 },
    ),
    CAA: fc.record({ flags: fc.constantFrom(0, 128), tag: fc.constantFrom('issue', 'iodef'), value: text }),
    SOA: fc.record({ mname: name, rname: name, serial: u16, refresh: u16, retry: u16, expire: u16, minimum: u16 }),
  };
  const answer = fc
    .constantFrom(...Object.keys(data))
    .chain(type =>
      fc.record({ type: fc.constant(type), name, ttl: fc.nat({ max: 86_400 }), class: fc.constant('IN'), data: data[type] }),
    ) as fc.Arbitrary<Answer & { name: string; ttl: number }>;

  test('is read as dns-packet reads it', () =>
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), fc.nat({ max: 10 }), (answers, code) => {
        const message = encode({
          type: 'response',
          flags: AUTHORITATIVE_ANSWER | code,
          questions: [{ type: 'A', name: 'x.y' }],
          answers,
        });
        const theirs = decode(message) as ReturnType<typeof decode> & { rcode: string };
        const ours = parseReply(message);
        expect(ours).toMatchObject({ authoritative: theirs.flag_aa, truncated: theirs.flag_tc, bytes: message.length });
        expect(ours.answers.map(({ name: owner, type, ttl }) => ({ owner, type, ttl }))).toEqual(
          (theirs.answers as (typeof answers)[number][]).map(a => ({ owner: `${a.name}.`, type: a.type, ttl: a.ttl })),
        );
        const addresses = (theirs.answers as { type: string; data: string }[]).filter(a => a.type === 'A').map(a => a.data);
        expect(ours.answers.filter(a => a.type === 'A').map(a => a.value)).toEqual(addresses);
      }),
      { numRuns: 500 },
    ));

  test('with names compressed is read the same', () => {
    const plain = encode({
      type: 'response',
      answers: [1, 2].map(n => ({ type: 'A', name: 'www.example.com', data: `198.51.100.${n}` })),
    });
    const [first, second] = [plain.subarray(12, 12 + 31), plain.subarray(12 + 31)];
    const packed = Buffer.concat([plain.subarray(0, 12), first, Buffer.from('c00c', 'hex'), second.subarray(17)]);
    expect(parseReply(packed).answers).toEqual(parseReply(plain).answers);
  });
});
