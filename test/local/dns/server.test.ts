import { once } from 'node:events';
import { connect } from 'node:net';
import { startDns } from '../../../lib/local/dns/server';
import { addresses, multiValue } from '../../rules/routing/zone';
import { needs } from '../../support/needs';
import { dnsOptions, framed, hostedZone, question, read, SERVE } from './world';

const OPTIONS = dnsOptions({ zones: [hostedZone('example.com.', multiValue('www.example.com.', addresses(8)))] });

test('over TCP, several questions in one piece and one in several pieces are answered in their order', async () => {
  const server = await startDns(OPTIONS);
  const socket = connect(server.port, '127.0.0.1').setNoDelay(true);
  try {
    const stream = Buffer.concat([1, 2, 3].map(id => framed(question('www.example.com', 'A', { id }))));
    const cut = stream.length - 20;
    socket.write(stream.subarray(0, cut));
    let received = Buffer.alloc(0);
    const ids: number[] = [];
    for await (const data of socket) {
      received = Buffer.concat([received, data as Buffer]);
      while (received.length > 2 && received.length >= 2 + received.readUInt16BE(0)) {
        ids.push(received.readUInt16BE(2));
        received = received.subarray(2 + received.readUInt16BE(0));
        if (ids.length === 2) socket.write(stream.subarray(cut)); // only now, so that the third came in two pieces
      }
      if (ids.length === 3) break;
    }
    expect(ids).toEqual([1, 2, 3]);
  } finally {
    socket.destroy();
    await server.close();
  }
});

test('a connection that sends rubbish does not disturb another', async () => {
  const server = await startDns(OPTIONS);
  const rude = connect(server.port, '127.0.0.1');
  await once(rude, 'connect');
  rude.write(Buffer.alloc(70_000, 0xff));
  const polite = connect(server.port, '127.0.0.1');
  polite.write(framed(question('www.example.com', 'A')));
  const [reply] = (await once(polite, 'data')) as [Buffer];
  expect(read(reply.subarray(2)).answer).toHaveLength(8);
  rude.destroy();
  polite.destroy();
  await server.close();
});

test('closing ends open connections and frees the port for UDP and TCP', async () => {
  const first = await startDns(OPTIONS);
  const socket = connect(first.port, '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await first.close();
  await closed;
  const second = await startDns({ ...OPTIONS, port: first.port });
  await expect(startDns({ ...OPTIONS, port: first.port })).rejects.toThrow('EADDRINUSE');
  await second.close();
});

needs('IPv6').test('UDP and TCP answer on one port, over IPv6 too', async () => {
  const server = await startDns({ ...OPTIONS, host: '::1' });
  const socket = connect(server.port, '::1');
  socket.write(framed(question('www.example.com', 'A')));
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(read(reply.subarray(2)).answer).toHaveLength(8);
  socket.destroy();
  await server.close();
});

describe.each(['memory', 'udp', 'tcp'] as const)('asked over %s', transport => {
  test('a change of health or of records is in the next answer', async () => {
    const zone = hostedZone('example.com.', multiValue('www.example.com.', addresses(2)));
    const options = dnsOptions({ zones: [zone] });
    const server = await SERVE[transport](options);
    const answer = async (): Promise<readonly string[]> => {
      const reply = await server.ask(question('www.example.com', 'A'));
      return reply ? read(reply).answer.map(line => line.split(' ')[3]) : [];
    };
    try {
      expect(await answer()).toEqual(['10.0.0.1', '10.0.0.2']);
      options.health.set('10.0.0.1', false);
      expect(await answer()).toEqual(['10.0.0.2']);
      options.health.set('10.0.0.1', true);
      expect(await answer()).toEqual(['10.0.0.1', '10.0.0.2']);
      const published = multiValue('www.example.com.', ['10.0.0.3']);
      options.store.update(state => ({ ...state, zones: new Map([[zone.id, { ...zone, published }]]) }));
      expect(await answer()).toEqual(['10.0.0.3']);
      options.store.update(state => ({ ...state, zones: new Map() }));
      expect(await answer()).toEqual([]);
    } finally {
      await server.close();
    }
  });

  test('records that are listed but not yet published are not answered', async () => {
    const zone = hostedZone('example.com.', multiValue('www.example.com.', addresses(2)));
    const pending = { ...zone, published: zone.published.slice(0, 3) };
    const server = await SERVE[transport](dnsOptions({ zones: [pending] }));
    try {
      const reply = await server.ask(question('www.example.com', 'A'));
      expect(reply && read(reply).answer).toEqual(['www.example.com 60 A 10.0.0.1']);
    } finally {
      await server.close();
    }
  });
});
