/** One HTTP server on loopback for all AWS services, and for the handler mounted beside them. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ByteBudget } from '../byte-budget';
import { quietly, type ReportFault } from '../guarded';
import { HTTP_LIMITS, MAX_CONNECTIONS } from '../limits';
import { RequestQueue } from '../turns';
import { respond } from './respond';
import type { Service } from './service';

export interface ListenOptions {
  /** One that recognises anything (S3) comes last. */
  readonly services: readonly Service[];
  /** 0 picks a free one. */
  readonly port: number;
  /** Loopback unless given. */
  readonly host?: string;
  /** Answers what lies under a path that no AWS service has; refused first are the same requests as for the services. */
  readonly mounted?: MountedHandler;
  /** The HTML that a browser gets at `/`. */
  readonly page?: () => string;
  /** Further names that callers may know this machine by, in lower case. */
  readonly hostNames?: readonly string[];
  /** Hears of each call once it is answered. */
  readonly onCall?: (call: AnsweredCall) => void;
  /** Does what a call asks for, so that what its answer says has been kept. */
  readonly persist?: Persist;
  /** Runs before each operation and may throw, as `Throttling` does. */
  readonly admit?: (service: string, operation: string, accountId: string) => void;
  /** Hears of what was thrown while a connection was served, and no answer came of. */
  readonly report?: ReportFault;
  /** As in `limits.ts` unless given. */
  readonly limits?: typeof HTTP_LIMITS;
}

/** Resolves once what was done is kept; rejects when it cannot be, and then takes it back, if `takeBack` says so. */
export type Persist = <T>(run: () => T | Promise<T>, takeBack: boolean) => Promise<T>;

/** An API of our own on the same server, JSON both ways. */
export interface MountedHandler {
  /** e.g. `/_multivalue/` */
  readonly path: string;
  /** `gone` is aborted when the client has hung up. Rejects only for a fault of ours, which is answered with 500 and told. */
  readonly answer: (method: string, path: string, body: string, gone: AbortSignal) => Promise<{ status: number; body: string }>;
}

export interface AnsweredCall {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status: number;
  /** Of the error that was answered. */
  readonly code?: string;
  /** What was thrown, when it was no error of the model. */
  readonly fault?: unknown;
}

export interface ApiServer {
  readonly host: string;
  readonly port: number;
  /** Ends open connections and resolves when the port is free. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** Milliseconds. Longer than clients keep a connection between two calls, lest one is closed just as its next call arrives. */
const KEEP_ALIVE = 120_000;

export async function listen(options: ListenOptions): Promise<ApiServer> {
  const host = options.host ?? LOOPBACK;
  const hostNames = [host.toLowerCase(), ...(options.hostNames ?? [])];
  const report = quietly(options.report ?? (() => undefined));
  const limits = options.limits ?? HTTP_LIMITS;
  const context: ServerContext = { options, hostNames, budget: new ByteBudget(limits.bytesUnderWay), queue: new RequestQueue() };
  const times = { keepAliveTimeout: KEEP_ALIVE, headersTimeout: limits.headersTime, requestTimeout: limits.requestTime };
  const server = createServer(times, (request, response) => void serve(context, request, response).catch(report));
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  server.removeAllListeners('error').on('error', report); // one connection could not be taken; the next may be
  return {
    host,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What all calls are served with. */
export interface ServerContext {
  readonly options: ListenOptions;
  /** By which this machine may be called, besides those of loopback. */
  readonly hostNames: readonly string[];
  /** For bytes of requests and answers. */
  readonly budget: ByteBudget;
  /** That calls go through before they are worked at. */
  readonly queue: RequestQueue;
}

async function serve(context: ServerContext, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const onCall = quietly(context.options.onCall ?? (() => undefined));
  const share = context.budget.share();
  whenOver(message, response, () => share.hold(0));
  try {
    const call = { message, requestId, gone: hangUp(response), share };
    const { answer, ...told } = await respond(context, call);
    response.writeHead(answer.status, {
      ...answer.headers,
      'x-amzn-requestid': requestId,
      ...(message.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(answer.body) }), // HEAD tells the length of what GET gives
    });
    response.end(message.method === 'HEAD' ? undefined : answer.body);
    onCall({ requestId, method: message.method ?? '', path: message.url ?? '', status: answer.status, ...told });
  } catch (fault) {
    response.destroy();
    if (message.complete) {
      throw fault; // else the client went away while its body was read
    }
  }
}

/** When the answer is taken or the client gone; an answer that waits behind another on its connection hears only of the connection. */
function whenOver({ socket }: IncomingMessage, response: ServerResponse, run: () => void): void {
  response.once('close', () => {
    socket.off('close', run);
    run();
  });
  socket.setMaxListeners(0).once('close', run);
}

/** Aborted when the client hangs up before it has its answer. */
function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => !response.writableFinished && gone.abort());
  return gone.signal;
}
