import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine that stands in for one with a public address. */
export interface Member {
  /** The address that DNS answers with, e.g. `52.0.0.7`. */
  readonly address: string;
  /** Where it really listens: a port on 127.0.0.1. */
  readonly port: number;
  readonly running: boolean;
}

/** Web servers that can be stopped and started again one by one, each on a port of its own. */
export class Fleet {
  private constructor(private readonly servers: readonly StandIn[]) {}

  static async start(addresses: readonly string[]): Promise<Fleet> {
    const servers = addresses.map(address => new StandIn(address));
    await Promise.all(servers.map(server => server.start()));
    return new Fleet(servers);
  }

  get members(): readonly Member[] {
    return this.servers;
  }

  /** Where probes for each address go: `52.0.0.7=127.0.0.1:41003`. */
  get map(): string[] {
    return this.servers.map(server => `${server.address}=127.0.0.1:${server.port}`);
  }

  async stop(addresses: readonly string[] = this.servers.map(s => s.address)): Promise<void> {
    await Promise.all(this.named(addresses).map(server => server.stop()));
  }

  async restart(addresses: readonly string[] = this.servers.map(s => s.address)): Promise<void> {
    await Promise.all(this.named(addresses).map(server => server.start()));
  }

  private named(addresses: readonly string[]): StandIn[] {
    return this.servers.filter(server => addresses.includes(server.address));
  }
}

class StandIn implements Member {
  port = 0;
  private server?: Server;

  constructor(readonly address: string) {}

  get running(): boolean {
    return this.server !== undefined;
  }

  async start(): Promise<void> {
    if (this.server) return;
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? 200 : 404, { 'content-type': 'text/plain', connection: 'close' });
      response.end(`${this.address}\n`);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve); // port 0 the first time, the same one ever after
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}
