import { encode } from 'dns-packet';
import { encodeRecord } from '../../../lib/local/dns/encode';
import { HEADER_BYTES } from '../../../lib/local/dns/protocol';
import { RECORD_TYPES, type RecordType } from '../../../lib/rules/record-types';

/** What dns-packet writes for a record, with the owner written out. */
function written(type: string, data: unknown): Buffer {
  const record = { type, name: 'www.example.com', ttl: 300, class: 'IN', data };
  return encode({ answers: [record] } as never).subarray(HEADER_BYTES);
}

const HEX = 'AB'.repeat(32);
const NAPTR = {
  order: 100,
  preference: 50,
  flags: 'u',
  services: 'E2U+sip',
  regexp: '!^.*$!sip:a@example.com!',
  replacement: '',
};

const TABLE: readonly { type: RecordType; value: string; data: unknown }[] = [
  { type: 'A', value: '198.51.100.7', data: '198.51.100.7' },
  { type: 'AAAA', value: '2001:DB8::1', data: '2001:db8::1' },
  { type: 'CNAME', value: 'Target.example.org', data: 'target.example.org' },
  { type: 'NS', value: 'ns.example.org.', data: 'ns.example.org' },
  { type: 'PTR', value: 'host.example.org.', data: 'host.example.org' },
  { type: 'MX', value: '10 mail.example.org', data: { preference: 10, exchange: 'mail.example.org' } },
  { type: 'SRV', value: '1 2 5060 sip.example.org', data: { priority: 1, weight: 2, port: 5060, target: 'sip.example.org' } },
  { type: 'TXT', value: '"one" "two \\"quoted\\" \\303\\251"', data: [Buffer.from('one'), Buffer.from('two "quoted" é')] },
  {
    type: 'SOA',
    value: 'ns.example.org. admin.example.org. 1 7200 900 1209600 4294967295',
    data: {
      mname: 'ns.example.org',
      rname: 'admin.example.org',
      serial: 1,
      refresh: 7200,
      retry: 900,
      expire: 1_209_600,
      minimum: 4_294_967_295,
    },
  },
  { type: 'CAA', value: '0 issue "ca.example.org"', data: { flags: 0, tag: 'issue', value: 'ca.example.org' } },
  {
    type: 'DS',
    value: `12345 13 2 ${HEX}`,
    data: { keyTag: 12_345, algorithm: 13, digestType: 2, digest: Buffer.from(HEX, 'hex') },
  },
  { type: 'SSHFP', value: `4 2 ${HEX}`, data: { algorithm: 4, hash: 2, fingerprint: HEX } },
  { type: 'TLSA', value: `3 1 1 ${HEX}`, data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from(HEX, 'hex') } },
  { type: 'NAPTR', value: `100 50 "u" "E2U+sip" "${NAPTR.regexp}" .`, data: NAPTR },
];

test.each(TABLE)('$type is written as dns-packet writes it', ({ type, value, data }) => {
  expect(Buffer.from(encodeRecord(type, 300, value, 'www.example.com.'))).toEqual(written(type, data));
});

test('SPF is TXT under another number', () => {
  const spf = encodeRecord('SPF', 300, '"v=spf1 -all"');
  const txt = encodeRecord('TXT', 300, '"v=spf1 -all"');
  expect(spf.slice(2, 4)).toEqual(Uint8Array.of(0, 99));
  expect(spf.slice(4)).toEqual(txt.slice(4));
});

test.each(['SVCB', 'HTTPS'] as const)('%s is written as RFC 9460 appendix D.2 shows it', type => {
  const example = '16 foo.example.org alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1'; // D.2, keys put in order
  const data = Buffer.concat([
    Buffer.of(0, 16),
    Buffer.from('\x03foo\x07example\x03org\x00', 'latin1'),
    Buffer.of(0, 0, 0, 4, 0, 1, 0, 4),
    Buffer.of(0, 1, 0, 9, 2, 0x68, 0x32, 5, 0x68, 0x33, 0x2d, 0x31, 0x39),
    Buffer.of(0, 4, 0, 4, 0xc0, 0, 2, 1),
  ]);
  expect(Buffer.from(encodeRecord(type, 300, example).slice(12))).toEqual(data);
});

test('every type that Route 53 has is in one of these tests', () => {
  expect([...TABLE.map(row => row.type), 'SPF', 'SVCB', 'HTTPS'].sort()).toEqual([...RECORD_TYPES].sort());
});

test('without an owner a record begins with a pointer at the name in the question', () => {
  expect(encodeRecord('A', 60, '10.0.0.1')).toEqual(Buffer.of(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 1));
});
