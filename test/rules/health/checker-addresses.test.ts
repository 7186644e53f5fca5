import { CHECKER_IP_RANGES, checkerAddress } from '../../../lib/rules/health/checker-addresses';
import { BlockList } from 'node:net';
import { CHECKER_REGIONS } from '../../../lib/rules/limits';

test('every Region with checkers has ranges, and no other', () =>
  expect(Object.keys(CHECKER_IP_RANGES).sort()).toEqual([...CHECKER_REGIONS].sort()));

test.each(CHECKER_REGIONS)('checkers of %s have addresses of their own, within its ranges', region => {
  const ranges = new BlockList();
  CHECKER_IP_RANGES[region].forEach(range => ranges.addSubnet(range.split('/')[0], Number(range.split('/')[1])));
  const addresses = Array.from({ length: 16 }, (_, n) => checkerAddress(region, n));
  expect(new Set(addresses).size).toBe(16);
  expect(addresses.filter(address => !ranges.check(address))).toEqual([]);
});
