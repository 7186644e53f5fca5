import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Server } from '../model';
import { timeLimit } from './time-limit';
import type { Accept } from './transport';

/** Queries after which a socket makes room for one with another source port: ports stay hard to guess, sockets stay cheap. */
const QUERIES_PER_SOCKET = 64;

/** UDP sockets towards one server. Each carries one query at a time, so whatever arrives on it is meant for that query. */
export class UdpPorts {
  private readonly idle: UdpPort[] = [];
  private readonly open = new Set<UdpPort>();

  constructor(private readonly server: Server) {}

  async exchange(query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    const port = this.idle.pop() ?? (await this.connect());
    let answered = false;
    try {
      answered = await port.exchange(query, accept, timeout);
      return answered;
    } finally {
      // After a timeout the answer may still come: it must not meet the next query.
      if (answered && port.used < QUERIES_PER_SOCKET) {
        this.idle.push(port);
      } else {
        this.open.delete(port);
        port.close();
      }
    }
  }

  close(): void {
    this.open.forEach(port => port.close());
    this.open.clear();
    this.idle.length = 0;
  }

  private async connect(): Promise<UdpPort> {
    const port = await UdpPort.to(this.server);
    this.open.add(port);
    return port;
  }
}

/** A connected socket: the kernel drops what other addresses send, and reports an unreachable port. */
class UdpPort {
  used = 0;
  private closed = false;
  private onMessage: (message: Buffer) => void = () => undefined;
  private onError: (error: Error) => void = () => undefined;

  static to(server: Server): Promise<UdpPort> {
    return new Promise((resolve, reject) => {
      const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
      socket.once('error', error => {
        socket.close();
        reject(error);
      });
      socket.connect(server.port, server.address, () => {
        socket.removeAllListeners('error');
        resolve(new UdpPort(socket));
      });
    });
  }

  private constructor(private readonly socket: Socket) {
    socket.on('message', message => this.onMessage(message));
    socket.on('error', error => this.onError(error));
  }

  exchange(query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    this.used++;
    return new Promise<boolean>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        timer.cancel();
        this.onMessage = () => undefined; // what comes now belongs to no query
        this.onError = () => undefined;
        settle();
      };
      const timer = timeLimit(timeout, () => finish(() => resolve(false)));
      this.onMessage = message => {
        const taken = accept(message);
        if (taken !== 'stray') {
          finish(() => resolve(taken === 'reply'));
        }
      };
      this.onError = error => finish(() => reject(error));
      this.socket.send(query, error => {
        if (error) {
          this.onError(error);
        }
      });
    });
  }

  close(): void {
    if (!this.closed) {
      this.closed = true;
      this.socket.close();
    }
  }
}
