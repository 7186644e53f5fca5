import { encode, type Answer } from 'dns-packet';
import { canonicalValue } from '../../../lib/rules/record-values';
import { parseReply } from '../../../lib/verify/dns/reply';

type Case = [type: string, data: unknown, api: string];

/** What goes over the wire as `data`, and the text of the same value in the API. */
const CASES: Case[] = [
  ['A', '198.51.100.7', '198.51.100.7'],
  ['AAAA', '2001:db8:0:0::1', '2001:DB8::1'],
  ['CNAME', 'origin.example.com', 'Origin.example.com.'],
  ['NS', 'ns.example.com', 'ns.example.com.'],
  ['PTR', 'host.example.com', 'host.example.com'],
  ['MX', { preference: 10, exchange: 'mail.example.com' }, '10  MAIL.example.com.'],
  ['MX', { preference: 0, exchange: '.' }, '0 .'],
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
      replacement: '.',
    },
    '100 10 "S" "SIP+D2U" "!^.*$!sip:a@example.com!" .',
  ],
  [
    'SOA',
    { mname: 'ns.example.com', rname: 'host.example.com', serial: 1, refresh: 7200, retry: 900, expire: 1209600, minimum: 86400 },
    'ns.example.com. host.example.com. 1 7200 900 1209600 86400',
  ],
  ['DS', { keyTag: 7, algorithm: 13, digestType: 2, digest: Buffer.from('0e'.repeat(32), 'hex') }, `7 13 2 ${'0E'.repeat(32)}`],
  ['SSHFP', { algorithm: 4, hash: 2, fingerprint: 'ab'.repeat(32) }, `4 2 ${'AB'.repeat(32)}`],
  [
    'TLSA',
    { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('0d'.repeat(32), 'hex') },
    `3 1 1 ${'0D'.repeat(32)}`,
  ],
  ['SVCB', Buffer.from('00010377777707' + '6578616d706c6503636f6d0000030002' + '01bb', 'hex'), '1 www.example.com port=443'],
  ['HTTPS', Buffer.from('000100' + '00010006026832026833' + '00040004c6336407', 'hex'), '1 . alpn="h2,h3" ipv4hint=198.51.100.7'],
];

test.each(CASES)('%s: what DNS sends and what the API says compare as the same text', (type, data, api) => {
  const name = 'www.example.com';
  const wireType = { SVCB: 'UNKNOWN_64', HTTPS: 'UNKNOWN_65' }[type] ?? type;
  const message = encode({ type: 'response', answers: [{ type: wireType, name, class: 'IN', ttl: 60, data } as Answer] });
  expect(parseReply(message).answers).toEqual([
    { name: 'www.example.com.', type, class: 'IN', ttl: 60, value: canonicalValue(type as 'A', api) },
  ]);
});

test('a type that nobody knows is compared by its bytes', () => {
  const message = encode({
    type: 'response',
    answers: [{ type: 'UNKNOWN_999' as 'NULL', name: 'example.com', data: Buffer.from([1, 255]) }],
  });
  expect(parseReply(message).answers).toMatchObject([{ type: 'TYPE999', value: '\\# 2 01ff' }]);
});

test('a name is compared by its labels: a dot within one is none between two', () => {
  const message = encode({ type: 'response', answers: [{ type: 'CNAME', name: 'x', data: 'abc.def' }] });
  message[message.length - 9] = 7; // the labels `abc` and `def` become one
  message[message.length - 5] = 0x2e;
  expect(parseReply(message).answers).toMatchObject([{ value: 'abc\\056def.' }]);
});
