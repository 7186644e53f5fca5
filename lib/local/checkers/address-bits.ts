import { canonicalAddress, ipVersion } from '../../rules/addresses';

/** An address as a number, so that it can be cut into network and host. */
export interface AddressBits {
  readonly value: bigint;
  readonly width: 32 | 128;
}

export function addressBits(address: string): AddressBits {
  if (ipVersion(address) === 4) {
    return { value: join(address.split('.').map(Number), 8n), width: 32 };
  }
  return { value: join(groupsOf(canonicalAddress(address)), 16n), width: 128 };
}

/** The text of an address; the reverse of `addressBits`. */
export function addressText({ value, width }: AddressBits): string {
  if (width === 32) {
    return split(value, 4, 8n).join('.');
  }
  return canonicalAddress(
    split(value, 8, 16n)
      .map(group => group.toString(16))
      .join(':'),
  );
}

/** The lowest `bits` bits of `value`. */
export function lowBits(value: bigint, bits: number): bigint {
  return value & ((1n << BigInt(bits)) - 1n);
}

function join(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}

function split(value: bigint, count: number, bits: bigint): number[] {
  return Array.from({ length: count }, (_, i) => Number((value >> (bits * BigInt(count - 1 - i))) & ((1n << bits) - 1n)));
}

/** The eight groups of an IPv6 address in its canonical spelling, which may end in a dotted IPv4 address. */
function groupsOf(canonical: string): number[] {
  const hex = canonical.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    [pair(a, b), pair(c, d)].join(':'),
  );
  const [head, tail] = hex.split('::').map(part => (part === '' ? [] : part.split(':').map(group => parseInt(group, 16))));
  return tail === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function pair(high: string, low: string): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
