/** The AWS front door: one HTTP server on loopback for all services. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOf } from './accounts';
import { decodeChunks } from './aws-chunked';
import { refusal } from './guard';
import { xmlError } from './protocols/xml';
import { credentialScope, recognise, serviceSignedFor } from './recognise';
import { headOf, readBody } from './request';
import { ServiceError } from './errors';
import { MAX_BODY_BYTES, type Service } from './service';
import type { WireRequest, WireResponse } from './wire';

export interface ListenOptions {
  /** One that recognises anything (S3) comes last. */
  readonly services: readonly Service[];
  /** 0 picks a free one. */
  readonly port: number;
  /** Loopback unless given. */
  readonly host?: string;
  /** Answers what lies under a path that no AWS service has; refused first are the same requests as for the services. */
  readonly beside?: Beside;
  /** Further names that callers may know this machine by, in lower case. */
  readonly hostNames?: readonly string[];
  /** Hears of each call once it is answered. */
  readonly onCall?: (call: AnsweredCall) => void;
  /** Awaited before each answer, so that what an answer says has been kept. */
  readonly saved?: () => Promise<void>;
  /** Runs before each operation and may throw, as `Throttling` does. */
  readonly admit?: (service: string, operation: string) => void;
}

/** An API of our own on the same server, JSON both ways. */
export interface Beside {
  /** e.g. `/_multivalue/` */
  readonly path: string;
  /** `gone` is aborted when the client has hung up. Never rejects. */
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
  const server = createServer((request, response) => void serve(options, host, request, response));
  server.keepAliveTimeout = KEEP_ALIVE;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve(server.removeListener('error', reject) && undefined));
  });
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

async function serve(options: ListenOptions, host: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  try {
    const { answer, ...told } = await respond(options, host, message, requestId, hangUp(response));
    response.writeHead(answer.status, {
      ...answer.headers,
      'x-amzn-requestid': requestId,
      ...(message.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(answer.body) }), // HEAD tells the length of what GET gives
    });
    response.end(message.method === 'HEAD' ? undefined : answer.body);
    options.onCall?.({ requestId, method: message.method ?? '', path: message.url ?? '', status: answer.status, ...told });
  } catch {
    response.destroy(); // the client went away while its body was read
  }
}

interface Outcome extends Pick<AnsweredCall, 'service' | 'operation' | 'code' | 'fault'> {
  readonly answer: WireResponse;
}

/** Aborted when the client hangs up before it has its answer. */
function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => !response.writableFinished && gone.abort());
  return gone.signal;
}

async function respond(
  options: ListenOptions,
  host: string,
  message: IncomingMessage,
  requestId: string,
  gone: AbortSignal,
): Promise<Outcome> {
  const head = headOf(message);
  const signedFor = serviceSignedFor(head, options.services);
  const told: { service?: string; operation?: string } = {};
  let service = signedFor;
  try {
    const refused = refusal(head.headers, [host.toLowerCase(), ownAddress(message), ...(options.hostNames ?? [])]);
    if (refused) {
      throw new ServiceError('AccessDenied', refused, { status: 403 });
    }
    const body = await readBody(message, signedFor?.maxBodyBytes ?? MAX_BODY_BYTES);
    if (options.beside && head.path.startsWith(options.beside.path)) {
      const { status, body: text } = await options.beside.answer(
        head.method,
        head.path,
        Buffer.from(body).toString('utf8'),
        gone,
      );
      return { ...told, answer: { status, headers: { 'content-type': 'application/json' }, body: text } };
    }
    const request = { ...head, body: decodeChunks(head.headers, body) };
    service ??= recognise(request, options.services);
    if (!service) {
      throw new ServiceError('NotImplemented', unknownService(head, options.services), { status: 501 });
    }
    told.service = service.name;
    const shape = service.protocol.operationOf(request);
    told.operation = shape.name;
    const operation = service.operations.get(shape.name);
    if (!operation) {
      throw new ServiceError('NotImplemented', `${service.name} ${shape.name} is not built in this local service`, {
        status: 501,
      });
    }
    options.admit?.(service.name, shape.name);
    const scope = credentialScope(request);
    const call = { requestId, region: scope?.region ?? 'us-east-1', accountId: accountOf(scope?.accessKeyId) };
    const output = await operation(await service.protocol.readInput(shape, request), call);
    await options.saved?.();
    return { ...told, answer: service.protocol.writeOutput(shape, output, requestId) };
  } catch (thrown) {
    const isOurs = thrown instanceof ServiceError;
    const error = isOurs
      ? thrown
      : new ServiceError('InternalFailure', `The request failed inside the local service; request id ${requestId}`, {
          status: 500,
        });
    const answer = service?.protocol.writeError(error, requestId) ?? xmlError(error, requestId, undefined, false);
    return { ...told, code: error.code, ...(isOurs ? {} : { fault: thrown }), answer };
  }
}

/** The address that the caller reached, without the wrapping of an IPv4 address on an IPv6 socket. */
function ownAddress(message: IncomingMessage): string {
  return (message.socket.localAddress ?? '').replace(/^::ffff:/, '');
}

function unknownService(request: WireRequest, services: readonly Service[]): string {
  const asked = credentialScope(request)?.service ?? `${request.method} ${request.path}`;
  return `${asked} is not built in this local service; there are ${services.map(s => s.name).join(', ')}`;
}
