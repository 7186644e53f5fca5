import { addressBits, addressText } from '../rules/address-bits';
import { ipVersion } from '../rules/addresses';

/** Blocks that one `Fn::Cidr` may make. */
const MOST_BLOCKS = 256;

/**
 * The first blocks of `bits` bits each inside a block, `10.0.0.0/24` and `10.0.1.0/24` of `10.0.0.0/16`; undefined when they do not fit, or
 * there is no such block.
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [address, prefix] = block.split('/');
  if (ipVersion(address) === undefined || !/^\d+$/.test(prefix ?? '')) {
    return undefined;
  }
  const { value, width } = addressBits(address);
  const size = width - Number(prefix);
  const fits = Number.isInteger(bits) && bits >= 0 && bits <= size && Number.isInteger(count) && count >= 1;
  if (!fits || count > MOST_BLOCKS || BigInt(count) > 1n << BigInt(size - bits)) {
    return undefined;
  }
  const first = (value >> BigInt(size)) << BigInt(size);
  return Array.from({ length: count }, (_, at) => {
    const start = first + (BigInt(at) << BigInt(bits));
    return `${addressText({ value: start, width })}/${width - bits}`;
  });
}
