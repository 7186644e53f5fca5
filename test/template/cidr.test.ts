import { cidrBlocks } from '../../lib/template/cidr';

test.each([
  ['192.168.0.0/24', 3, 5, ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27']],
  ['10.1.2.3/16', 2, 8, ['10.1.0.0/24', '10.1.1.0/24']],
  ['2001:db8::/56', 2, 64, ['2001:db8::/64', '2001:db8:0:1::/64']],
  ['10.0.0.0/32', 1, 0, ['10.0.0.0/32']],
])('%s is cut into %i blocks of %i bits', (block, count, bits, expected) =>
  expect(cidrBlocks(block, count, bits)).toEqual(expected),
);

test.each([
  ['10.0.0.0/24', 2, 8],
  ['10.0.0.0/16', 257, 4],
  ['10.0.0.0/16', 0, 4],
  ['10.0.0.0', 1, 4],
  ['10.0.0.0/33', 1, 0],
  ['www/16', 1, 4],
  ['10.0.0.0/16', 1, 17],
])('%s is not cut into %i blocks of %i bits', (block, count, bits) => expect(cidrBlocks(block, count, bits)).toBeUndefined());
