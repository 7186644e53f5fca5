import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Server } from '../model';
import { timeLimit } from './time-limit';
import type { Accept } from './transport';

/** TCP connections towards one server, with TLS where the server wants it, each with one query at a time. A connection that the server closed is replaced. */
export class TcpConnections {
  private readonly idle = new Set<TcpConnection>();
  private readonly open = new Set<TcpConnection>();

  constructor(private readonly server: Server) {}

  /** Takes no longer than `timeout`, connections included. */
  async exchange(query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    const began = performance.now();
    const left = (): number => Math.max(1, timeout - (performance.now() - began));
    const [used] = this.idle;
    if (used) {
      this.idle.delete(used);
      try {
        return await this.over(used, query, accept, timeout);
      } catch {
        // A server may close an idle connection whenever it likes; only a fresh one proves anything.
      }
    }
    return this.over(await this.connect(left()), query, accept, left());
  }

  close(): void {
    this.open.forEach(connection => connection.close());
    this.open.clear();
    this.idle.clear();
  }

  private async connect(timeout: number): Promise<TcpConnection> {
    const connection = await TcpConnection.to(this.server, timeout);
    this.open.add(connection);
    connection.onEnd = () => this.forget(connection);
    return connection;
  }

  private async over(connection: TcpConnection, query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    let answered = false;
    try {
      answered = await connection.exchange(query, accept, timeout);
      return answered;
    } finally {
      if (answered && connection.usable) {
        this.idle.add(connection);
      } else {
        this.forget(connection);
        connection.close();
      }
    }
  }

  private forget(connection: TcpConnection): void {
    this.idle.delete(connection);
    this.open.delete(connection);
  }
}

/** The query that a connection carries. */
interface Pending {
  onMessage(message: Buffer): void;
  onEnd(error: Error): void;
}

function openSocket({ address: host, port, secure }: Server): Socket {
  return secure
    ? connectTls({ host, port, servername: isIP(secure.host) ? '' : secure.host, ALPNProtocols: ['dot'] })
    : connect({ host, port, noDelay: true });
}

class TcpConnection {
  private chunks: Buffer[] = [];
  private length = 0;
  private ended = false;
  private pending: Pending | undefined;
  /** Called when it is of no more use. */
  onEnd: () => void = () => undefined;

  static to(server: Server, timeout: number): Promise<TcpConnection> {
    return new Promise((resolve, reject) => {
      const socket = openSocket(server);
      const timer = timeLimit(timeout, () => {
        socket.destroy();
        reject(networkError('ETIMEDOUT', 'no connection in time'));
      });
      socket.once('error', error => {
        timer.cancel();
        reject(error);
      });
      socket.once(server.secure ? 'secureConnect' : 'connect', () => {
        timer.cancel();
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

  exchange(query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    return new Promise<boolean>((resolve, reject) => {
      const settle = (how: () => void): void => {
        timer.cancel();
        this.pending = undefined;
        how();
      };
      const timer = timeLimit(timeout, () => settle(() => resolve(false)));
      this.pending = {
        onMessage: message => {
          const taken = accept(message);
          if (taken !== 'stray') {
            settle(() => resolve(taken === 'reply'));
          }
        },
        onEnd: error => settle(() => reject(error)),
      };
      const framed = Buffer.alloc(query.length + 2);
      framed.writeUInt16BE(query.length, 0);
      query.copy(framed, 2);
      this.socket.write(framed);
    });
  }

  close(): void {
    this.ended = true;
    this.socket.destroy();
  }

  /** What comes while no query waits for it belongs to none, and must not meet the next: the connection has had its day. */
  private receive(data: Buffer): void {
    this.chunks.push(data);
    this.length += data.length;
    while (this.pending) {
      const message = this.next();
      if (!message) {
        return;
      }
      this.pending.onMessage(message);
    }
    if (this.length > 0) {
      this.end(networkError('EPROTO', 'more came than was asked for'));
      this.socket.destroy();
    }
  }

  /** The next whole message, taken off what came. Joins the pieces only once there are enough of them. */
  private next(): Buffer | undefined {
    if (this.length < 2 || this.length < 2 + this.announced()) {
      return undefined;
    }
    const all = Buffer.concat(this.chunks);
    const end = 2 + all.readUInt16BE(0);
    this.chunks = end < all.length ? [all.subarray(end)] : [];
    this.length = all.length - end;
    return all.subarray(2, end);
  }

  /** The length that the first two bytes tell, which may have come in two pieces. */
  private announced(): number {
    const [first, ...rest] = this.chunks;
    if (first.length < 2) {
      this.chunks = [Buffer.concat([first, ...rest])];
    }
    return this.chunks[0].readUInt16BE(0);
  }

  private end(error: Error): void {
    if (!this.ended) {
      this.ended = true;
      this.chunks = [];
      this.length = 0;
      this.onEnd();
      this.pending?.onEnd(error);
    }
  }
}

function networkError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
