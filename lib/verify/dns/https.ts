/** DNS over HTTPS (RFC 8484), by HTTP/2 where the resolver has it and HTTP/1.1 where not. */
import { connect as connectHttp2, constants, type ClientHttp2Session } from 'node:http2';
import { Agent, request } from 'node:https';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { MAX_DNS_MESSAGE_BYTES } from '../../rules/limits';
import { hostAndPort } from '../../rules/addresses';
import type { Server } from '../model';
import { timeLimit } from './time-limit';
import type { Accept } from './transport';

const MEDIA_TYPE = 'application/dns-message';

/** What comes back: the message, or why it is none. */
interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/** Queries to one resolver, over one connection as long as that lasts. */
export class HttpsQueries {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private session: Promise<ClientHttp2Session | undefined> | undefined;

  constructor(private readonly server: Server) {}

  /** @throws the network's error, or one that names the status which is not 200 */
  async exchange(query: Buffer, accept: Accept, timeout: number): Promise<boolean> {
    const answer = await this.within(timeout, signal => this.post(query, signal));
    if (answer === undefined) {
      return false;
    }
    if (answer.status !== 200 || answer.type?.split(';')[0].trim().toLowerCase() !== MEDIA_TYPE) {
      throw httpsError(`HTTP status ${answer.status}, ${answer.type ?? 'no content type'}`);
    }
    return accept(answer.body) === 'reply';
  }

  close(): void {
    this.agent.destroy();
    void this.session?.then(
      session => session?.destroy(),
      () => undefined,
    );
  }

  /** Undefined when the time is over. */
  private async within<T>(timeout: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const ending = new AbortController();
    const limit = timeLimit(timeout, () => ending.abort());
    try {
      return await work(ending.signal);
    } catch (error) {
      if (ending.signal.aborted) return undefined;
      throw error;
    } finally {
      limit.cancel();
    }
  }

  private async post(query: Buffer, signal: AbortSignal): Promise<Answer> {
    this.session ??= this.connect();
    let session: ClientHttp2Session | undefined;
    try {
      session = await this.session;
    } catch (error) {
      this.session = undefined; // the next query tries anew
      throw error;
    }
    if (session?.destroyed || session?.closed) {
      this.session = undefined;
      return this.post(query, signal);
    }
    return session ? this.overHttp2(session, query, signal) : this.overHttp1(query, signal);
  }

  /** Undefined when the resolver has no HTTP/2. */
  private async connect(): Promise<ClientHttp2Session | undefined> {
    const socket = await new Promise<TLSSocket>((resolve, reject) => {
      const { address: host, port } = this.server;
      const opening = connectTls({ host, port, servername: this.servername, ALPNProtocols: ['h2', 'http/1.1'] });
      opening.once('secureConnect', () => resolve(opening));
      opening.once('error', reject);
      opening.setTimeout(10_000, () => opening.destroy(httpsError('no connection in time')));
    });
    socket.setTimeout(0);
    if (socket.alpnProtocol !== 'h2') {
      socket.destroy();
      return undefined;
    }
    const session = connectHttp2(`https://${this.authority}`, { createConnection: () => socket });
    session.on('error', () => session.destroy()); // each stream is told
    return session;
  }

  private overHttp2(session: ClientHttp2Session, query: Buffer, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stream = session.request({ ':method': 'POST', ':path': this.path, 'content-type': MEDIA_TYPE, accept: MEDIA_TYPE });
      const onAbort = (): void => stream.close(constants.NGHTTP2_CANCEL, () => reject(httpsError('no reply in time')));
      signal.addEventListener('abort', onAbort, { once: true });
      let head: { status: number; type: string | undefined } | undefined;
      const body = new Body();
      stream.on('response', headers => (head = { status: Number(headers[':status']), type: headers['content-type'] }));
      stream.on('data', (chunk: Buffer) => body.add(chunk) || stream.close(constants.NGHTTP2_CANCEL));
      stream.on('error', reject);
      stream.on('close', () => {
        signal.removeEventListener('abort', onAbort);
        if (head) resolve({ ...head, body: body.whole });
        else reject(httpsError('the connection was closed without a response'));
      });
      stream.end(query);
    });
  }

  private overHttp1(query: Buffer, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { address: host, port } = this.server;
      const headers = { 'content-type': MEDIA_TYPE, accept: MEDIA_TYPE, 'content-length': query.length, host: this.authority };
      const sending = request(
        { host, port, servername: this.servername, path: this.path, method: 'POST', headers, agent: this.agent, signal },
        response => {
          const body = new Body();
          response.on('data', (chunk: Buffer) => body.add(chunk) || sending.destroy(httpsError('the body is not a DNS message')));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], body: body.whole }),
          );
        },
      );
      sending.on('error', reject);
      sending.end(query);
    });
  }

  private get host(): string {
    return this.server.secure?.host ?? this.server.address;
  }

  /** None for an address, which TLS has no place for (RFC 6066). */
  private get servername(): string {
    return this.host === this.server.address ? '' : this.host;
  }

  private get authority(): string {
    return hostAndPort(this.host, this.server.port);
  }

  private get path(): string {
    return this.server.secure?.path ?? '/dns-query';
  }
}

/** The bytes of a response, no more than a DNS message has. */
class Body {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  /** Whether there is room for more. */
  add(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    this.length += chunk.length;
    return this.length <= MAX_DNS_MESSAGE_BYTES;
  }

  get whole(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

function httpsError(message: string): Error {
  return Object.assign(new Error(message), { code: message });
}
