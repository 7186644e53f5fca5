import { canonicalAddress, ipVersion, uncheckableRange, hostAndPort } from '../../lib/rules/addresses';

test.each([
  ['52.0.0.1', 4],
  ['2600::1', 6],
  ['2600:0:0::1', 6],
  ['fe80::1%eth0', undefined],
  ['52.0.0', undefined],
  ['52.0.0.256', undefined],
  ['052.0.0.1', undefined],
  ['www.example.com', undefined],
  ['', undefined],
])('%s is IP version %s', (text, version) => expect(ipVersion(text)).toBe(version));

test.each([
  ['2001:DB8::1', '2001:db8::1'],
  ['2001:db8:0::1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['::FFFF:52.0.0.1', '::ffff:52.0.0.1'],
  ['52.0.0.1', '52.0.0.1'],
])('%s is spelled %s', (address, spelled) => expect(canonicalAddress(address)).toBe(spelled));

test('what is no address has no spelling', () => expect(() => canonicalAddress('www')).toThrow("not an IP address: 'www'"));

test.each([
  ['2600:1f18::1', 80, '[2600:1f18::1]:80'],
  ['2600:1f18::1', undefined, '[2600:1f18::1]'],
  ['52.0.0.1', 80, '52.0.0.1:80'],
  ['www.example.com', 443, 'www.example.com:443'],
  ['${Server.PublicIp}', 80, '${Server.PublicIp}:80'],
])('%s with port %p is written %s', (host, port, text) => expect(hostAndPort(host, port)).toBe(text));

describe('addresses that Route 53 refuses to check (behaviour 4.5)', () => {
  test.each([
    ['0.1.2.3', '0.0.0.0/8'],
    ['10.0.0.10', '10.0.0.0/8'],
    ['100.64.0.1', '100.64.0.0/10'],
    ['100.127.255.255', '100.64.0.0/10'],
    ['127.0.0.1', '127.0.0.0/8'],
    ['169.254.169.254', '169.254.0.0/16'],
    ['172.31.255.255', '172.16.0.0/12'],
    ['192.0.0.8', '192.0.0.0/24'],
    ['192.0.2.44', '192.0.2.0/24'],
    ['192.88.99.1', '192.88.99.0/24'],
    ['192.168.1.1', '192.168.0.0/16'],
    ['198.19.0.1', '198.18.0.0/15'],
    ['198.51.100.7', '198.51.100.0/24'],
    ['203.0.113.10', '203.0.113.0/24'],
    ['239.255.255.250', '224.0.0.0/4'],
    ['255.255.255.255', '240.0.0.0/4'],
    ['::', '::/128'],
    ['::1', '::1/128'],
    ['::52.0.0.1', '::/96'],
    ['::ffff:52.0.0.1', '::ffff:0:0/96'],
    ['febf::1', 'fe80::/10'],
    ['fd00::1', 'fc00::/7'],
    ['2001:DB8::1', '2001:db8::/32'],
    ['2002::1', '2002::/16'],
    ['2001::1', '2001::/32'],
    ['2001:1ff::1', '2001::/23'],
    ['3ffe::1', '3ffe::/16'],
    ['5f00::1', '5f00::/8'],
    ['ff02::1', 'ff00::/8'],
  ])('%s lies in %s', (address, range) => expect(uncheckableRange(address)?.range).toBe(range));

  test.each([
    '52.0.0.1',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.0.1',
    '172.32.0.1',
    '198.17.0.1',
    '198.20.0.1',
    '223.255.255.255',
    '2600::1',
    '2a00::1',
    '2001:200::1',
  ])('%s may be checked', address => expect(uncheckableRange(address)).toBeUndefined());
});
