import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync, stop as stopEsbuild } from 'esbuild';
import { startProgram } from '../../support/programs';

/** A server that writes every reply into the same bytes, unless it is told to leave them. */
const SERVER = `
  import { listenUdp } from ${JSON.stringify(resolve(__dirname, '../../../lib/local/dns/udp.ts'))};
  let bytes = Buffer.alloc(512);
  let left = 0;
  const respond = packet => { packet.copy(bytes); return bytes.subarray(0, packet.length); };
  const leaveBytes = () => { bytes = Buffer.alloc(512); left++; };
  listenUdp({ host: '127.0.0.1', port: 0, report: console.error }, { respond, leaveBytes }).then(socket => {
    process.once('SIGTERM', () => { console.log('left', left); socket.close(); });
    console.log(socket.address().port);
  });`;

afterAll(() => stopEsbuild());

test('a reply that has to wait in the socket is not overwritten by the next', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'udp-'));
  const outfile = join(dir, 'server.cjs');
  buildSync({ stdin: { contents: SERVER, resolveDir: __dirname }, bundle: true, platform: 'node', outfile });
  const server = startProgram(process.execPath, ['--test-udp-no-try-send', outfile]); // all have to wait
  const client = createSocket('udp4');
  try {
    const [port] = await server.line(/^\d+$/);
    const sent = Array.from({ length: 50 }, (_, n) => `packet ${n}`);
    const received: string[] = [];
    const all = new Promise<void>(done => {
      client.on('message', packet => received.push(packet.toString()) === sent.length && done());
    });
    sent.forEach(text => client.send(text, Number(port), '127.0.0.1'));
    await all;
    expect(received.sort()).toEqual([...sent].sort());
    server.child.kill('SIGTERM');
    expect(Number((await server.line(/^left (\d+)$/))[1])).toBeGreaterThan(0);
  } finally {
    client.close();
    rmSync(dir, { recursive: true });
  }
});
