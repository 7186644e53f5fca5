/** A server that answers packets many at a time. Linux only, as the system calls are. */
import { createSocket, type Socket } from 'node:dgram';
import { decode } from 'dns-packet';
import { FLAG, HEADER_BYTES } from '../../../lib/local/dns/protocol';
import { loadLibc } from '../../../lib/local/dns/libc';
import { startDns, type DnsServer } from '../../../lib/local/dns/server';
import { listenUdp } from '../../../lib/local/dns/udp';
import { hostAndPort } from '../../../lib/rules/addresses';
import { addresses, multiValue, records } from '../../rules/routing/zone';
import { needs, type Tool } from '../../support/needs';
import { dnsOptions, hostedZone, question } from './world';

const HOSTS = Array.from({ length: 40 }, (_, n) => `n${n}.example.com.`);
const ZONE = hostedZone('example.com.', [
  ...HOSTS.map((name, n) => records(name, 'A', [`10.0.0.${n}`])),
  ...multiValue('www.example.com.', addresses(8)),
]);
/** Nothing is to be reported. */
const rethrow = (fault: unknown): never => {
  throw fault;
};

const OPTIONS = { ...dnsOptions({ zones: [ZONE] }), batches: true };

const families: [string, Tool[]][] = [
  ['127.0.0.1', ['Linux']],
  ['::1', ['Linux', 'IPv6']],
];
families.forEach(([host, tools]) => needs(...tools).describe(`in batches, on ${host}`, () => inBatches(host)));

function inBatches(host: string): void {
  let server: DnsServer;
  let clients: Socket[];

  beforeEach(async () => {
    server = await startDns({ ...OPTIONS, host });
    clients = [1, 2, 3].map(() => createSocket(host === '::1' ? 'udp6' : 'udp4'));
  });
  afterEach(async () => {
    clients.forEach(client => client.close());
    await server.close();
  });

  /** Sends all at once, so that they wait together; resolves with the first `count` replies to each client. */
  function ask(packets: (client: number) => Buffer[], count: number): Promise<Buffer[][]> {
    return Promise.all(
      clients.map((client, n) => {
        const replies: Buffer[] = [];
        const all = new Promise<Buffer[]>(done => {
          client.on('message', reply => replies.push(Buffer.from(reply)) === count && done(replies));
        });
        packets(n).forEach(packet => client.send(packet, server.port, host));
        return all;
      }),
    );
  }

  test('every client gets the answer to each of its questions', async () => {
    const names = Array.from({ length: 200 }, (_, n) => HOSTS[n % HOSTS.length]);
    const idOf = (client: number, n: number): number => client * 1000 + n;
    const replies = await ask(client => names.map((name, n) => question(name, 'A', { id: idOf(client, n) })), names.length);
    replies.forEach((ofClient, client) => {
      const said = ofClient.map(reply => decode(reply)).sort((a, b) => Number(a.id) - Number(b.id));
      expect(said.map(({ id, answers }) => [id, answers?.map(answer => 'data' in answer && answer.data)])).toEqual(
        names.map((_, n) => [idOf(client, n), [`10.0.0.${n % HOSTS.length}`]]),
      );
    });
  });

  test('what must not be answered is not, and the questions around it are', async () => {
    const runt = Buffer.alloc(HEADER_BYTES - 1);
    const answer = question('www.example.com', 'A');
    answer[2] |= FLAG.QR >> 8;
    const asked = [0, 1, 2, 3].flatMap(id => [runt, question(HOSTS[id], 'A', { id }), answer, Buffer.alloc(0)]);
    const [replies] = await ask(() => [...asked, question('www.example.com', 'A', { id: 4 })], 5);
    expect(replies.map(reply => decode(reply).id).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('a query longer than the server takes is malformed, and does not spill into the next', async () => {
    const long = Buffer.concat([question('www.example.com', 'A', { id: 1 }), Buffer.alloc(9000, 0xff)]);
    const [replies] = await ask(() => [long, long, long, question(HOSTS[7], 'A', { id: 2 })], 4);
    const said = replies.map(reply => decode(reply) as unknown as { id: number; rcode: string });
    expect(said.map(({ id, rcode }) => `${id} ${rcode}`).sort()).toEqual(['1 FORMERR', '1 FORMERR', '1 FORMERR', '2 NOERROR']);
  });

  test('the longest answer arrives whole after a short one', async () => {
    const [replies] = await ask(
      () => [1, 2, 3, 4].map(id => question(id % 2 ? HOSTS[1] : 'www.example.com', 'A', { id, udpBytes: 4096 })),
      4,
    );
    const counts = replies.map(reply => decode(reply)).map(({ id, answers }) => `${id}: ${answers?.length}`);
    expect(counts.sort()).toEqual(['1: 1', '2: 8', '3: 1', '4: 8']);
  });

  test('a port that is taken is refused as without batches, and free after close', async () => {
    const { port } = server;
    await expect(startDns({ ...OPTIONS, host, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startDns({ ...OPTIONS, host, port, batches: false })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.close();
    server = await startDns({ ...OPTIONS, host, port });
  });

  test('one UDP port alone that is taken is refused, with what failed', async () => {
    const libc = await loadLibc();
    const { port } = server;
    const told = {
      code: 'EADDRINUSE',
      syscall: 'bind',
      address: host,
      port,
      message: `bind EADDRINUSE ${hostAndPort(host, port)}`,
    };
    expect(() => libc.bindUdp(host, port)).toThrow(expect.objectContaining(told) as Error);
  });
}

needs('Linux').test('packets that wait are answered in one turn, up to 64', async () => {
  const turns: number[] = [];
  let packets = 0;
  const respond = (packet: Buffer): Buffer => {
    if (packets++ === 0) {
      queueMicrotask(() => (turns.push(packets), (packets = 0))); // once Node has told of a packet and we have dealt with it
    }
    return packet;
  };
  const server = await listenUdp(
    { host: '127.0.0.1', port: 0, batches: true, report: rethrow },
    { respond, leaveBytes: () => undefined },
  );
  const client = createSocket('udp4');
  const all = new Promise<void>(done => {
    let replies = 0;
    client.on('message', () => ++replies === 200 && done());
  });
  for (let sent = 0; sent < 200; sent++) client.send('packet', server.address().port, '127.0.0.1');
  await all;
  client.close();
  server.close();
  expect(turns.reduce((sum, turn) => sum + turn, 0)).toBe(200);
  expect(Math.max(...turns)).toBe(65); // the one that Node told of, and a batch
});
