/** The OPT record (RFC 6891) and its client subnet option (RFC 7871), read and written. */
import { EDNS_UDP_BYTES, PLAIN_UDP_BYTES } from '../../rules/limits';
import { addressOfBytes } from '../../rules/addresses';
import { OPTION_CLIENT_SUBNET, RCODE, TYPE_OPT, type Rcode } from './protocol';

export interface Edns {
  /** Most bytes of an answer over UDP that the client takes and the server gives. */
  readonly udpBytes: number;
  readonly version: number;
  /** The DO bit, which is copied (RFC 3225). */
  readonly dnssecOk: boolean;
  readonly subnet: ClientSubnet | undefined;
}

export interface ClientSubnet {
  readonly family: 'ipv4' | 'ipv6';
  readonly prefixLength: number;
  /** The prefix, filled up with zeros. */
  readonly address: string;
  /** The option's data as it came. */
  readonly bytes: Uint8Array;
}

/** Reads the OPT record whose type stands at `typeAt`; undefined when it is malformed. */
export function readEdns(bytes: Buffer, typeAt: number, end: number): Edns | undefined {
  let subnet: ClientSubnet | undefined;
  for (let at = typeAt + 10; at < end;) {
    const dataEnd = at + 4 <= end ? at + 4 + bytes.readUInt16BE(at + 2) : Infinity;
    if (dataEnd > end) {
      return undefined;
    }
    if (bytes.readUInt16BE(at) === OPTION_CLIENT_SUBNET) {
      subnet = readSubnet(bytes.subarray(at + 4, dataEnd));
      if (!subnet) {
        return undefined;
      }
    }
    at = dataEnd;
  }
  return {
    udpBytes: Math.min(Math.max(bytes.readUInt16BE(typeAt + 2), PLAIN_UDP_BYTES), EDNS_UDP_BYTES),
    version: bytes[typeAt + 5],
    dnssecOk: (bytes[typeAt + 6] & 0x80) !== 0,
    subnet,
  };
}

const ADDRESS_BYTES = new Map([
  [1, 4],
  [2, 16],
]);

/** Undefined when it breaks a rule of RFC 7871 section 7.1.2, which asks for FORMERR then. */
function readSubnet(data: Buffer): ClientSubnet | undefined {
  const size = data.length < 4 ? undefined : ADDRESS_BYTES.get(data.readUInt16BE(0));
  const [, , prefixLength, scope] = data;
  if (size === undefined || scope !== 0 || prefixLength > size * 8 || data.length !== 4 + Math.ceil(prefixLength / 8)) {
    return undefined;
  }
  const spareBits = (8 - (prefixLength % 8)) % 8;
  if (data.length > 4 && data[data.length - 1] & ((1 << spareBits) - 1)) {
    return undefined;
  }
  const full = Buffer.alloc(size);
  data.copy(full, 0, 4);
  const family = size === 4 ? 'ipv4' : 'ipv6';
  const address = addressOfBytes(full.toString('latin1'));
  return { family, prefixLength, address, bytes: Uint8Array.from(data) }; // a copy: the packet's buffer may be used again
}

/** Bytes of the OPT record that answers a query with `edns`. */
export function optLength(edns: Edns): number {
  return 11 + (edns.subnet ? 4 + edns.subnet.bytes.length : 0);
}

/** Writes the OPT record of an answer and returns where it ends. `scope` is the client subnet's (RFC 7871 section 7.2.1). */
export function writeOpt(out: Buffer, start: number, edns: Edns, rcode: Rcode, scope: number): number {
  out[start] = 0;
  out.writeUInt16BE(TYPE_OPT, start + 1);
  out.writeUInt16BE(EDNS_UDP_BYTES, start + 3);
  out[start + 5] = rcode === RCODE.BADVERS ? 1 : 0; // the high bits of the code
  out[start + 6] = 0; // version
  out[start + 7] = edns.dnssecOk ? 0x80 : 0;
  out[start + 8] = 0;
  if (!edns.subnet) {
    out.writeUInt16BE(0, start + 9);
    return start + 11;
  }
  const { bytes } = edns.subnet;
  out.writeUInt16BE(4 + bytes.length, start + 9);
  out.writeUInt16BE(OPTION_CLIENT_SUBNET, start + 11);
  out.writeUInt16BE(bytes.length, start + 13);
  out.set(bytes, start + 15);
  out[start + 18] = scope;
  return start + 15 + bytes.length;
}
