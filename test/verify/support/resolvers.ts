/** Resolvers that no one here wrote, on loopback, in front of a DNS server of ours. */
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { encode } from 'dns-packet';
import { pathOf, type Tool } from '../../support/needs';
import { ANYTHING, type Program, runProgram, startProgram } from '../../support/programs';

export interface Resolver {
  readonly port: number;
  /** For DNS over TLS and HTTPS, where it has them. */
  readonly tlsPort: number;
  readonly httpsPort: number;
  /** The certificate that signed its own. */
  readonly ca: string;
  close(): Promise<void>;
}

export type Product = Extract<Tool, 'unbound' | 'named' | 'dnsmasq'>;

interface Setup {
  readonly directory: string;
  /** Where the zone is answered: a port of 127.0.0.1. */
  readonly upstream: number;
  readonly zone: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly httpsPort: number;
}

/** Starts it in front of the zone, and waits until it answers. With `secure`, it has a certificate for `localhost`. */
export async function startResolver(product: Product, zone: string, upstream: number, secure = false): Promise<Resolver> {
  const directory = await mkdtemp(join(tmpdir(), 'resolver-'));
  await chmod(directory, 0o755);
  const [port, tlsPort, httpsPort] = await freePorts(3);
  const setup = { directory, upstream, zone, port, tlsPort, httpsPort };
  const ca = secure ? await certificate(directory) : '';
  const { child } = await PRODUCTS[product](setup, secure);
  let said = '';
  child.stdout?.on('data', data => (said += String(data)));
  child.stderr?.on('data', data => (said += String(data)));
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL'); // it holds nothing that is worth saving
      await ended;
    }
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await answering(port, zone, child);
  } catch (error) {
    await close();
    throw new Error(`${product} does not answer: ${said}`, { cause: error });
  }
  return { port, tlsPort, httpsPort, ca, close };
}

const PRODUCTS: Readonly<Record<Product, (setup: Setup, secure: boolean) => Promise<Program>>> = {
  async unbound({ directory, upstream, zone, port, tlsPort, httpsPort }, secure) {
    const interfaces = [port, ...(secure ? [tlsPort, httpsPort] : [])].map(each => `  interface: 127.0.0.1@${each}`);
    const tls = [
      `  tls-port: ${tlsPort}`,
      `  https-port: ${httpsPort}`,
      `  tls-service-key: ${join(directory, 'key.pem')}`,
      `  tls-service-pem: ${join(directory, 'cert.pem')}`,
    ];
    const lines = [
      'server:',
      ...interfaces,
      ...(secure ? tls : []),
      ...['  username: ""', '  chroot: ""', `  directory: "${directory}"`, '  pidfile: ""', '  use-syslog: no', '  logfile: ""'],
      ...[
        '  do-not-query-localhost: no',
        '  module-config: "iterator"',
        '  access-control: 127.0.0.0/8 allow',
        '  num-threads: 1',
      ],
      ...['  local-zone: "test." nodefault', 'remote-control:', '  control-enable: no'],
      ...['stub-zone:', `  name: "${zone}"`, `  stub-addr: 127.0.0.1@${upstream}`],
    ];
    await writeFile(join(directory, 'unbound.conf'), lines.join('\n') + '\n');
    return startProgram(pathOf('unbound'), ['-d', '-p', '-c', join(directory, 'unbound.conf')], { stderr: ANYTHING });
  },

  async named({ directory, upstream, zone, port }) {
    const lines = [
      `options { directory "${directory}"; pid-file none; session-keyfile none; managed-keys-directory "${directory}";`,
      `  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion yes; allow-query { any; }; dnssec-validation no;`,
      `  empty-zones-enable no; };`,
      'controls { };',
      `zone "${zone}" { type forward; forward only; forwarders { 127.0.0.1 port ${upstream}; }; };`,
    ];
    await writeFile(join(directory, 'named.conf'), lines.join('\n') + '\n');
    const args = ['-g', '-n', '1', '-c', join(directory, 'named.conf')];
    return startProgram(pathOf('named'), args, { stderr: ANYTHING });
  },

  async dnsmasq({ directory, upstream, zone, port }) {
    await writeFile(join(directory, 'empty.conf'), '');
    const args = [
      ...['--keep-in-foreground', '--no-resolv', '--no-hosts', '--bind-interfaces', '--listen-address=127.0.0.1'],
      ...[
        `--conf-file=${join(directory, 'empty.conf')}`,
        '--pid-file=',
        `--port=${port}`,
        `--server=/${zone}/127.0.0.1#${upstream}`,
      ],
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    ];
    return startProgram(pathOf('dnsmasq'), args, { stderr: ANYTHING });
  },
};

/** Ports of 127.0.0.1 that are free for TCP and UDP at this moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as { port: number }).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

/** Asks until the resolver says anything. */
async function answering(port: number, zone: string, child: ChildProcess): Promise<void> {
  const socket = createSocket('udp4');
  const question = encode({ type: 'query', id: 1, flags: 0x100, questions: [{ name: zone, type: 'SOA' }] });
  const answered = once(socket, 'message').then(() => true);
  socket.on('error', () => undefined); // refused as long as nothing listens
  try {
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      socket.send(question, port, '127.0.0.1');
      if (await Promise.race([answered, wait(100, false)])) return;
    }
    throw new Error('no answer in time');
  } finally {
    socket.close();
  }
}

/** Makes a certificate for `localhost` that vouches for itself. */
async function certificate(directory: string): Promise<string> {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const made = await runProgram(
    pathOf('openssl'),
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
    ].concat(['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']),
    { stderr: ANYTHING },
  );
  if (made.code !== 0) throw new Error(`openssl: ${made.err}`);
  await chmod(key, 0o644);
  return cert;
}
