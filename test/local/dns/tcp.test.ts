/** What one TCP client may ask of the server, and all of them together. */
import { once } from 'node:events';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { listenTcp } from '../../../lib/local/dns/tcp';
import { DNS_TCP_LIMITS } from '../../../lib/local/limits';

const HOST = '127.0.0.1';
let server: Server;
let answered: number;
let turns: number[];

/** Answers each query with as many bytes as it says in decimal, and counts how many it answers in one turn. */
async function listen(limits: Partial<typeof DNS_TCP_LIMITS> = {}): Promise<void> {
  answered = 0;
  turns = [];
  let turn = 0;
  const respond = (query: Buffer): Buffer => {
    answered++;
    if (turn++ === 0) queueMicrotask(() => (turns.push(turn), (turn = 0)));
    return Buffer.alloc(Number(query.toString()), query);
  };
  const report = (fault: unknown): never => {
    throw fault;
  };
  server = await listenTcp({ host: HOST, port: 0, limits: { ...DNS_TCP_LIMITS, ...limits }, report }, { respond });
}

afterEach(() => server.close());

const open = (): Socket => connect((server.address() as AddressInfo).port, HOST).setNoDelay(true);
const query = (bytes: number): string => `\0\x05${String(bytes).padStart(5, '0')}`;

async function bytesUntilEnd(socket: Socket): Promise<number> {
  let bytes = 0;
  for await (const data of socket) bytes += (data as Buffer).length;
  return bytes;
}

test('a client that sends all its queries and closes its side gets all answers, a turn for others after each 64', async () => {
  await listen();
  const socket = open();
  socket.end(query(100).repeat(1000));
  expect(await bytesUntilEnd(socket)).toBe(1000 * 102);
  expect(answered).toBe(1000);
  expect(Math.max(...turns)).toBeLessThanOrEqual(64);
});

test('large answers are made as they are taken', async () => {
  await listen();
  const socket = open();
  socket.end(query(60_000).repeat(300));
  expect(await bytesUntilEnd(socket)).toBe(300 * 60_002);
  expect(Math.max(...turns)).toBeLessThanOrEqual(2);
});

test('a client that does not read its answers gets no more than the system keeps for it, and is closed', async () => {
  await listen({ patience: 200 });
  const socket = open().pause();
  const closed = once(socket, 'error'); // its queries are no longer taken
  const writing = setInterval(() => socket.write(query(60_000).repeat(1000)), 5);
  await closed;
  clearInterval(writing);
  expect(answered).toBeLessThan(500);
});

test('a query that takes its time is not waited for, however often a byte of it comes', async () => {
  await listen({ patience: 200 });
  const socket = open().resume();
  socket.on('error', () => undefined);
  socket.write('\x10\0');
  const dripping = setInterval(() => socket.write('x'), 20);
  await new Promise(resolve => socket.on('close', resolve));
  clearInterval(dripping);
  expect(answered).toBe(0);
});

test('a client that asks now and then is kept, and closed once it no longer does', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
  try {
    await listen();
    const socket = open();
    for (let n = 0; n < 5; n++) {
      jest.advanceTimersByTime(DNS_TCP_LIMITS.patience - 1);
      socket.write(query(10));
      await once(socket, 'data');
    }
    const closed = once(socket, 'close');
    jest.advanceTimersByTime(DNS_TCP_LIMITS.patience);
    await closed;
  } finally {
    jest.useRealTimers();
  }
});

test('all connections together have a limit in bytes: the one that would go beyond is closed', async () => {
  await listen({ bytes: 10_000 });
  const [first, second] = [open(), open()];
  await Promise.all([once(first, 'connect'), once(second, 'connect')]);
  first.write(`\x20\0${'x'.repeat(6000)}`); // the beginning of a long query
  first.write('');
  await new Promise(resolve => first.write('x', resolve));
  second.write(`\x20\0${'x'.repeat(6000)}`);
  const closed = await Promise.race([
    once(first.resume(), 'close').then(() => first),
    once(second.resume(), 'close').then(() => second),
  ]);
  const other = closed === first ? second : first;
  other.write('x'.repeat(2000));
  const third = open();
  third.write(query(10));
  expect(((await once(third, 'data')) as [Buffer])[0]).toHaveLength(12);
  expect(other.destroyed).toBe(false);
  [other, third].forEach(socket => socket.destroy());
});

test('no more connections are kept than there may be, and one that has ended makes room', async () => {
  await listen({ connections: 2 });
  const ask = async (socket: Socket): Promise<unknown> => {
    socket.write(query(10));
    return Promise.race([
      once(socket, 'data').then(([data]) => (data as Buffer).length),
      once(socket, 'close').then(() => 'closed'),
    ]);
  };
  const [first, second] = [open(), open()];
  expect([await ask(first), await ask(second)]).toEqual([12, 12]);
  const third = open();
  third.on('error', () => undefined);
  expect(await ask(third)).toBe('closed');
  expect([await ask(first), await ask(second)]).toEqual([12, 12]);
  const gone = once(first, 'close');
  first.end();
  await gone;
  const fourth = open();
  expect(await ask(fourth)).toBe(12);
  [second, fourth].forEach(socket => socket.destroy());
});
