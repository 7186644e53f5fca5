import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { decode, encode } from 'dns-packet';
import { askLane, type AskOptions } from '../../../lib/verify/dns/ask';
import { socketTransport } from '../../../lib/verify/dns/sockets';
import type { Transport } from '../../../lib/verify/dns/transport';
import type { Lane, Observation, Protocol } from '../../../lib/verify/model';
import { seededRandom } from '../../../lib/rules/random';

const QUESTION = { name: 'www.example.com.', type: 'A' };
let transport: Transport;
const open: { close(): void }[] = [];

beforeEach(() => (transport = socketTransport()));
afterEach(() => {
  transport.close();
  open.splice(0).forEach(socket => socket.close());
});

const replyTo = (query: Buffer): Buffer => {
  const { id, questions } = decode(query);
  return encode({ type: 'response', id, questions, answers: [{ type: 'A', name: questions![0].name, data: '198.51.100.1' }] });
};

function ask(port: number, protocol: Protocol, count: number, options: Partial<AskOptions> = {}): Promise<Observation[]> {
  const lane: Lane = { server: { name: 'test', address: '127.0.0.1', port }, protocol, edns: false };
  return askLane(QUESTION, lane, count, {
    transport,
    random: seededRandom(1),
    now: () => performance.now(),
    timeout: 80,
    attempts: 3,
    concurrency: 1,
    giveUpAfter: 2,
    stop: new AbortController().signal,
    ...options,
  });
}

async function udpServer(answer: (query: Buffer, from: RemoteInfo, send: (reply: Buffer) => void) => void): Promise<number> {
  const socket = createSocket('udp4');
  open.push(socket);
  socket.on('message', (query, from) => answer(query, from, reply => socket.send(reply, from.port, from.address)));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket.address().port;
}

async function tcpServer(serve: (query: Buffer, socket: Socket, send: (reply: Buffer) => void) => void): Promise<number> {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.on('data', data =>
      serve(data.subarray(2), socket, reply => {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }),
    );
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const answered = (seen: Observation[]): number => seen.filter(o => o.outcome.kind === 'reply').length;

test('UDP queries come from many ports, with many ids', async () => {
  const ports = new Set<number>();
  const ids = new Set<number>();
  const port = await udpServer((query, from, send) => {
    ports.add(from.port);
    ids.add(query.readUInt16BE(0));
    send(replyTo(query));
  });
  expect(answered(await ask(port, 'udp', 640, { concurrency: 4 }))).toBe(640);
  expect(ports.size).toBeGreaterThanOrEqual(10);
  expect(ids.size).toBeGreaterThan(600);
});

test('a lost query is sent again, from another port and with another id', async () => {
  const seen: string[] = [];
  const port = await udpServer((query, from, send) => {
    seen.push(`${from.port} ${query.readUInt16BE(0)}`);
    if (seen.length > 2) {
      send(replyTo(query));
    }
  });
  const [observation] = await ask(port, 'udp', 1);
  expect(observation).toMatchObject({ attempts: 3, outcome: { kind: 'reply' } });
  expect(new Set(seen.map(s => s.split(' ')[0])).size).toBe(3);
  expect(new Set(seen.map(s => s.split(' ')[1])).size).toBe(3);
});

test('a forged reply before the real one is passed over', async () => {
  const port = await udpServer((query, _from, send) => {
    const forged = replyTo(query);
    forged.writeUInt16BE(query.readUInt16BE(0) ^ 1, 0);
    send(forged);
    send(replyTo(query));
  });
  const seen = await ask(port, 'udp', 20);
  expect(answered(seen)).toBe(20);
  expect(seen.every(o => o.attempts === 1)).toBe(true);
});

test('a reply that comes too late does not meet the next query', async () => {
  let late: (() => void) | undefined;
  const port = await udpServer((query, _from, send) => {
    if (late) {
      late();
      send(replyTo(query));
    } else {
      late = () => send(replyTo(query));
    }
  });
  const [first, second] = await ask(port, 'udp', 2, { attempts: 1 });
  expect(first.outcome).toEqual({ kind: 'none', strays: [] });
  expect(second.outcome.kind).toBe('reply');
});

test('a closed UDP port is told by the network at once', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  const [observation] = await ask(port, 'udp', 1, { timeout: 5000 });
  expect(observation.outcome).toEqual({ kind: 'none', strays: [], error: 'ECONNREFUSED' });
});

