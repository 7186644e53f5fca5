/** A DNS server for tests that says whatever it is told to, in memory or over real sockets on loopback. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { AUTHORITATIVE_ANSWER, decode, encode, type DecodedPacket, type Packet } from 'dns-packet';
import type { Protocol, Server } from '../../../lib/verify/model';
import type { Accept, Transport } from '../../../lib/verify/dns/transport';
import type { Fleet } from './fleet';

export interface Ask {
  readonly query: DecodedPacket;
  readonly bytes: Buffer;
  readonly protocol: Protocol;
  /** The name of the asked server. */
  readonly server: string;
}

/** The messages to send back: none is silence. */
export type Responder = (ask: Ask) => Buffer[];

/** The reply of a correct server that answers with `values`. */
export function replyTo({ query }: Pick<Ask, 'query'>, fleet: Fleet, values: readonly string[]): Packet {
  const [question] = query.questions ?? [];
  return {
    type: 'response',
    id: query.id,
    flags: AUTHORITATIVE_ANSWER,
    questions: [question],
    answers: values.map(data => ({ name: question.name, type: fleet.type as 'A', class: 'IN', ttl: fleet.ttl, data })),
    additionals: (query.additionals ?? []).filter(record => record.type === 'OPT'),
  };
}

export { decode, encode };

/** No sockets: a query is a function call. A silent server costs no time. */
export function inMemory(respond: Responder): Transport {
  return {
    exchange: (to, protocol, bytes, accept) =>
      Promise.resolve(taken(respond({ query: decode(bytes), bytes, protocol, server: to.name }), accept)),
    close: () => undefined,
  };
}

function taken(messages: readonly Buffer[], accept: Accept): boolean {
  for (const message of messages) {
    const as = accept(message);
    if (as !== 'stray') {
      return as === 'reply';
    }
  }
  return false;
}

export interface Listening {
  readonly server: Server;
  close(): Promise<void>;
}

/** The same behind UDP and TCP sockets on one port of 127.0.0.1. */
export async function listen(respond: Responder, name = 'test server'): Promise<Listening> {
  const tcp = createServer();
  const connections = new Set<Socket>();
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  udp.on('message', (bytes, from) => {
    for (const message of respond({ query: decode(bytes), bytes, protocol: 'udp', server: name })) {
      udp.send(message, from.port, from.address);
    }
  });
  tcp.on('connection', socket => {
    connections.add(socket);
    let buffered = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', data => {
      buffered = Buffer.concat([buffered, data]);
      while (buffered.length >= 2 && buffered.length >= 2 + buffered.readUInt16BE(0)) {
        const bytes = buffered.subarray(2, 2 + buffered.readUInt16BE(0));
        buffered = buffered.subarray(2 + bytes.length);
        for (const message of respond({ query: decode(bytes), bytes, protocol: 'tcp', server: name })) {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(message.length);
          socket.write(Buffer.concat([length, message]));
        }
      }
    });
  });
  return {
    server: { name, address: '127.0.0.1', port },
    close: async () => {
      connections.forEach(socket => socket.destroy());
      udp.close();
      tcp.close();
      await Promise.all([once(udp, 'close'), once(tcp, 'close')]);
    },
  };
}
