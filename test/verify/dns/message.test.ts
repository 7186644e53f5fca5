import { decode, encode } from 'dns-packet';
import { RECORD_TYPES, recordTypeRule } from '../../../lib/rules/record-types';
import { queryTemplate, readReply, stamp } from '../../../lib/verify/dns/message';
import { seededRandom } from '../../../lib/rules/random';

const QUESTION = { name: 'www.example.com.', type: 'A' };
const template = queryTemplate(QUESTION, false);
const query = stamp(template, seededRandom(1), true);
const reply = (change: object = {}): Buffer =>
  encode({ type: 'response', id: decode(query).id, questions: decode(query).questions, ...change });
const read = (message: Buffer): ReturnType<typeof readReply> => readReply(message, query, template.questionEnd);

test('a query has a random id and a random mix of upper and lower case', () => {
  const random = seededRandom(2);
  const queries = Array.from({ length: 200 }, () => decode(stamp(template, random, true)));
  expect(new Set(queries.map(q => q.id)).size).toBeGreaterThan(190);
  const names = new Set(queries.map(q => q.questions![0].name));
  expect(names.size).toBeGreaterThan(190);
  expect(new Set([...names].map(name => name.toLowerCase()))).toEqual(new Set(['www.example.com']));
});

test('digits, dots and length bytes stay as they are', () => {
  const odd = queryTemplate({ name: 'a1-_.0z.example.com.', type: 'AAAA' }, true);
  const random = seededRandom(3);
  for (let n = 0; n < 100; n++) {
    expect(decode(stamp(odd, random, true)).questions![0]).toMatchObject({
      type: 'AAAA',
      name: expect.stringMatching(/^a1-_\.0z\.example\.com$/i),
    });
  }
});

test('EDNS asks with an OPT record that offers 4096 bytes', () =>
  expect(decode(queryTemplate(QUESTION, true).bytes).additionals).toEqual([
    expect.objectContaining({ type: 'OPT', udpPayloadSize: 4096 }),
  ]));

test.each(RECORD_TYPES)('a query for %s asks for the number of that type', type => {
  const { bytes, questionEnd } = queryTemplate({ ...QUESTION, type }, true);
  expect(bytes.readUInt16BE(questionEnd - 4)).toBe(recordTypeRule(type).code);
});

test('a dot within a label goes out as a byte of the label', () => {
  const { bytes } = queryTemplate({ name: 'a\\056b.example.com.', type: 'A' }, false);
  expect(bytes.subarray(12, 17).toString('latin1')).toBe('\x03a.b\x07');
});

test.each([true, false])('with EDNS %p, dns-packet would write the same query', edns => {
  const additionals = edns
    ? [
        {
          type: 'OPT' as const,
          name: '.',
          udpPayloadSize: 4096,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ]
    : [];
  const theirs = encode({ type: 'query', id: 0, questions: [{ type: 'A', name: 'www.example.com' }], additionals });
  expect(queryTemplate(QUESTION, edns).bytes.toString('hex')).toBe(theirs.toString('hex'));
});

test('a wildcard label goes out as the byte it stands for', () =>
  expect(decode(queryTemplate({ name: '\\052.example.com.', type: 'A' }, false).bytes).questions![0].name).toBe('*.example.com'));

test('a reply belongs to its query by id, QR flag and question', () => {
  expect(read(reply())).toMatchObject({ kind: 'reply', caseKept: true });
  expect(read(reply({ id: decode(query).id! ^ 1 }))).toEqual({ reason: 'another id' });
  expect(read(query)).toEqual({ reason: 'not a response' });
  expect(read(reply({ questions: [{ type: 'A', name: 'www.example.org' }] }))).toEqual({ reason: 'another question' });
  expect(read(reply({ questions: [{ type: 'AAAA', name: 'www.example.com' }] }))).toEqual({ reason: 'another question' });
  expect(read(Buffer.alloc(5))).toMatchObject({ reason: 'malformed' });
  expect(read(Buffer.concat([reply(), Buffer.alloc(1)]))).toMatchObject({ reason: 'malformed', ours: true });
});

test('a question in another case belongs too, and is told apart', () =>
  expect(read(reply({ questions: [{ type: 'A', name: 'www.example.com' }] }))).toMatchObject({ kind: 'reply', caseKept: false }));

test('an error without a question section belongs; an answer without one does not', () => {
  expect(read(reply({ questions: [], flags: 5 }))).toMatchObject({ kind: 'reply', rcode: 'REFUSED' });
  expect(read(reply({ questions: [] }))).toEqual({ reason: 'another question' });
});
