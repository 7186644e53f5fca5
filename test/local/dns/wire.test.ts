/** What the bytes around an answer say: flags, EDNS, truncation, and what is answered to packets that are no proper question. */
import { decode } from 'dns-packet';
import { HEADER_BYTES } from '../../../lib/local/dns/protocol';
import { addresses, multiValue, records } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, inMemory, question, read, type Said } from './world';

/** Names of growing length: somewhere among them an answer stops fitting. */
const PADDED = Array.from({ length: 30 }, (_, n) => 'p'.repeat(n + 1));
const IPV6 = Array.from({ length: 12 }, (_, n) => `2600::${n + 1}`);
const ZONE = hostedZone('example.com.', [
  ...multiValue('www.example.com.', addresses(8)),
  records('big.example.com.', 'A', addresses(100)),
  records('full.example.com.', 'A', addresses(28)),
  ...PADDED.map(name => records(`${name}.example.com.`, 'A', addresses(29))),
  ...PADDED.map(name => records(`${name}.example.com.`, 'AAAA', IPV6)),
  records(
    'huge.example.com.',
    'TXT',
    Array.from({ length: 30 }, (_, n) => `"${n}${'x'.repeat(250)}"`),
  ),
]);
const responder = inMemory(dnsOptions({ zones: [ZONE] }));

const answerTo = (packet: Buffer, transport: 'udp' | 'tcp' = 'udp'): Buffer => {
  const reply = responder.respond(packet, transport);
  if (!reply) throw new Error('no reply');
  return Buffer.from(reply);
};
const said = (packet: Buffer, transport: 'udp' | 'tcp' = 'udp'): Said => read(answerTo(packet, transport));

/** The packet with some of its bytes replaced. */
function changed(packet: Buffer, at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(packet);
  copy.set(bytes, at);
  return copy;
}

const WWW = question('www.example.com', 'A');
const WITH_OPT = question('www.example.com', 'A', { udpBytes: 1232 });

describe('header', () => {
  test('the id is copied', () => expect(decode(answerTo(question('www.example.com', 'A', { id: 0xabcd }))).id).toBe(0xabcd));

  test('RD is copied, RA is never set (behaviour 9)', () => {
    expect(said(question('www.example.com', 'A', { flags: 0x0100 })).flags).toBe('qr aa rd');
    expect(said(question('www.example.com', 'A', { flags: 0 })).flags).toBe('qr aa');
  });

  test('AD and CD of the question are not', () => {
    const [, , , low] = answerTo(question('www.example.com', 'A', { flags: 0x0130 }));
    expect(low).toBe(0);
  });

  test('the question is returned byte for byte, in its own case', () => {
    const packet = question('wWw.EXAMPLE.com', 'A');
    expect(answerTo(packet).subarray(12, packet.length)).toEqual(packet.subarray(12));
  });
});

describe('EDNS', () => {
  test('no OPT in the answer to a question without (behaviour 9)', () => expect(said(WWW).additional).toEqual([]));
  test('OPT of 4096 in the answer to one with it (behaviour 9)', () => expect(said(WITH_OPT).additional).toEqual(['OPT 4096']));
  test('it is there in negative and refused answers too', () => {
    expect(said(question('nowhere.example.com', 'A', { udpBytes: 512 }))).toMatchObject({
      rcode: 'NXDOMAIN',
      additional: ['OPT 4096'],
    });
    expect(said(question('www.example.org', 'A', { udpBytes: 512 }))).toMatchObject({
      rcode: 'REFUSED',
      additional: ['OPT 4096'],
    });
  });

  test('a version other than 0 gets BADVERS and no answer (RFC 6891 section 6.1.3)', () => {
    const versionAt = WITH_OPT.length - 5;
    const packet = decode(answerTo(changed(WITH_OPT, versionAt, 1)));
    expect(packet).toMatchObject({
      rcode: 'NOERROR',
      answers: [],
      additionals: [{ type: 'OPT', extendedRcode: 1, ednsVersion: 0 }],
    });
  });

  test('the DO bit is copied (RFC 3225)', () => {
    const opt = (packet: Buffer): unknown => decode(answerTo(packet)).additionals?.[0];
    expect(opt(WITH_OPT)).toMatchObject({ flag_do: false });
    expect(opt(changed(WITH_OPT, WITH_OPT.length - 4, 0x80))).toMatchObject({ flag_do: true });
  });
});

