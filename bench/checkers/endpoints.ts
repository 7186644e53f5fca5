/**
 * The endpoints of the checkers' benchmark, in a process of their own: an HTTP, an HTTPS and a TCP server, and one that never answers.
 * Sends its ports when it listens; when told to stop, sends when each health check's requests arrived, by the clock that all processes
 * share.
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Ports {
  readonly http: number;
  readonly https: number;
  readonly tcp: number;
  readonly silent: number;
}

/** Milliseconds since the epoch, by health check. */
export type Arrivals = Record<string, number[]>;

const arrivals = new Map<string, number[]>();
const BODY = gzipSync('all is up');

const answer: RequestListener = (request, response) => {
  const id = /\(ref (\S+);/.exec(request.headers['user-agent'] ?? '')?.[1] ?? '';
  const times = arrivals.get(id) ?? [];
  times.push(Date.now());
  arrivals.set(id, times);
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(BODY);
};

const listen = (server: Server): Promise<number> =>
  new Promise(resolve => {
    server.on('connection', socket => socket.on('error', () => undefined));
    server.listen(0, '127.0.0.1', 4096, () => resolve((server.address() as AddressInfo).port));
  });

async function main(): Promise<void> {
  const identity = (file: string): Buffer => readFileSync(`test/fixtures/tls/${file}.pem`);
  const ports: Ports = {
    http: await listen(createHttpServer(answer)),
    https: await listen(createHttpsServer({ key: identity('key'), cert: identity('certificate') }, answer)),
    tcp: await listen(createTcpServer(socket => socket.resume())),
    silent: await listen(createTcpServer(socket => socket.resume())),
  };
  process.send?.(ports);
  process.once('message', () => process.send?.(Object.fromEntries(arrivals), () => process.exit()));
}

void main();
