import { connect, type Socket } from 'node:net';
import type { Server } from '../model';

/** TCP connections towards one server, each with one query at a time. A connection that the server closed is replaced. */
export class TcpConnections {
  private readonly idle: TcpConnection[] = [];
  private readonly open = new Set<TcpConnection>();

  constructor(private readonly server: Server) {}

  async exchange(query: Buffer, accept: (message: Buffer) => boolean, timeout: number): Promise<boolean> {
    const used = this.idle.pop();
    try {
      return await this.over(used ?? (await this.connect(timeout)), query, accept, timeout);
    } catch (error) {
      if (used === undefined) {
        throw error;
      }
      // A server may close an idle connection whenever it likes; only a fresh one proves anything.
      return this.over(await this.connect(timeout), query, accept, timeout);
    }
  }

  close(): void {
    this.open.forEach(connection => connection.close());
    this.open.clear();
    this.idle.length = 0;
  }

  private async connect(timeout: number): Promise<TcpConnection> {
    const connection = await TcpConnection.to(this.server, timeout);
    this.open.add(connection);
    return connection;
  }

  private async over(
    connection: TcpConnection,
    query: Buffer,
    accept: (message: Buffer) => boolean,
    timeout: number,
  ): Promise<boolean> {
    let answered = false;
    try {
      answered = await connection.exchange(query, accept, timeout);
      return answered;
    } finally {
      if (answered && connection.usable) {
        this.idle.push(connection);
      } else {
        this.open.delete(connection);
        connection.close();
      }
    }
  }
}

class TcpConnection {
  private buffered = Buffer.alloc(0);
  private ended = false;
  private onMessage: (message: Buffer) => void = () => undefined;
  private onEnd: (error: Error) => void = () => undefined;

  static to(server: Server, timeout: number): Promise<TcpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: server.address, port: server.port, noDelay: true });
      const timer = setTimeout(() => {
        socket.destroy();
        reject(networkError('ETIMEDOUT', 'no connection in time'));
      }, timeout);
      socket.once('error', error => {
        clearTimeout(timer);
        reject(error);
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.removeAllListeners('error');
        resolve(new TcpConnection(socket));
      });
    });
  }

  private constructor(private readonly socket: Socket) {
    socket.on('data', data => this.receive(data));
    socket.on('error', error => this.end(error));
    socket.on('close', () => this.end(networkError('ECONNRESET', 'the server closed the connection without a reply')));
  }

  get usable(): boolean {
    return !this.ended;
  }

  exchange(query: Buffer, accept: (message: Buffer) => boolean, timeout: number): Promise<boolean> {
    return new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(() => resolve(false), timeout);
      this.onMessage = message => {
        if (accept(message)) {
          clearTimeout(timer);
          resolve(true);
        }
      };
      this.onEnd = error => {
        clearTimeout(timer);
        reject(error);
      };
      const framed = Buffer.alloc(query.length + 2);
      framed.writeUInt16BE(query.length, 0);
      query.copy(framed, 2);
      this.socket.write(framed);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(data: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, data]);
    while (this.buffered.length >= 2 && this.buffered.length >= 2 + this.buffered.readUInt16BE(0)) {
      const end = 2 + this.buffered.readUInt16BE(0);
      const message = this.buffered.subarray(2, end);
      this.buffered = this.buffered.subarray(end);
      this.onMessage(message);
    }
  }

  private end(error: Error): void {
    this.ended = true;
    this.onEnd(error);
  }
}

function networkError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
