/** One HTTP server on loopback for all AWS services, and for the handler mounted beside them. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ByteBudget } from '../byte-budget';
import { quietly } from '../guarded';
import { HTTP_LIMITS, MAX_CONNECTIONS } from '../limits';
import { RequestQueue } from '../turns';
import { respond } from './respond';
import type { ListenOptions, ServerContext } from './options';

export type { AnsweredCall, ListenOptions } from './options';

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