describe('size of an answer over UDP (behaviour 9)', () => {
  const sizes = (name: string, type: string, udpBytes?: number): unknown => {
    const packet = question(name, type, { udpBytes });
    const reply = answerTo(packet);
    const { flags, answer, authority } = read(reply);
    const limit = Math.min(Math.max(udpBytes ?? 512, 512), 4096);
    expect(reply.length).toBeLessThanOrEqual(limit);
    return { truncated: flags.includes('tc'), answers: answer.length, authority: authority.length };
  };

  test.each([
    { title: 'fits into 512', name: 'www', udpBytes: undefined, expected: { truncated: false, answers: 8, authority: 4 } },
    {
      title: 'fits without the authority section',
      name: 'full',
      udpBytes: undefined,
      expected: { truncated: false, answers: 28, authority: 0 },
    },
    {
      title: 'over 512: truncated and empty',
      name: 'big',
      udpBytes: undefined,
      expected: { truncated: true, answers: 0, authority: 0 },
    },
    { title: 'the client takes more', name: 'big', udpBytes: 4096, expected: { truncated: false, answers: 100, authority: 4 } },
    {
      title: 'the client takes too little more',
      name: 'big',
      udpBytes: 1232,
      expected: { truncated: true, answers: 0, authority: 0 },
    },
    {
      title: 'less than 512 counts as 512',
      name: 'www',
      udpBytes: 100,
      expected: { truncated: false, answers: 8, authority: 4 },
    },
    {
      title: 'over 4096 whatever the client takes',
      name: 'huge',
      type: 'TXT',
      udpBytes: 65_535,
      expected: { truncated: true, answers: 0, authority: 0 },
    },
  ])('$title', ({ name, type = 'A', udpBytes, expected }) =>
    expect(sizes(`${name}.example.com`, type, udpBytes)).toEqual(expected),
  );

  test('the OPT record counts: to the byte, an answer that fits with it is whole and one that does not is truncated', () => {
    for (const name of PADDED) {
      const whole = HEADER_BYTES + name.length + '.example.com'.length + 2 + 4 + 29 * 16 + 11;
      const expected = whole <= 512 ? { truncated: false, answers: 29 } : { truncated: true, answers: 0 };
      expect({ name, ...(sizes(`${name}.example.com`, 'A', 512) as object) }).toEqual({ name, ...expected, authority: 0 });
    }
  });

  test('to the byte, an authority section that fits is there and one that does not is left out', () => {
    const seen = PADDED.map(name => {
      const packet = question(`${name}.example.com`, 'AAAA');
      const whole = answerTo(packet, 'tcp').length;
      expect({ name, ...(sizes(`${name}.example.com`, 'AAAA') as object) }).toEqual({
        ...{ name, truncated: false, answers: IPV6.length },
        authority: whole <= 512 ? 4 : 0,
      });
      return whole;
    });
    expect(seen).toEqual(expect.arrayContaining([512, 513]));
  });

  test('over TCP nothing is truncated', () => {
    expect(said(question('huge.example.com', 'TXT'), 'tcp').answer).toHaveLength(30);
    expect(said(question('big.example.com', 'A'), 'tcp')).toMatchObject({ flags: 'qr aa rd' });
  });
});

