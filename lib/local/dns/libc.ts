/**
 * The calls of Linux that take many packets at once, `recvmmsg(2)` and `sendmmsg(2)`, which Node does not make, and those that open a
 * socket for them. They are made through the package koffi, which is there only where someone installed it.
 */
import { getSystemErrorName } from 'node:util';
import { addressBytes, hostAndPort, ipVersion } from '../../rules/addresses';

export interface Libc {
  /** Where in memory a buffer's bytes are. They stay there for as long as something refers to the buffer. */
  addressOf(buffer: Buffer): bigint;
  /** The file descriptor of a new UDP socket. Throws what `bind` of a Node socket would. */
  bindUdp(host: string, port: number): number;
  /** Fills message headers with the packets that wait: how many, below 1 when none does. */
  receive(fd: number, headers: bigint, count: number): number;
  /** Sends what message headers tell: how many, below 1 when the first cannot be sent. */
  send(fd: number, headers: bigint, count: number): number;
}

/** Numbers of Linux. */
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2_000_000;
const MSG_DONTWAIT = 0x40;
const FAMILY = { 4: 2, 6: 10 } as const;
/** Bytes of a socket address, `sockaddr_in` and `sockaddr_in6`. */
export const PEER_BYTES = { 4: 16, 6: 28 } as const;

/** Rejects, saying what is needed, where these calls cannot be made. */
export async function loadLibc({ platform, arch }: { platform: string; arch: string } = process): Promise<Libc> {
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) {
    throw new Error(`batches of DNS packets need Linux on x64 or arm64; this is ${platform} on ${arch}`);
  }
  const koffi = await import('koffi').catch((error: Error) => {
    throw new Error(`batches of DNS packets need the package koffi (npm install koffi): ${error.message.split('\n')[0]}`);
  });
  const libc = koffi.load(null);
  const socket = libc.func('int socket(int domain, int type, int protocol)');
  const bind = libc.func('int bind(int fd, void *address, uint32_t length)');
  const close = libc.func('int close(int fd)');
  const recvmmsg = libc.func('int recvmmsg(int fd, void *headers, unsigned int count, int flags, void *timeout)');
  const sendmmsg = libc.func('int sendmmsg(int fd, void *headers, unsigned int count, int flags)');

  const failure = (syscall: string, address: string, port: number): Error => {
    const code = getSystemErrorName(-koffi.errno());
    return Object.assign(new Error(`${syscall} ${code} ${hostAndPort(address, port)}`), { code, syscall, address, port });
  };
  return {
    addressOf: buffer => koffi.address(buffer),
    bindUdp: (host, port) => {
      const address = socketAddress(host, port);
      const fd = socket(FAMILY[versionOf(host)], SOCK_DGRAM | SOCK_CLOEXEC, 0) as number;
      if (fd < 0) {
        throw failure('socket', host, port);
      }
      if (bind(fd, address, address.length) !== 0) {
        const failed = failure('bind', host, port);
        close(fd);
        throw failed;
      }
      return fd;
    },
    receive: (fd, headers, count) => recvmmsg(fd, headers, count, MSG_DONTWAIT, null) as number,
    send: (fd, headers, count) => sendmmsg(fd, headers, count, MSG_DONTWAIT) as number,
  };
}

/** `sockaddr_in` (ip(7)) or `sockaddr_in6` (ipv6(7)). */
function socketAddress(host: string, port: number): Buffer {
  const version = versionOf(host);
  const address = Buffer.alloc(PEER_BYTES[version]);
  address.writeUInt16LE(FAMILY[version], 0);
  address.writeUInt16BE(port, 2);
  address.write(addressBytes(host), version === 4 ? 4 : 8, 'latin1');
  return address;
}

function versionOf(host: string): 4 | 6 {
  const version = ipVersion(host);
  if (version === undefined) {
    throw new Error(`not an IP address: '${host}'`);
  }
  return version;
}
