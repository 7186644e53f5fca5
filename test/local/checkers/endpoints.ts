import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A fixed key, and a certificate signed with it for www.example.com. Checkers do not check certificates, so it need not be fresh. */
export const TLS_IDENTITY = {
  key: readFileSync(join(__dirname, '../../fixtures/tls/key.pem')),
  cert: readFileSync(join(__dirname, '../../fixtures/tls/certificate.pem')),
};

/** Servers of one test file: real ones on loopback, all gone when it ends. */
export class Endpoints {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  http(listener: RequestListener, host?: string): Promise<number> {
    return this.listen(createHttpServer(listener), host);
  }

  https(options: ServerOptions, listener: RequestListener): Promise<number> {
    return this.listen(createHttpsServer(options, listener));
  }

  /** Says whatever `talk` writes, HTTP or not. */
  tcp(talk: (socket: Socket) => void, host?: string): Promise<number> {
    return this.listen(createTcpServer(talk), host);
  }

  /** Answers the first bytes it hears with `text`, and closes unless told to stay. */
  saying(text: string, stay = false): Promise<number> {
    return this.tcp(socket => socket.once('data', () => (stay ? socket.write(text) : socket.end(text))));
  }

  /** A port that nobody listens on. */
  async closedPort(): Promise<number> {
    const server = createTcpServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => server.close(resolve));
    return port;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    this.sockets.forEach(socket => socket.destroy());
    await Promise.all(this.servers.map(server => new Promise(resolve => server.close(resolve))));
  }

  private async listen(server: Server | HttpServer, host = '127.0.0.1'): Promise<number> {
    this.servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined); // checkers hang up as soon as they know enough
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  }
}
