import { createServer, type Server, type Socket } from 'node:net';
import type { Answerer } from './udp';

/** A connection that says nothing for so long is closed (RFC 7766 section 6.2.3). */
const IDLE_MILLISECONDS = 10_000;
const MAX_CONNECTIONS = 1000;

/** Resolves once listening; rejects when it cannot. */
export function listenTcp(host: string, port: number, answerer: Pick<Answerer, 'respond'>): Promise<Server> {
  const server = createServer(socket => serve(socket, answerer));
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Queries one after another, each after its length in two bytes (RFC 1035 section 4.2.2); answers in the same order. */
function serve(socket: Socket, answerer: Pick<Answerer, 'respond'>): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
  socket.on('error', () => socket.destroy()); // the client went away
  socket.on('data', data => {
    pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
    const replies: Buffer[] = [];
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = answerer.respond(pending.subarray(2, end));
      if (reply) {
        replies.push(Buffer.of(reply.length >> 8, reply.length & 0xff), Buffer.from(reply)); // a copy: see Answerer
      }
      pending = pending.subarray(end);
    }
    if (replies.length > 0 && !socket.write(Buffer.concat(replies))) {
      socket.pause(); // a client that does not read its answers gets no more of them
      socket.once('drain', () => socket.resume());
    }
  });
}
