import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What answers the packets of a socket. */
export interface Answerer {
  /** Undefined when there is nothing to say. The bytes are good until the next call. */
  respond(packet: Buffer): Buffer | undefined;
  /** The bytes of the last call are still needed: the next call must use others. */
  leaveBytes(): void;
}

/** Resolves once bound; rejects when it cannot be. */
export function listenUdp(host: string, port: number, answerer: Answerer): Promise<Socket> {
  const type = isIPv6(host) ? 'udp6' : 'udp4';
  const socket = createSocket({
    type,
    recvBufferSize: SOCKET_BUFFER_BYTES,
    sendBufferSize: SOCKET_BUFFER_BYTES,
    lookup: (address, _options, done) => done(null, address, type === 'udp4' ? 4 : 6), // answers go to addresses: nothing to look up
  });
  socket.on('message', (packet, sender) => {
    const reply = answerer.respond(packet);
    if (!reply) {
      return;
    }
    const mustWait = socket.getSendQueueCount() > 0;
    socket.send(mustWait ? Buffer.from(reply) : reply, sender.port, sender.address);
    if (!mustWait && socket.getSendQueueCount() > 0) {
      answerer.leaveBytes(); // most replies are on their way by now; this one has to wait, and the socket keeps its bytes
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