test('TCP goes on over a new connection when the server closes the old one', async () => {
  const sockets = new Set<Socket>();
  const port = await tcpServer((query, socket, send) => {
    sockets.add(socket);
    send(replyTo(query));
    socket.end();
  });
  const seen = await ask(port, 'tcp', 5);
  expect([answered(seen), sockets.size]).toEqual([5, 5]);
  expect(seen.every(o => o.attempts === 1)).toBe(true);
});

test('TCP keeps a connection that the server keeps', async () => {
  const sockets = new Set<Socket>();
  const port = await tcpServer((query, socket, send) => {
    sockets.add(socket);
    send(replyTo(query));
  });
  expect(answered(await ask(port, 'tcp', 20))).toBe(20);
  expect(sockets.size).toBe(1);
});

test('a TCP reply may come in pieces', async () => {
  const port = await tcpServer((query, socket) => {
    const reply = replyTo(query);
    const framed = Buffer.concat([Buffer.from([0, reply.length]), reply]);
    socket.setNoDelay(true);
    socket.write(framed.subarray(0, 1));
    setImmediate(() => {
      socket.write(framed.subarray(1, 9));
      setImmediate(() => socket.write(framed.subarray(9)));
    });
  });
  expect(answered(await ask(port, 'tcp', 3))).toBe(3);
});

test('a server that closes TCP without a reply, and one that refuses it, are told apart', async () => {
  const closing = await tcpServer((_query, socket) => socket.destroy());
  const [closed] = await ask(closing, 'tcp', 1, { attempts: 1 });
  expect(closed.outcome).toEqual({ kind: 'none', strays: [], error: 'ECONNRESET' });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const [refused] = await ask(port, 'tcp', 1, { attempts: 1 });
  expect(refused.outcome).toEqual({ kind: 'none', strays: [], error: 'ECONNREFUSED' });
});

test('TCP messages without end that are no reply end the query, and the connection', async () => {
  let sent = 0;
  const port = await tcpServer((_query, socket) => {
    const stray = Buffer.concat([Buffer.from([0, 12]), Buffer.alloc(12)]);
    const chunk = Buffer.concat(Array<Buffer>(1000).fill(stray));
    const more = (): void => {
      while (!socket.destroyed && socket.writable && socket.write(chunk)) {
        sent += 1000;
        if (sent % 100_000 === 0) break; // others want their turn
      }
      if (!socket.destroyed) {
        setImmediate(more);
      }
    };
    more();
  });
  const [observation] = await ask(port, 'tcp', 1, { timeout: 60_000, attempts: 2 });
  expect(observation.outcome).toMatchObject({ kind: 'none' });
  expect(observation.outcome.kind === 'none' && observation.outcome.strays.length).toBe(2 * 32);
});

test('UDP messages without end that are no reply end the query', async () => {
  const port = await udpServer((query, _from, send) => {
    const stray = replyTo(query);
    stray.writeUInt16BE(query.readUInt16BE(0) ^ 1, 0);
    Array.from({ length: 200 }, () => send(stray));
  });
  const [observation] = await ask(port, 'udp', 1, { timeout: 60_000, attempts: 1 });
  expect(observation.outcome.kind === 'none' && observation.outcome.strays.length).toBe(32);
});

test('a message of its own that is malformed ends the query at once', async () => {
  const port = await tcpServer((query, _socket, send) => send(Buffer.concat([replyTo(query), Buffer.alloc(2)])));
  const [observation] = await ask(port, 'tcp', 1, { timeout: 60_000 });
  expect(observation).toMatchObject({
    attempts: 1,
    outcome: { strays: [{ reason: 'malformed', why: '2 bytes follow its end', ours: true }] },
  });
});

