import fc from 'fast-check';
import { AddressMap, AddressMapError } from '../../../lib/local/checkers/address-map';
import { addressBits, addressText } from '../../../lib/rules/address-bits';
import { isLoopback } from '../../../lib/rules/addresses';

const at = (address: string, port: number) => ({ address, port });

test.each([
  ['52.0.0.0/24=127.0.1.0/24', '52.0.0.7', 80, at('127.0.1.7', 80)],
  ['52.0.0.0/24=127.0.1.0/24', '52.0.1.7', 80, undefined],
  ['52.0.0.0/24=127.0.1.9', '52.0.0.7', 80, at('127.0.1.9', 80)],
  ['52.0.0.7=127.0.0.1:8081', '52.0.0.7', 80, at('127.0.0.1', 8081)],
  ['52.0.0.7:443=127.0.0.1:8443', '52.0.0.7', 443, at('127.0.0.1', 8443)],
  ['52.0.0.7:443=127.0.0.1:8443', '52.0.0.7', 80, undefined],
  ['2600:1f18::7=[::1]:8081', '2600:1F18:0::7', 80, at('::1', 8081)],
  ['[2600:1f18::7]:443=127.0.0.1:8443', '2600:1f18::7', 443, at('127.0.0.1', 8443)],
  ['2600:1f18::/120=127.0.2.0/24', '2600:1f18::2a', 80, at('127.0.2.42', 80)],
  ['[2600:1f18::]/32=[::1]', '2600:1f18:1:2:3:4:5:6', 80, at('::1', 80)],
  ['Origin.Example.com=127.0.0.1:8082', 'origin.example.com.', 80, at('127.0.0.1', 8082)],
  ['origin.example.com=127.0.0.1:8082', 'other.example.com', 80, undefined],
  ['0.0.0.0/0=127.0.0.1:9000', '8.8.8.8', 53, at('127.0.0.1', 9000)],
  ['52.0.0.0/24=127.0.0.1:8000+', '52.0.0.0', 80, at('127.0.0.1', 8000)],
  ['52.0.0.0/24=127.0.0.1:8000+', '52.0.0.1', 443, at('127.0.0.1', 8001)],
  ['52.0.0.0/24=127.0.0.1:8000+', '52.0.0.255', 80, at('127.0.0.1', 8255)],
  ['52.0.0.0/24=127.0.0.1:8000+', '52.0.1.0', 80, undefined],
  ['52.0.0.0/24:443=[::1]:8000+', '52.0.0.7', 443, at('::1', 8007)],
  ['52.0.0.0/24:443=127.0.0.1:8000+', '52.0.0.7', 80, undefined],
  ['2600:1f18::/120=127.0.0.1:65280+', '2600:1f18::ff', 80, at('127.0.0.1', 65_535)],
  ['52.0.0.7=127.0.0.1:65535+', '52.0.0.7', 80, at('127.0.0.1', 65_535)],
])('with %s, %s port %i is at %j', (entry, host, port, target) =>
  expect(new AddressMap([entry]).target(host, port)).toEqual(target),
);

test('the more specific entry wins, in whatever order they are given', () => {
  const entries = ['52.0.0.0/16=127.0.0.1:1', '52.0.0.0/24=127.0.0.1:2', '52.0.0.7=127.0.0.1:3', '52.0.0.7:443=127.0.0.1:4'];
  for (const map of [new AddressMap(entries), new AddressMap([...entries].reverse())]) {
    const ports = [
      map.target('52.0.9.9', 80),
      map.target('52.0.0.9', 80),
      map.target('52.0.0.7', 80),
      map.target('52.0.0.7', 443),
    ];
    expect(ports.map(target => target?.port)).toEqual([1, 2, 3, 4]);
  }
});

test('an entry added later is seen by who asked before', () => {
  const map = new AddressMap();
  expect(map.target('52.0.0.7', 80)).toBeUndefined();
  map.add('52.0.0.7=127.0.0.1:8081');
  expect(map.target('52.0.0.7', 80)).toEqual(at('127.0.0.1', 8081));
});