describe('what is no proper question', () => {
  test.each([
    ['IQUERY', 1],
    ['STATUS', 2],
    ['NOTIFY', 4],
    ['UPDATE', 5],
    ['an operation nobody has defined', 15],
  ])('%s gets NOTIMP, with the operation copied', (_, opcode) => {
    const reply = answerTo(changed(WWW, 2, (opcode << 3) | 1));
    expect(reply).toEqual(Buffer.of(0x12, 0x67, 0x80 | (opcode << 3) | 1, 4, 0, 0, 0, 0, 0, 0, 0, 0));
  });

  const pointer = Buffer.concat([WWW.subarray(0, 12), Buffer.of(0xc0, 12, 0, 1, 0, 1)]);
  /** A question for three labels of 63 bytes and one that makes the name so long. */
  const longName = (bytes: number): Buffer => {
    const last = bytes - 3 * 64 - 2;
    const labels = [63, 63, 63, last].map(length => Buffer.from(String.fromCharCode(length) + 'a'.repeat(length)));
    return Buffer.concat([WWW.subarray(0, 12), ...labels, Buffer.of(0, 0, 1, 0, 1)]);
  };
  test('a name of 255 bytes, with labels of 63, is one', () => expect(said(longName(255))).toMatchObject({ rcode: 'REFUSED' }));
  test.each([
    ['no question', changed(WWW, 4, 0, 0)],
    ['two questions', changed(WWW, 4, 0, 2)],
    ['an answer in the query', changed(WWW, 6, 0, 1)],
    ['an authority in the query', changed(WWW, 8, 0, 1)],
    ['a question that ends early', WWW.subarray(0, WWW.length - 1)],
    ['a header alone', WWW.subarray(0, 12)],
    ['a compression pointer in the question', pointer],
    ['a label type nobody has defined', changed(WWW, 12, 0x43)],
    ['a label beyond the end', changed(WWW, 12, 63)],
    ['a name of 256 bytes', longName(256)],
    [
      'a label of 64 bytes',
      Buffer.concat([changed(WWW, 12, 64).subarray(0, 13), Buffer.alloc(64, 'a'), Buffer.of(0, 0, 1, 0, 1)]),
    ],
    ['bytes after the OPT record', Buffer.concat([WITH_OPT, Buffer.of(0)])],
    ['bytes after the question', Buffer.concat([WWW, Buffer.of(0)])],
    ['an additional record that is not there', changed(WWW, 10, 0, 1)],
    ['an additional record that ends early', WITH_OPT.subarray(0, WITH_OPT.length - 1)],
    ['options longer than the OPT record', changed(WITH_OPT, WITH_OPT.length - 2, 0, 9)],
    ['two OPT records', changed(Buffer.concat([WITH_OPT, WITH_OPT.subarray(-11)]), 10, 0, 2)],
    [
      'an OPT record that is not at the root',
      changed(Buffer.concat([WWW, Buffer.of(1, 0x61), WITH_OPT.subarray(-11)]), 10, 0, 1),
    ],
  ])('%s gets FORMERR and nothing else', (_, packet) => {
    expect(answerTo(packet)).toEqual(Buffer.of(0x12, 0x67, 0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0));
  });

  test.each([
    ['an empty packet', Buffer.alloc(0)],
    ['eleven bytes', WWW.subarray(0, 11)],
    ['an answer', changed(WWW, 2, 0x81)],
    ['a reply to something malformed', changed(WWW.subarray(0, 12), 2, 0x81)],
  ])('%s gets no reply, lest two servers talk for ever', (_, packet) => {
    expect(responder.respond(packet, 'udp')).toBeUndefined();
  });

  test.each([
    ['class CHAOS', question('www.example.com', 'TXT', { class: 'CH' })],
    ['a zone transfer (behaviour 9)', question('example.com', 'AXFR')],
    ['an incremental zone transfer', question('example.com', 'IXFR')],
  ])('%s is refused', (_, packet) => {
    expect(said(packet)).toMatchObject({ rcode: 'REFUSED', flags: 'qr rd', answer: [], authority: [] });
  });

  test('an additional record other than OPT is passed over', () => {
    const tsig = Buffer.of(0, 0, 250, 0, 255, 0, 0, 0, 0, 0, 2, 1, 2);
    expect(said(changed(Buffer.concat([WWW, tsig]), 10, 0, 1)).answer).toHaveLength(8);
  });

  test('class ANY is answered like IN', () =>
    expect(said(question('www.example.com', 'A', { class: 'ANY' })).answer).toHaveLength(8));
});

test('a record that cannot be written fails its own question only, and is reported', () => {
  const sets = [records('bad.example.com.', 'A', ['no address']), records('good.example.com.', 'A', ['10.0.0.1'])];
  const reported: unknown[] = [];
  const options = { ...dnsOptions({ zones: [hostedZone('example.com.', sets)] }), report: (e: unknown) => reported.push(e) };
  const lenient = inMemory(options);
  const rcode = (name: string): number | undefined => lenient.respond(question(name, 'A'), 'udp')?.[3];
  expect([rcode('bad.example.com'), rcode('good.example.com')]).toEqual([2, 0]);
  expect(reported).toEqual([expect.objectContaining({ message: expect.stringContaining('no address') as string })]);
});
