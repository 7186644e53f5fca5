import fc from 'fast-check';
import { addressBytes, addressOfBytes, canonicalAddress } from '../../lib/rules/addresses';
import { RECORD_TYPES, type RecordType } from '../../lib/rules/record-types';
import {
  canonicalValue,
  fieldsOf,
  formatTxt,
  formatValue,
  InvalidValueError,
  parseValue,
  type FieldKinds,
  type RecordValue,
} from '../../lib/rules/record-values';
import { FORMS } from '../../lib/rules/values/forms';

const HEX20 = 'ab'.repeat(20);
const HEX32 = 'CD'.repeat(32);

describe('a value that Route 53 takes', () => {
  const ACCEPTED: [RecordType, string, object][] = [
    ['A', '192.0.2.1', { address: '192.0.2.1' }],
    ['AAAA', '2001:DB8:0::1', { address: '2001:db8::1' }],
    ['CNAME', 'WWW.example.com', { target: ['www', 'example', 'com'] }],
    ['CNAME', '_x\\056y.example.com.', { target: ['_x.y', 'example', 'com'] }],
    ['NS', 'ns-1.awsdns-01.org.', { target: ['ns-1', 'awsdns-01', 'org'] }],
    ['PTR', 'host.example.com', { target: ['host', 'example', 'com'] }],
    ['MX', '10 mail.example.com', { priority: 10, exchange: ['mail', 'example', 'com'] }],
    ['MX', '0 .', { priority: 0, exchange: [] }],
    ['SRV', '1 0 5060\tsip.example.com.', { priority: 1, weight: 0, port: 5060, target: ['sip', 'example', 'com'] }],
    ['TXT', '"hello world"', { strings: ['hello world'] }],
    ['TXT', '"one" "two \\"quoted\\"" "\\\\ \\344"', { strings: ['one', 'two "quoted"', '\\ \u00e4'] }],
    ['TXT', '""', { strings: [''] }],
    ['SPF', '"v=spf1 ip4:192.0.2.0/24 -all"', { strings: ['v=spf1 ip4:192.0.2.0/24 -all'] }],
    ['CAA', '0 Issue "ca.example.net; policy=ev"', { flags: 0, tag: 'issue', value: 'ca.example.net; policy=ev' }],
    ['CAA', '128 issuewild ";"', { flags: 128, tag: 'issuewild', value: ';' }],
    [
      'NAPTR',
      '100 50 "u" "E2U+sip" "!^(\\\\+441632960083)$!sip:\\\\1@example.com!" .',
      {
        order: 100,
        preference: 50,
        flags: 'u',
        service: 'E2U+sip',
        regexp: '!^(\\+441632960083)$!sip:\\1@example.com!',
        replacement: [],
      },
    ],
    ['DS', `12345 13 2 ${HEX32}`, { keyTag: 12345, algorithm: 13, digestType: 2, digest: '\u00cd'.repeat(32) }],
    ['SSHFP', `1 1 ${HEX20}`, { algorithm: 1, fingerprintType: 1, fingerprint: '\u00ab'.repeat(20) }],
    ['TLSA', '3 0 0 30820307', { usage: 3, selector: 0, matchingType: 0, certificate: '\x30\x82\x03\x07' }],
    ['HTTPS', '0 svc.example.net.', { priority: 0, target: ['svc', 'example', 'net'], params: [] }],
    [
      'HTTPS',
      '1 . port=8443 alpn="h2,h3"',
      {
        priority: 1,
        target: [],
        params: [
          { key: 1, value: '\x02h2\x02h3' },
          { key: 3, value: '\x20\xfb' },
        ],
      },
    ],
    [
      'SVCB',
      '2 a.example.com mandatory=alpn alpn=h2 no-default-alpn ipv4hint=192.0.2.1,192.0.2.2 ech=aGk= ohttp',
      {
        priority: 2,
        target: ['a', 'example', 'com'],
        params: [
          { key: 0, value: '\x00\x01' },
          { key: 1, value: '\x02h2' },
          { key: 2, value: '' },
          { key: 4, value: '\xc0\x00\x02\x01\xc0\x00\x02\x02' },
          { key: 5, value: 'hi' },
          { key: 8, value: '' },
        ],
      },
    ],
    ['SVCB', '1 . alpn="a\\\\,b,c"', { priority: 1, target: [], params: [{ key: 1, value: '\x03a,b\x01c' }] }],
    [
      'SOA',
      'ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400',
      {
        mname: ['ns-1', 'awsdns-01', 'org'],
        rname: ['awsdns-hostmaster', 'amazon', 'com'],
        serial: 1,
        refresh: 7200,
        retry: 900,
        expire: 1209600,
        minimum: 86400,
      },
    ],
  ];

  test.each(ACCEPTED)('%s %s', (type, text, fields) => expect(parseValue(type, text)).toEqual({ type, ...fields }));

  test('is shown here for every type', () => expect(new Set(ACCEPTED.map(([type]) => type))).toEqual(new Set(RECORD_TYPES)));
});