test('a loopback address is where it is, unless it is mapped', () => {
  expect(new AddressMap().target('127.0.0.5', 80)).toEqual(at('127.0.0.5', 80));
  expect(new AddressMap().target('::1', 80)).toEqual(at('::1', 80));
  expect(new AddressMap(['127.0.0.5=127.0.0.1:8081']).target('127.0.0.5', 80)).toEqual(at('127.0.0.1', 8081));
});

test.each([
  ['52.0.0.7', 'expected FROM=TO, e.g. 52.0.0.0/24=127.0.0.1:8000+ or 52.0.0.7=127.0.0.1:8081'],
  [
    '52.0.0.7=10.0.0.1',
    "the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got '10.0.0.1'",
  ],
  [
    '52.0.0.7=8.8.8.8:80',
    "the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got '8.8.8.8:80'",
  ],
  [
    '52.0.0.7=localhost',
    "the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got 'localhost'",
  ],
  [
    '2600::/64=::/64',
    "the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got '::/64'",
  ],
  ['0.0.0.0/4=127.0.0.0/4', "'127.0.0.0/4' lies inside a range; the range begins at 112.0.0.0/4"],
  ['52.0.0.0/24=127.0.0.0/16', 'a range maps onto a range of its size or onto one address; got 256 onto 65536 addresses'],
  ['52.0.0.7/24=127.0.0.0/24', "'52.0.0.7/24' lies inside a range; the range begins at 52.0.0.0/24"],
  ['52.0.0.0/24=127.0.0.1:65281+', 'a port is a number from 1 to 65535, got 65281 to 65536'],
  ['::/0=127.0.0.1:1+', `a port is a number from 1 to 65535, got 1 to ${2n ** 128n}`],
  ['52.0.0.0/24=127.0.0.1+', "'+' is one port for each address, as in 52.0.0.0/24=127.0.0.1:8000+"],
  ['52.0.0.0/24=127.0.1.0/24:8000+', "'+' is one port for each address, as in 52.0.0.0/24=127.0.0.1:8000+"],
  ['www.shop.example=127.0.0.1:8000+', "'+' is one port for each address, as in 52.0.0.0/24=127.0.0.1:8000+"],
  ['52.0.0.0/24:8000+=127.0.0.1', "expected ADDRESS, ADDRESS:PORT, ADDRESS/PREFIX or NAME, got '52.0.0.0/24:8000+'"],
  ['52.0.0.0/33=127.0.0.1', "a prefix of this address has at most 32 bits, got '52.0.0.0/33'"],
  ['52.0.0.7=127.0.0.1:0', "a port is a number from 1 to 65535, got '0'"],
  ['52.0.0.7=127.0.0.1:70000', "a port is a number from 1 to 65535, got '70000'"],
  ['52.0.0=127.0.0.1', "'52.0.0' is neither an address nor a domain name"],
  ['=127.0.0.1', "expected ADDRESS, ADDRESS:PORT, ADDRESS/PREFIX or NAME, got ''"],
])('%s is refused', (entry, problem) => {
  const refused = expect(() => new AddressMap([entry]));
  refused.toThrow(AddressMapError);
  refused.toThrow(`${entry}: ${problem}`);
});

test('the same address mapped twice is refused, however it is spelt', () =>
  expect(() => new AddressMap(['2600:0::7=127.0.0.1', '2600::7=127.0.0.2'])).toThrow(
    '2600::7=127.0.0.2: this address is mapped already',
  ));

test.each([
  ['127.0.0.1', true],
  ['127.255.0.1', true],
  ['::1', true],
  ['128.0.0.1', false],
  ['::2', false],
  ['::ffff:127.0.0.1', false],
  ['localhost', false],
])('%s is loopback: %p', (host, expected) => expect(isLoopback(host)).toBe(expected));

test('an address survives being turned into bits and back', () =>
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), address => {
      const text = addressText(addressBits(address));
      expect(addressBits(text)).toEqual(addressBits(address));
    }),
  ));

test.each([
  ['0.0.0.1', 1n],
  ['1.0.0.0', 1n << 24n],
  ['::1', 1n],
  ['1::', 1n << 112n],
  ['::ffff:1.2.3.4', 0xffff01020304n],
])('%s is the number %p', (address, value) => expect(addressBits(address).value).toBe(value));
