import { addressBytes, addressOfBytes } from './addresses';

/** An address as a number, so that it can be cut into network and host. */
export interface AddressBits {
  readonly value: bigint;
  readonly width: 32 | 128;
}

export function addressBits(address: string): AddressBits {
  const bytes = addressBytes(address);
  return { value: BigInt(`0x${Buffer.from(bytes, 'latin1').toString('hex')}`), width: bytes.length === 4 ? 32 : 128 };
}

/** The text of an address; the reverse of `addressBits`. */
export function addressText({ value, width }: AddressBits): string {
  return addressOfBytes(Buffer.from(value.toString(16).padStart(width / 4, '0'), 'hex').toString('latin1'));
}

/** The lowest `bits` bits of `value`. */
export function lowBits(value: bigint, bits: number): bigint {
  return value & ((1n << BigInt(bits)) - 1n);
}