describe('a value that Route 53 refuses', () => {
  const REFUSED: [RecordType, string, code: string, reason: RegExp][] = [
    // code word and reason recorded (behaviour 6.1)
    ['A', 'www.example.com', 'ARRDATAIllegalIPv4Address', /^Value is not a valid IPv4 address$/],
    ['A', '2001:db8::1', 'ARRDATAIllegalIPv4Address', /^Value is not a valid IPv4 address$/],
    ['A', '192.0.2.010', 'ARRDATAIllegalIPv4Address', /IPv4/],
    ['A', '', 'ARRDATAIllegalIPv4Address', /IPv4/],
    ['A', '192.0.2.1 192.0.2.2', 'ARRDATANotSingleField', /^Value contains spaces$/],
    ['A', ' 192.0.2.1', 'ARRDATANotSingleField', /^Value contains spaces$/],
    ['AAAA', '192.0.2.1', 'AAAARRDATAIllegalIPv6Address', /^Value is not a valid IPv6 address$/],
    ['AAAA', 'fe80::1%eth0', 'AAAARRDATAIllegalIPv6Address', /IPv6/],
    ['CNAME', 'a..example.com', 'DomainLabelEmpty', /^Domain label is empty$/],
    ['CNAME', '', 'DomainLabelEmpty', /^Domain label is empty$/],
    ['CNAME', `${'a'.repeat(64)}.example.com`, 'DomainLabelTooLong', /^Domain label is too long$/],
    ['CNAME', `${'a.'.repeat(127)}aa`, 'DomainNameTooLong', /^Domain name is too long$/],
    ['PTR', 'b\u00fccher.example.com', 'UnsupportedCharacter', /^Value contains unsupported characters$/],
    ['NS', 'ns1.example.com ns2.example.com', 'NSRRDATANotSingleField', /^Value contains spaces$/],
    ['MX', 'mail.example.com', 'MXRRDATANotTwoFields', /^MX record doesn't have 2 fields$/],
    ['MX', '10 mail.example.com extra', 'MXRRDATANotTwoFields', /2 fields/],
    ['MX', '65536 mail.example.com', 'MXRRDATAIllegalPriority', /priority is not a whole number from 0 to 65535/],
    ['MX', 'ten mail.example.com', 'MXRRDATAIllegalPriority', /priority/],
    ['SRV', '1 2 sip.example.com', 'SRVRRDATANotFourFields', /SRV record doesn't have 4 fields/],
    ['SRV', '1 2 -5 sip.example.com', 'SRVRRDATAIllegalPort', /port is not a whole number/],
    ['SRV', '1 2 5e3 sip.example.com', 'SRVRRDATAIllegalPort', /port is not a whole number/],
    ['TXT', 'hello', 'InvalidCharacterString', /^Value should be enclosed in quotation marks$/],
    ['TXT', '', 'InvalidCharacterString', /quotation marks/],
    ['TXT', '"open', 'InvalidCharacterString', /quotation marks/],
    ['TXT', '""twice""', 'InvalidCharacterString', /quotation marks/],
    ['TXT', '"one""two"', 'InvalidCharacterString', /quotation marks/],
    ['TXT', '"ends in a backslash\\"', 'InvalidCharacterString', /quotation marks/],
    ['TXT', '"one"\n"two"', 'InvalidCharacterString', /quotation marks/],
    ['TXT', `"${'x'.repeat(256)}"`, 'CharacterStringTooLong', /^Value is too long$/],
    ['TXT', '"\u00e4"', 'UnsupportedCharacter', /unsupported/],
    ['TXT', `${'"" '.repeat(1334)}`, 'RRDATATooLong', /longer than 4000 characters/],
    ['SPF', 'v=spf1 -all', 'InvalidCharacterString', /quotation marks/],
    ['CAA', '0 issue', 'CAARRDATANotThreeFields', /3 fields/],
    ['CAA', '256 issue "ca.example.net"', 'CAARRDATAIllegalFlags', /from 0 to 255/],
    ['CAA', '0 is-sue "ca.example.net"', 'CAARRDATAIllegalTag', /letters and digits/],
    [
      'CAA',
      '0 issuemail "ca.example.net"',
      'CAARRDATAInvalidTag',
      /^Only issue\/issuewild\/iodef is allowed for non critical flags\.$/,
    ],
    ['CAA', '0 issue ca.example.net', 'InvalidCharacterString', /quotation marks/],
    ['NAPTR', '100 50 "u" "E2U+sip" .', 'NAPTRRRDATANotValid', /^Invalid NAPTR record$/],
    ['NAPTR', '100 50 u "E2U+sip" "" .', 'NAPTRRRDATANotValid', /^100 50 u "E2U\+sip" "" \.$/],
    ['NAPTR', 'x 50 "u" "E2U+sip" "" .', 'NAPTRRRDATANotValid', /^Invalid NAPTR record$/],
    ['NAPTR', '65536 50 "u" "E2U+sip" "" .', 'NAPTRRRDATAOrderOutOfBounds', /^NAPTR record order value is out of bounds$/],
    ['NAPTR', '1 65536 "u" "E2U+sip" "" .', 'NAPTRRRDATAPreferenceOutOfBounds', /^1 65536 "u"/],
    [
      'NAPTR',
      '1 2 "u" "E2U+sip" "!x!y!" a.b',
      'NAPTRRRDATARegexpAndReplacementError',
      /only one field in regexp and replacement$/,
    ],
    ['DS', '1 2 3', 'DSRRDATAInvalidValue', /^Invalid value for field "RData"$/],
    ['DS', `70000 13 2 ${HEX32}`, 'DSRRDATAInvalidValue', /^Wrong format or it doesn't contain all fields\.$/],
    ['DS', '12345 13 2 abcd', 'DSRRDATAIllegalDigest', /digest is not 64 hexadecimal digits, as digest type 2 has it/],
    ['SSHFP', '2 1', 'SSHFPMissingFields', /^Missing fields, needs: algorithm, fingerprint type, fingerprint$/],
    ['SSHFP', '1 1 xyz', 'SSHFPInvalidValue', /^Invalid fingerprint hexstring value: xyz$/],
    ['SSHFP', `1 3 ${HEX20}`, 'SSHFPInvalidValue', /^Fingerprint Type value not supported: 3$/],
    ['SSHFP', `1 a ${HEX20}`, 'SSHFPInvalidValue', /^Invalid value for field "Fingerprint Type"$/],
    ['SSHFP', `5 1 ${HEX20}`, 'SSHFPInvalidValue', /^Algorithm value not supported: 5$/],
    ['TLSA', `3 1 1 ${HEX20}`, 'TLSARRDATAIllegalCertificate', /64 hexadecimal digits, as matching type 1/],
    [
      'TLSA',
      '3 1 1',
      'TLSAMissingFields',
      /^Missing fields, needs: certificate usage, selector, matching type, certificate association data$/,
    ],
    ['TLSA', `4 1 1 ${HEX32}`, 'TLSAInvalidValue', /^Certificate Usage value not supported: 4$/],
    ['TLSA', `3 2 1 ${HEX32}`, 'TLSAInvalidValue', /^Selector value not supported: 2$/],
    ['TLSA', `3 1 3 ${HEX32}`, 'TLSAInvalidValue', /^Matching Type not supported: 3$/],
    ['TLSA', '3 1 0 xyz', 'TLSAInvalidValue', /^Invalid value for field "Certificate Association Data"$/],
    [
      'HTTPS',
      '1',
      'SVCBIncorrectNumberOfFields',
      /^Incorrect number of fields, needs <svc priority>, <target name>\. Optional fields include <svc param>$/,
    ],
    ['HTTPS', '32768 .', 'UnsupportedSvcPriority', /^Unsupported SvcPriority value\.$/],
    ['HTTPS', '1 . alpn', 'SVCBInvalidFieldValue', /^SVCParam Key alpn must have non-empty value: $/],
    ['HTTPS', '1 . alpn=h2 alpn=h3', 'SVCBInvalidFieldValue', /a key twice/],
    ['HTTPS', '1 . port=70000', 'SVCBInvalidFieldValue', /is no port/],
    ['HTTPS', '1 . alpn=h2,', 'SVCBInvalidFieldValue', /list of protocols/],
    [
      'HTTPS',
      '1 . no-default-alpn',
      'SVCBInconsistentParams',
      /^When no-default-alpn is specified in an RR, alpn must also be specified$/,
    ],
    ['HTTPS', '1 . no-default-alpn=x alpn=h2', 'SVCBInvalidFieldValue', /takes no value/],
    ['HTTPS', '1 . ipv4hint=2001:db8::1', 'SVCBInvalidFieldValue', /no IPv4 address/],
    ['HTTPS', '1 . ipv6hint=192.0.2.1', 'SVCBInvalidFieldValue', /no IPv6 address/],
    ['HTTPS', '1 . ech=???', 'SVCBInvalidFieldValue', /no base64/],
    ['SVCB', '1 . mandatory=port alpn=h2', 'SVCBInvalidFieldValue', /calls port mandatory but does not have it/],
    ['SVCB', '1 . mandatory=mandatory alpn=h2', 'SVCBInvalidFieldValue', /or itself/],
    ['SVCB', '1 . speed=9', 'SVCBInvalidFieldValue', /^SVCParam Key presentation name has invalid value: speed$/],
    ['SVCB', '1 . key667=x', 'SVCBInvalidFieldValue', /^Invalid value for field "SVC Params"$/],
    ['SVCB', '1 . Alpn=h2', 'SVCBInvalidFieldValue', /key=value/],
    ['SOA', 'ns. host. 1 2 3 4', 'SOARRDATANotSevenFields', /7 fields/],
    ['SOA', 'ns. host. 4294967296 2 3 4 5', 'SOARRDATAIllegalSerial', /from 0 to 4294967295/],
  ];

  test.each(REFUSED)('%s %j: %s', (type, text, code, reason) => {
    const error = thrownBy(() => parseValue(type, text)) as InvalidValueError;
    expect(error).toBeInstanceOf(InvalidValueError);
    expect(error.code).toBe(code);
    expect(`${error.reason}\n${error.offender}`).toMatch(new RegExp(reason, 'm')); // what is wrong is told in the one or the other
  });

  test('is told apart by the text it stumbled over', () => {
    expect(thrownBy(() => parseValue('A', 'nowhere'))).toMatchObject({ offender: 'nowhere' });
    expect(thrownBy(() => parseValue('TXT', '"fine" notfine'))).toMatchObject({ offender: 'notfine' });
    expect(thrownBy(() => parseValue('CNAME', 'a b'))).toMatchObject({ offender: 'a b' });
  });
});

describe('text and data are the same value', () => {
  const byteString = (max: number, min = 0): fc.Arbitrary<string> =>
    fc.array(fc.integer({ min: 0, max: 255 }), { minLength: min, maxLength: max }).map(bytes => String.fromCharCode(...bytes));
  const number = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
  const address = (version: 4 | 6): fc.Arbitrary<string> => (version === 4 ? fc.ipV4() : fc.ipV6()).map(canonicalAddress);
  const label = byteString(20, 1).map(text => text.replace(/[A-Z]/g, letter => letter.toLowerCase()));
  const known = fc.constantFrom(
    { key: 1, value: '\x02h2\x05a,b\\c' },
    { key: 3, value: '\x01\xbb' },
    { key: 4, value: addressBytes('192.0.2.1') + addressBytes('192.0.2.200') },
    { key: 5, value: '\x00\xff\x10' },
    { key: 6, value: addressBytes('2001:db8::1') + addressBytes('::ffff:192.0.2.1') },
    { key: 7, value: '/dns-query{?dns}' },
    { key: 8, value: '' },
  );
  const KINDS: { [K in keyof FieldKinds]: fc.Arbitrary<FieldKinds[K]> } = {
    u8: number(0xff),
    u16: number(0xffff),
    u32: number(0xffff_ffff),
    ipv4: address(4),
    ipv6: address(6),
    name: fc.array(label, { maxLength: 6 }),
    string: byteString(255),
    strings: fc.array(byteString(255), { minLength: 1, maxLength: 3 }),
    tag: fc.stringMatching(/^[a-z0-9]{1,15}$/),
    text: byteString(300),
    hex: byteString(70, 1),
    params: fc
      .uniqueArray(known, { selector: p => p.key, maxLength: 5 })
      .map(params => [...params].sort((a, b) => a.key - b.key)),
  };
  const valueOf = (type: RecordType): fc.Arbitrary<RecordValue> =>
    fc
      .record(Object.fromEntries(FORMS[type].map(([name, kind]) => [name, KINDS[kind]])) as Record<string, fc.Arbitrary<unknown>>)
      .map(fields => ({ type, ...fields }) as unknown as RecordValue)
      .map(withKnownNumbers)
      .filter(value => formatValue(value).length <= 4000);
  /** The generated numbers rarely are such as Route 53 knows, nor the bytes of the length that they ask for. */
  const withKnownNumbers = (value: RecordValue): RecordValue => {
    switch (value.type) {
      case 'CAA':
        return { ...value, flags: value.flags | 128 };
      case 'DS':
        return { ...value, digestType: 200 };
      case 'HTTPS':
      case 'SVCB':
        return { ...value, priority: value.priority & 0x7fff };
      case 'NAPTR':
        return value.regexp === '' ? value : { ...value, replacement: [] };
      case 'SSHFP':
        return { ...value, algorithm: 4, fingerprintType: 2, fingerprint: value.fingerprint.padEnd(32, '\0').slice(0, 32) };
      case 'TLSA':
        return { ...value, usage: 3, selector: 1, matchingType: 0 };
      default:
        return value;
    }
  };

  test.each(RECORD_TYPES)('%s: parsing what was formatted gives the value back', type =>
    fc.assert(
      fc.property(valueOf(type), value => expect(parseValue(type, formatValue(value))).toEqual(value)),
      { numRuns: 60 },
    ),
  );

  test('fields come in the order of the wire', () =>
    expect(fieldsOf(parseValue('SRV', '1 2 3 t.example.com')).map(field => [field.kind, field.name, field.value])).toEqual([
      ['u16', 'priority', 1],
      ['u16', 'weight', 2],
      ['u16', 'port', 3],
      ['name', 'target', ['t', 'example', 'com']],
    ]));

  test.each([
    ['AAAA', '2001:DB8::0:1', '2001:db8::1'],
    ['MX', '010  Mail.example.com', '10 mail.example.com.'],
    ['TXT', '"\\141b"   "c"', '"ab" "c"'],
    ['DS', `1 2 1 ${HEX20}`, `1 2 1 ${HEX20.toUpperCase()}`],
    ['HTTPS', '1 . port=443 alpn=h2', '1 . alpn="h2" port="443"'],
  ] as const)('%s: %s is written %s', (type, text, canonical) => {
    expect(canonicalValue(type, text)).toBe(canonical);
    expect(canonicalValue(type, canonical)).toBe(canonical);
  });

  test('the bytes of an address give the address back', () =>
    fc.assert(fc.property(fc.oneof(address(4), address(6)), text => expect(addressOfBytes(addressBytes(text))).toBe(text))));

  test('an address is 4 or 16 bytes', () => {
    expect(addressBytes('192.0.2.255')).toBe('\xc0\x00\x02\xff');
    expect(addressBytes('2001:db8::ff')).toBe('\x20\x01\x0d\xb8' + '\x00'.repeat(11) + '\xff');
    expect(addressBytes('::')).toBe('\x00'.repeat(16));
    expect(addressBytes('::ffff:192.0.2.1')).toBe('\x00'.repeat(10) + '\xff\xff\xc0\x00\x02\x01');
  });
});

describe('formatTxt', () => {
  const textOf = (value: string): string =>
    new TextDecoder().decode(Uint8Array.from(parseValue('TXT', value).strings.join(''), char => char.charCodeAt(0)));

  test('quotes and escapes', () => expect(formatTxt('say "hi" \\ b\u00fc')).toBe('"say \\042hi\\042 \\\\ b\\303\\274"'));
  test('gives empty text one empty string', () => expect(formatTxt('')).toBe('""'));
  test('cuts at 255 characters', () => {
    expect(formatTxt('a'.repeat(255))).toBe(`"${'a'.repeat(255)}"`);
    expect(formatTxt('a'.repeat(256))).toBe(`"${'a'.repeat(255)}" "a"`);
  });
  test('cuts no escape in two, and counts it as it is written', () =>
    expect(formatTxt('a'.repeat(253) + '"b')).toBe(`"${'a'.repeat(253)}" "\\042b"`));
  test('refuses what is longer than 4000 characters when quoted', () => {
    expect(formatTxt('a'.repeat(3953))).toHaveLength(4000);
    expect(thrownBy(() => formatTxt('a'.repeat(3954)))).toMatchObject({ code: 'RRDATATooLong' });
  });
  test('is undone by parsing', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '\u00e4'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })),
          maxLength: 300,
        }),
        text => expect(textOf(formatTxt(text))).toBe(text),
      ),
    ));
});

test('no text makes parsing fail in another way than refusing', () =>
  fc.assert(
    fc.property(fc.constantFrom(...RECORD_TYPES), fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (type, text) => {
      try {
        expect(parseValue(type, canonicalValue(type, text))).toEqual(parseValue(type, text));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidValueError);
      }
    }),
    { numRuns: 2000 },
  ));

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
