/** Nothing that comes over the network may crash the server, keep it busy, or get an answer that cannot be read. */
import { decode, encode } from 'dns-packet';
import fc from 'fast-check';
import { readQuery } from '../../../lib/local/dns/query';
import { normalizeName } from '../../../lib/rules/names';
import { addresses, multiValue, records } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, inMemory, question } from './world';

const SEED = 20_17_06_21;
const ZONE = hostedZone('example.com.', [
  ...multiValue('www.example.com.', addresses(12)),
  records('\\052.example.com.', 'TXT', ['"any"']),
  records('alias.example.com.', 'CNAME', ['www.example.com']),
]);
const responder = inMemory(dnsOptions({ zones: [ZONE] }));

/** Bytes put over, cut out of, or added to a proper query. */
const damaged = fc
  .record({
    packet: fc.constantFrom(
      question('www.example.com', 'A'),
      question('alias.example.com', 'A', { udpBytes: 1232 }),
      question('x.example.com', 'ANY', { subnet: '198.51.100.0/24' }),
    ),
    edits: fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    cut: fc.nat(20),
    tail: fc.uint8Array({ maxLength: 20 }),
  })
  .map(({ packet, edits, cut, tail }) => {
    const copy = Buffer.concat([packet.subarray(0, packet.length - (cut > 10 ? cut - 10 : 0)), tail]);
    edits.forEach(([at, byte]) => at < copy.length && (copy[at] = byte));
    return copy;
  });

const packets = fc.oneof(
  damaged,
  fc.uint8Array({ maxLength: 600 }).map(bytes => Buffer.from(bytes)),
);

test.each(['udp', 'tcp'] as const)('over %s every packet gets a readable reply of its own id, or none', transport => {
  fc.assert(
    fc.property(packets, packet => {
      const reply = responder.respond(packet, transport);
      const silent = packet.length < 12 || (packet[2] & 0x80) !== 0;
      expect(reply === undefined).toBe(silent);
      if (reply) {
        expect(reply.readUInt16BE(0)).toBe(packet.readUInt16BE(0));
        expect(reply.length).toBeLessThanOrEqual(transport === 'udp' ? 4096 : 65_535);
        expect(reply[2] & 0x80).toBe(0x80);
        expect(() => decode(reply)).not.toThrow();
      }
    }),
    { seed: SEED, numRuns: 3000 },
  );
});

const label = fc.stringMatching(/^[A-Za-z0-9_*@!-]{1,20}$/);
const name = fc.array(label, { minLength: 1, maxLength: 8 }).map(labels => labels.join('.'));

test('a question is read as dns-packet wrote it, its name normalized', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('A', 'AAAA', 'MX', 'TXT', 'SOA', 'ANY'), fc.boolean(), (asked, type, opt) => {
      const packet = question(asked, type, opt ? { udpBytes: 1400 } : {});
      expect(readQuery(packet)).toMatchObject({
        name: normalizeName(asked),
        type,
        class: 1,
        edns: opt ? { udpBytes: 1400 } : undefined,
      });
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('an answer is what dns-packet would write, but for the compression of names', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 20 }), name, fc.nat(2 ** 31 - 1), (values, host, ttl) => {
      const owner = `${host.replace(/[^a-z0-9.]/gi, 'x')}.example.com`;
      const zone = hostedZone('example.com.', [records(`${owner.toLowerCase()}.`, 'A', values, { TTL: ttl })]);
      const reply = inMemory(dnsOptions({ zones: [zone] })).respond(question(owner, 'A'), 'tcp');
      const ours = decode(reply ?? Buffer.alloc(0)) as unknown as { answers: { data: string }[]; authorities: object[] };
      const sorted = (answers: { data: string }[]): object[] => [...answers].sort((a, b) => (a.data < b.data ? -1 : 1));
      expect(sorted(ours.answers)).toEqual(
        sorted(values.map(data => ({ name: owner, type: 'A', ttl, class: 'IN', flush: false, data }))),
      );
      const again = decode(encode(ours as never)) as unknown as typeof ours;
      expect(again).toEqual(ours);
    }),
    { seed: SEED, numRuns: 300 },
  );
});
