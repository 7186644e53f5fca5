import { createServer, type Server, type Socket } from 'node:net';
import { ByteBudget, type ByteShare } from '../byte-budget';
import { guarded, type ReportFault } from '../guarded';
import { DNS_TCP_LIMITS, DNS_TURN } from '../limits';
import type { Answerer } from './respond';

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly limits?: typeof DNS_TCP_LIMITS;
  /** Hears of what was thrown while a connection was served; it is closed then. */
  readonly report: ReportFault;
}

/** Resolves once listening; rejects when it cannot. */
export function listenTcp(options: TcpOptions, answerer: Pick<Answerer, 'respond'>): Promise<Server> {
  const { host, port, limits = DNS_TCP_LIMITS, report } = options;
  const budget = new ByteBudget(limits.bytes);
  const serve = (socket: Socket): unknown => new Connection(socket, answerer, limits, budget.share(), report);
  const server = createServer({ allowHalfOpen: true }, guarded(report, serve));
  server.maxConnections = limits.connections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', report); // one connection could not be taken, e.g. for want of file descriptors; the next may be
      resolve(server);
    });
  });
}

/** Queries one after another, each after its length in two bytes (RFC 1035 section 4.2.2); answers in the same order. */
class Connection {
  private pending: Buffer = Buffer.alloc(0);
  /** Whether pending queries wait: for the next turn, or until the client has taken its answers. Nothing is read meanwhile. */
  private waiting = false;
  private ended = false;
  private readonly deadline: NodeJS.Timeout;
  private readonly nextTurn: () => void;

  constructor(
    private readonly socket: Socket,
    private readonly answerer: Pick<Answerer, 'respond'>,
    limits: typeof DNS_TCP_LIMITS,
    private readonly share: ByteShare,
    report: ReportFault,
  ) {
    const orClose = (fault: unknown): void => {
      socket.destroy();
      report(fault);
    };
    const goOn = guarded(orClose, () => this.goOn());
    const take = guarded(orClose, (data: Buffer) => this.take(data));
    const end = guarded(orClose, () => this.end());
    this.nextTurn = () => void setImmediate(goOn);
    this.deadline = setTimeout(() => socket.destroy(), limits.patience);
    socket.on('error', () => socket.destroy()); // the client went away
    socket.on('close', () => this.close());
    socket.on('data', take);
    socket.on('drain', goOn);
    socket.on('end', end);
  }

  private take(data: Buffer): void {
    this.pending = this.pending.length === 0 ? data : Buffer.concat([this.pending, data]);
    this.answer();
  }

  private end(): void {
    this.ended = true;
    if (!this.waiting) {
      this.socket.end();
    }
  }

  private goOn(): void {
    this.deadline.refresh();
    if (!this.waiting || this.socket.destroyed) {
      return;
    }
    this.waiting = false;
    this.answer();
    if (!this.waiting) {
      if (this.ended) this.socket.end();
      else this.socket.resume();
    }
  }

  /** Answers what is pending, as much as there is room for in one turn. */
  private answer(): void {
    const replies: Buffer[] = [];
    let [queries, bytes] = [0, 0];
    while (this.hasQuery() && queries < DNS_TURN.queries && bytes < DNS_TURN.bytes) {
      const reply = this.answerer.respond(this.nextQuery());
      queries++;
      if (reply) {
        replies.push(Buffer.of(reply.length >> 8, reply.length & 0xff), Buffer.from(reply)); // a copy: see Answerer
        bytes += 2 + reply.length;
      }
    }
    const taken = bytes === 0 || this.socket.write(Buffer.concat(replies));
    if (!taken || this.hasQuery()) {
      this.waiting = true;
      this.socket.pause(); // a client gets no more answers than it reads
    } else {
      this.pending = Buffer.from(this.pending); // lest a few bytes keep all that came with them
    }
    if (taken && this.waiting) {
      this.nextTurn();
    }
    if (!this.share.hold(this.pending.length + this.socket.writableLength)) {
      this.socket.destroy();
    }
  }

  private hasQuery(): boolean {
    return this.pending.length >= 2 && this.pending.length >= 2 + this.pending.readUInt16BE(0);
  }

  private nextQuery(): Buffer {
    const end = 2 + this.pending.readUInt16BE(0);
    const query = this.pending.subarray(2, end);
    this.pending = this.pending.subarray(end);
    this.deadline.refresh();
    return query;
  }

  private close(): void {
    clearTimeout(this.deadline);
    this.share.hold(0);
  }
}
