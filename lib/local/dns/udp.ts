import { createSocket, type BindOptions, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { guarded, type ReportFault } from '../guarded';
import { loadLibc, type Libc } from './libc';
import { PacketBatch } from './packet-batch';
import type { Answerer } from './respond';

export interface UdpOptions {
  /** An address. */
  readonly host: string;
  readonly port: number;
  /** Whether packets that wait are taken and answered many at a time (see `libc.ts` for what that needs). */
  readonly batches?: boolean;
  /** Hears of what was thrown while a packet was served; nothing comes of that packet. */
  readonly report: ReportFault;
  /** The system calls that batches are made with. */
  readonly libc?: Libc;
}

/** Resolves once bound; rejects when it cannot be. */
export async function listenUdp(options: UdpOptions, answerer: Answerer): Promise<Socket> {
  const { host, port, report } = options;
  const version = isIPv6(host) ? 6 : 4;
  const socket = createSocket({
    type: `udp${version}`,
    recvBufferSize: SOCKET_BUFFER_BYTES,
    sendBufferSize: SOCKET_BUFFER_BYTES,
    lookup: (address, _options, done) => done(null, address, version), // answers go to addresses: nothing to look up
  });
  const answer = guarded(report, (packet: Buffer, sender: RemoteInfo) => {
    if (sender.port === 0) {
      return; // there is no way back to it, and Node throws when it is asked for one
    }
    const reply = answerer.respond(packet);
    if (!reply || socket.getSendQueueSize() > SOCKET_BUFFER_BYTES) {
      return;
    }
    const mustWait = socket.getSendQueueCount() > 0;
    socket.send(mustWait ? Buffer.from(reply) : reply, sender.port, sender.address);
    if (!mustWait && socket.getSendQueueCount() > 0) {
      answerer.leaveBytes(); // most replies are on their way by now; this one has to wait, and the socket keeps its bytes
    }
  });
  socket.on('message', answer);
  if (!options.batches) {
    return bound(socket, { port, address: host, exclusive: true });
  }
  const libc = options.libc ?? (await loadLibc());
  const fd = libc.bindUdp(host, port);
  const batch = new PacketBatch(libc, fd, version);
  const answerBatch = guarded(report, () => batch.answer(answerer));
  socket.on('message', answerBatch); // Node tells of one packet; by then more of them wait
  return bound(socket, { fd });
}

function bound(socket: Socket, options: BindOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(options, () => {
      socket.off('error', reject);
      socket.on('error', ignore);
      resolve(socket);
    });
  });
}

const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

/** A client that is gone, or a full network, is no fault of this server: DNS over UDP may lose packets. */
const ignore = (): void => undefined;
