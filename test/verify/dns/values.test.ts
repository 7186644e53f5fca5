import { decode, encode, type Answer } from 'dns-packet';
import { canonicalValue } from '../../../lib/rules/record-values';
import { spellWireData, wireTypeName } from '../../../lib/verify/dns/values';

type Case = [type: string, data: unknown, api: string];

/** What goes over the wire as `data`, and the text of the same value in the API. */
const CASES: Case[] = [
  ['A', '198.51.100.7', '198.51.100.7'],
  ['AAAA', '2001:db8:0:0::1', '2001:DB8::1'],
  ['CNAME', 'origin.example.com', 'Origin.example.com.'],
  ['PTR', 'host.example.com', 'host.example.com'],
  ['MX', { preference: 10, exchange: 'mail.example.com' }, '10  MAIL.example.com.'],
  ['SRV', { priority: 1, weight: 2, port: 443, target: 'a.example.com' }, '1 2 443 a.example.com'],
  ['TXT', [Buffer.from('say "hi" \\ there'), Buffer.from('two')], '"say \\"hi\\" \\\\ there" "two"'],
  ['SPF', Buffer.from('\x0bv=spf1 -all\x03two', 'latin1'), '"v=spf1 -all" "two"'],
  ['CAA', { flags: 0, tag: 'issue', value: 'ca.example.net; account=1' }, '0 issue "ca.example.net; account=1"'],
  [
    'NAPTR',
    {
      order: 100,
      preference: 10,
      flags: 'S',
      services: 'SIP+D2U',
      regexp: '!^.*$!sip:a@example.com!',
      replacement: 'x.example.com',
    },
    '100 10 "S" "SIP+D2U" "!^.*$!sip:a@example.com!" x.example.com.',
  ],
  ['SSHFP', { algorithm: 4, hash: 2, fingerprint: 'ab'.repeat(32) }, `4 2 ${'AB'.repeat(32)}`],
  [
    'TLSA',
    { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('0d'.repeat(32), 'hex') },
    `3 1 1 ${'0D'.repeat(32)}`,
  ],
  ['SVCB', Buffer.from('00010377777707' + '6578616d706c6503636f6d0000030002' + '01bb', 'hex'), '1 www.example.com port=443'],
];

test.each(CASES)('%s: what DNS sends and what the API says compare as the same text', (type, data, api) => {
  const name = 'www.example.com';
  const wireType = type === 'SVCB' ? 'UNKNOWN_64' : type;
  const message = encode({ type: 'response', answers: [{ type: wireType, name, class: 'IN', ttl: 60, data } as Answer] });
  const [answer] = decode(message).answers! as (Answer & { data: unknown })[];
  expect(wireTypeName(answer.type)).toBe(type);
  expect(spellWireData(answer.type, answer.data)).toBe(canonicalValue(type as 'A', api));
});

test('a type that nobody knows is compared by its bytes', () =>
  expect(spellWireData('UNKNOWN_999', Buffer.from([1, 255]))).toBe('\\# 2 01ff'));
