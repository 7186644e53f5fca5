import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What a UDP socket answers with; the bytes are copied before the next call. */
export type OnPacket = (packet: Buffer) => Buffer | undefined;

/** Resolves once bound; rejects when it cannot be. */
export function listenUdp(host: string, port: number, onPacket: OnPacket): Promise<Socket> {
  const type = isIPv6(host) ? 'udp6' : 'udp4';
  const socket = createSocket({
    type,
    recvBufferSize: SOCKET_BUFFER_BYTES,
    sendBufferSize: SOCKET_BUFFER_BYTES,
    lookup: (address, _options, done) => done(null, address, type === 'udp4' ? 4 : 6), // answers go to addresses: nothing to look up
  });
  socket.on('message', (packet, sender) => {
    const reply = onPacket(packet);
    if (reply) {
      socket.send(Buffer.from(reply), sender.port, sender.address); // a copy: the socket may have to wait with it
    }
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port, address: host, exclusive: true }, () => {
      socket.off('error', reject);
      socket.on('error', ignore);
      resolve(socket);
    });
  });
}

const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

/** A client that is gone, or a full network, is no fault of this server: DNS over UDP may lose packets. */
const ignore = (): void => undefined;
