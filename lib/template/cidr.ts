import { addressBytes, addressOfBytes, ipVersion } from '../rules/addresses';

/** Blocks that one `Fn::Cidr` may make. */
const MOST_BLOCKS = 256;

/**
 * The first blocks of `bits` bits each inside a block, `10.0.0.0/24` and `10.0.1.0/24` of `10.0.0.0/16`; undefined when they do not fit, or
 * there is no such block.
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [address, prefix] = block.split('/');
  const version = ipVersion(address);
  if (version === undefined || !/^\d+$/.test(prefix ?? '')) {
    return undefined;
  }
  const width = version === 4 ? 32 : 128;
  const size = width - Number(prefix);
  const fits = Number.isInteger(bits) && bits >= 0 && bits <= size && Number.isInteger(count) && count >= 1;
  if (!fits || count > MOST_BLOCKS || BigInt(count) > 1n << BigInt(size - bits)) {
    return undefined;
  }
  const first = (numberOf(addressBytes(address)) >> BigInt(size)) << BigInt(size);
  return Array.from({ length: count }, (_, at) => {
    const start = first + (BigInt(at) << BigInt(bits));
    return `${addressOfBytes(bytesOf(start, width / 8))}/${width - bits}`;
  });
}

function numberOf(bytes: string): bigint {
  return [...bytes].reduce((sum, byte) => sum * 256n + BigInt(byte.charCodeAt(0)), 0n);
}

function bytesOf(number: bigint, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, at) => Number((number >> BigInt(8 * (length - 1 - at))) & 255n)));
}
