/** Room for as many packets as one system call takes, laid out in memory as 64-bit Linux wants it (recvmmsg(2)). */
import { PEER_BYTES, type Libc } from './libc';
import { EDNS_UDP_BYTES } from '../../rules/limits';
import type { Answerer } from './respond';

/** Most packets in a batch: more make it no faster. */
const PACKETS = 64;
/** A query longer than what the server says it takes is cut, and so FORMERR. The rest keeps packets off the same lines of the cache. */
const PACKET_BYTES = EDNS_UDP_BYTES;
const STRIDE = PACKET_BYTES + 64;

/** `struct mmsghdr`, and where in it something is. */
const HEADER = { bytes: 64, peer: 0, peerBytes: 8, vector: 16, vectors: 24, received: 56 } as const;
/** `struct iovec`. */
const VECTOR = { bytes: 16, start: 0, length: 8 } as const;

/** Answers what waits at a socket many packets at a time. */
export class PacketBatch {
  private readonly queries: Messages;
  private readonly replies: Messages;

  /** @param version of the addresses that the socket is for */
  constructor(
    private readonly libc: Libc,
    private readonly fd: number,
    version: 4 | 6,
  ) {
    const peers = Buffer.alloc(PACKETS * PEER_BYTES[version]); // a reply goes to where the query at its place came from
    this.queries = new Messages(libc, peers);
    this.replies = new Messages(libc, peers);
  }

  /** Answers the packets that wait, a batch of them at most. */
  answer(answerer: Answerer): void {
    const count = this.libc.receive(this.fd, this.queries.from(0), PACKETS);
    let unsent = 0;
    for (let at = 0; at < count; at++) {
      const reply = answerer.respond(this.queries.received(at));
      if (reply) {
        this.replies.put(at, reply);
      } else {
        this.send(unsent, at);
        unsent = at + 1;
      }
    }
    this.send(unsent, count);
  }

  /** What cannot be sent, to a client that is gone or because the network is full, is left out: DNS over UDP may lose packets. */
  private send(from: number, to: number): void {
    for (let at = from; at < to;) {
      const sent = this.libc.send(this.fd, this.replies.from(at), to - at);
      at += Math.max(sent, 1);
    }
  }
}

/** As many packets, each with its header and the address of its peer. */
class Messages {
  private readonly bytes = Buffer.alloc(PACKETS * STRIDE);
  private readonly headers = Buffer.alloc(PACKETS * HEADER.bytes);
  private readonly vectors = Buffer.alloc(PACKETS * VECTOR.bytes);
  private readonly places: readonly bigint[];

  /** Keeps what it refers to by address. */
  constructor(
    libc: Libc,
    readonly peers: Buffer,
  ) {
    const start = {
      bytes: libc.addressOf(this.bytes),
      headers: libc.addressOf(this.headers),
      vectors: libc.addressOf(this.vectors),
    };
    const peerBytes = peers.length / PACKETS;
    const packets = Array.from({ length: PACKETS }, (_, n) => n);
    for (const n of packets) {
      const header = n * HEADER.bytes;
      this.headers.writeBigUInt64LE(libc.addressOf(peers) + BigInt(n * peerBytes), header + HEADER.peer);
      this.headers.writeUInt32LE(peerBytes, header + HEADER.peerBytes);
      this.headers.writeBigUInt64LE(start.vectors + BigInt(n * VECTOR.bytes), header + HEADER.vector);
      this.headers.writeBigUInt64LE(1n, header + HEADER.vectors);
      this.vectors.writeBigUInt64LE(start.bytes + BigInt(n * STRIDE), n * VECTOR.bytes + VECTOR.start);
      this.vectors.writeBigUInt64LE(BigInt(PACKET_BYTES), n * VECTOR.bytes + VECTOR.length);
    }
    this.places = packets.map(n => start.headers + BigInt(n * HEADER.bytes));
  }

  /** Where the headers from the nth on are. */
  from(n: number): bigint {
    return this.places[n];
  }

  /** The nth packet. Its bytes are good until the next batch. */
  received(n: number): Buffer {
    const length = this.headers.readUInt32LE(n * HEADER.bytes + HEADER.received);
    return this.bytes.subarray(n * STRIDE, n * STRIDE + length);
  }

  /** Makes these bytes the nth packet. */
  put(n: number, packet: Uint8Array): void {
    this.bytes.set(packet, n * STRIDE);
    this.vectors.writeUInt32LE(packet.length, n * VECTOR.bytes + VECTOR.length); // of 64 bits the upper half is 0
  }
}
