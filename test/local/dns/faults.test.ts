/** Nothing that comes over the network, and nothing thrown in a callback of a socket, ends the server. */
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { loadLibc, type Libc } from '../../../lib/local/dns/libc';
import { startDns } from '../../../lib/local/dns/server';
import { listenTcp } from '../../../lib/local/dns/tcp';
import type { Answerer } from '../../../lib/local/dns/respond';
import { listenUdp } from '../../../lib/local/dns/udp';
import { needs } from '../../support/needs';
import { addresses, multiValue } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, question, read } from './world';

const HOST = '127.0.0.1';
const FAULT = new Error('injected');
const ZONES = [hostedZone('example.com.', multiValue('www.example.com.', addresses(8)))];
const KINDS = process.platform === 'linux' ? [false, true] : [false];

/** Answers with what was asked, and throws for what begins with `fault`. */
const respond = (packet: Buffer): Buffer => {
  if (packet.toString().startsWith('fault')) throw FAULT;
  return packet;
};
const answerer: Answerer = { respond, leaveBytes: () => undefined };

const opened: { close(): unknown }[] = [];
const closedAfterwards = <T extends { close(): unknown }>(server: T): T => {
  opened.push(server);
  return server;
};
afterEach(() => Promise.all(opened.splice(0).map(server => server.close())));

async function askUdp(port: number, packets: readonly (string | Buffer)[]): Promise<Buffer> {
  const client = createSocket('udp4');
  try {
    packets.forEach(packet => client.send(packet, port, HOST));
    const [reply] = (await once(client, 'message')) as [Buffer];
    return reply;
  } finally {
    client.close();
  }
}

describe.each(KINDS)('UDP, batches: %s', batches => {
  const listen = async () => {
    const report = jest.fn();
    return { report, socket: closedAfterwards(await listenUdp({ host: HOST, port: 0, batches, report }, answerer)) };
  };

  test('what the answerer throws is reported, and the next packet is answered', async () => {
    const { report, socket } = await listen();
    for (let n = 0; n < 3; n++) {
      expect((await askUdp(socket.address().port, ['fault', 'next'])).toString()).toBe('next');
    }
    expect(report.mock.calls).toEqual([[FAULT], [FAULT], [FAULT]]);
  });

  test('a packet from port 0, to which there is no way back, is not even looked at', async () => {
    const { report, socket } = await listen();
    const send = jest.spyOn(socket, 'send');
    socket.emit('message', Buffer.from('packet'), { address: HOST, family: 'IPv4', port: 0, size: 6 });
    expect([send.mock.calls, report.mock.calls]).toEqual([[], []]);
  });

  test('a socket that will not send is reported', async () => {
    const { report, socket } = await listen();
    jest.spyOn(socket, 'send').mockImplementation(() => {
      throw FAULT;
    });
    socket.emit('message', Buffer.from('packet'), { address: HOST, family: 'IPv4', port: 4711, size: 6 });
    expect(report.mock.calls).toEqual([[FAULT]]);
  });
});

needs('Linux').test('system calls that throw are reported, and the next batch is taken', async () => {
  const libc = await loadLibc();
  const report = jest.fn();
  const receive = jest
    .fn((...args: Parameters<Libc['receive']>) => libc.receive(...args))
    .mockImplementationOnce(() => {
      throw FAULT;
    });
  const injected = { ...libc, receive };
  const socket = closedAfterwards(await listenUdp({ host: HOST, port: 0, batches: true, report, libc: injected }, answerer));
  expect((await askUdp(socket.address().port, ['one', 'two'])).toString()).toBe('one');
  expect((await askUdp(socket.address().port, ['three'])).toString()).toBe('three');
  expect(report.mock.calls).toEqual([[FAULT]]);
});

/** Sends a UDP packet whose source port is 0, with a header of our own making. */
const FROM_PORT_0 = `
import socket, struct, sys
port, payload = int(sys.argv[1]), bytes.fromhex(sys.argv[2])
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
for _ in range(3):
    raw.sendto(struct.pack('!HHHH', 0, port, 8 + len(payload), 0) + payload, ('${HOST}', 0))
`;
needs('raw sockets', 'python3').test.each(KINDS)(
  'packets whose source port is 0 change nothing (raw socket, batches: %s)',
  async batches => {
    const faults: unknown[] = [];
    const report = (fault: unknown): unknown => faults.push(fault);
    const server = closedAfterwards(await startDns({ ...dnsOptions({ zones: ZONES }), batches, report }));
    const query = question('www.example.com', 'A');
    const { status, stderr } = spawnSync('python3', ['-c', FROM_PORT_0, String(server.port), query.toString('hex')]);
    expect([status, stderr.toString()]).toEqual([0, '']);
    expect(read(await askUdp(server.port, [query])).answer).toHaveLength(8);
    expect(faults).toEqual([]);
  },
);

test('a question that fails gets SERVFAIL, even when whoever is told of it throws', async () => {
  const options = dnsOptions({ zones: ZONES });
  const isHealthy = jest.spyOn(options.health, 'isHealthy').mockImplementation(() => {
    throw FAULT;
  });
  const report = jest.fn(() => {
    throw new Error('the log is full');
  });
  const server = closedAfterwards(await startDns({ ...options, report }));
  const query = question('www.example.com', 'A');
  expect(read(await askUdp(server.port, [query])).rcode).toBe('SERVFAIL');
  expect(report.mock.calls).toEqual([[FAULT]]);
  isHealthy.mockReturnValue(true);
  expect(read(await askUdp(server.port, [query])).rcode).toBe('NOERROR');
});

test('a fault on one TCP connection closes that one, and another is answered', async () => {
  const report = jest.fn();
  const server = closedAfterwards(await listenTcp({ host: HOST, port: 0, report }, answerer));
  const { port } = server.address() as { port: number };
  const bad = connect(port, HOST);
  bad.write('\0\x05fault');
  await once(bad.resume(), 'close');
  const good = connect(port, HOST);
  good.write('\0\x04next');
  const [reply] = (await once(good, 'data')) as [Buffer];
  expect([reply.toString(), report.mock.calls]).toEqual(['\0\x04next', [[FAULT]]]);
  server.emit('error', FAULT); // as when a connection cannot be taken
  expect(report).toHaveBeenCalledTimes(2);
  good.destroy();
});