test('what comes behind a TCP reply does not meet the next query', async () => {
  const sockets = new Set<Socket>();
  const port = await tcpServer((query, socket, send) => {
    sockets.add(socket);
    const late = replyTo(query);
    send(replyTo(query));
    send(late);
  });
  const seen = await ask(port, 'tcp', 5, { timeout: 60_000 });
  expect(answered(seen)).toBe(5);
  expect(seen.every(o => o.attempts === 1)).toBe(true);
});

test('a connection over which more comes than was asked for is closed', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const port = await tcpServer((query, socket, send) => {
    closed = once(socket, 'close');
    send(replyTo(query));
    const more = setInterval(() => send(Buffer.alloc(12)), 1);
    socket.once('close', () => clearInterval(more));
  });
  expect(answered(await ask(port, 'tcp', 1, { timeout: 60_000 }))).toBe(1);
  await closed;
});

test('a connection that a server closed while it was idle is not used again', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const port = await tcpServer((query, socket, send) => {
    closed = once(socket, 'close');
    send(replyTo(query));
    socket.end();
  });
  const [first] = await ask(port, 'tcp', 1, { timeout: 60_000 });
  await closed;
  const [second] = await ask(port, 'tcp', 1, { timeout: 60_000 });
  expect([first, second].map(o => [o.outcome.kind, o.attempts])).toEqual([
    ['reply', 1],
    ['reply', 1],
  ]);
});

/** A UDP server on a thread of its own, which goes on while this one is kept busy. `steps[0]` tells how far it is. */
const SERVER_THREAD = `
  const { parentPort, workerData: steps } = require('node:worker_threads');
  const socket = require('node:dgram').createSocket('udp4');
  socket.on('message', (query, from) => {
    Atomics.store(steps, 0, 1); // the query is here
    Atomics.wait(steps, 0, 1); // until the other thread is busy
    query[2] |= 0x84;
    socket.send(query, from.port, from.address, () => {
      Atomics.store(steps, 0, 3); // the reply is on its way
      Atomics.notify(steps, 0);
    });
  });
  socket.bind(0, '127.0.0.1', () => parentPort.postMessage(socket.address().port));
`;

test('a reply that lies waiting while this process is kept busy beyond the time limit is not lost', async () => {
  const steps = new Int32Array(new SharedArrayBuffer(4));
  const server = new Worker(SERVER_THREAD, { eval: true, workerData: steps });
  const [port] = (await once(server, 'message')) as [number];
  const timeout = 2000;
  const began = performance.now();
  // In the phase of the event loop behind which the timers come, and the sockets after them.
  const keepBusy = (): void => {
    if (Atomics.compareExchange(steps, 0, 1, 2) === 1) {
      Atomics.notify(steps, 0);
      Atomics.wait(steps, 0, 2);
      while (performance.now() - began < timeout + 50);
    } else {
      busy = setImmediate(keepBusy);
    }
  };
  let busy = setImmediate(keepBusy);
  const [observation] = await ask(port, 'udp', 1, { timeout, attempts: 1 });
  clearImmediate(busy);
  await server.terminate();
  expect(observation.outcome.kind).toBe('reply');
});

test('a silent lane is given up soon', async () => {
  let queries = 0;
  const port = await udpServer(() => queries++);
  expect(await ask(port, 'udp', 1000, { timeout: 20 })).toHaveLength(2);
  expect(queries).toBe(6);
});

test('asking ends when it is told to', async () => {
  const stop = new AbortController();
  let queries = 0;
  const port = await udpServer((query, _from, send) => {
    if (++queries === 10) {
      stop.abort();
    }
    send(replyTo(query));
  });
  expect((await ask(port, 'udp', 1000, { stop: stop.signal })).length).toBeLessThan(13);
});
