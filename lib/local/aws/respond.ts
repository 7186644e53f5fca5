/** From a request to its answer: who may call, which service and operation is meant, and what it says. */
import type { IncomingMessage } from 'node:http';
import type { ByteShare } from '../byte-budget';
import { MAX_BODY_BYTES } from '../limits';
import type { RequestQueue } from '../turns';
import { StateFileError } from '../state-file';
import { accountOf } from './accounts';
import { decodeChunks } from './aws-chunked';
import { ServiceError } from './errors';
import { refusal } from './guard';
import { xmlError } from './protocols/xml';
import { accessKeyOf, credentialScope, recognise, serviceSignedFor } from './recognise';
import { headOf, readRequestBody, slowDown } from './request';
import type { AnsweredCall, ServerContext, Persist, ListenOptions } from './options';
import type { Service } from './service';
import type { WireRequest, WireResponse } from './wire';

export interface Outcome extends Pick<AnsweredCall, 'service' | 'operation' | 'code' | 'fault'> {
  readonly answer: WireResponse;
}

/** What is found out about a call on the way. */
interface Known {
  service?: Service;
  operation?: string;
}

export interface IncomingCall {
  readonly message: IncomingMessage;
  readonly requestId: string;
  /** Aborted when the client has hung up. */
  readonly gone: AbortSignal;
  /** Of the bytes that all calls may have under way. */
  readonly share: ByteShare;
}

/** @throws whatever broke off a body that never came whole; there is nobody left to answer */
export async function respond({ options, hostNames, queue }: ServerContext, call: IncomingCall): Promise<Outcome> {
  const { message, requestId, gone, share } = call;
  const head = headOf(message);
  const known: Known = { service: serviceSignedFor(head, options.services) };
  const told = (): Pick<Outcome, 'service' | 'operation'> => ({ service: known.service?.name, operation: known.operation });
  const mounted = options.mounted && head.path.startsWith(options.mounted.path) ? options.mounted : undefined;
  try {
    const refused = refusal(head.headers, [...hostNames, ownAddress(message)]);
    if (refused) {
      throw new ServiceError('AccessDenied', refused, { status: 403 });
    }
    if (options.page && isForPage(head)) {
      return { answer: { status: 200, headers: PAGE_HEADERS, body: options.page() } };
    }
    const limit = mounted ? MAX_BODY_BYTES.control : (known.service?.maxBodyBytes ?? MAX_BODY_BYTES.unsigned);
    const body = await readRequestBody(message, limit, share);
    await queue.pass();
    if (mounted) {
      const { persist = unkept } = options;
      const text = Buffer.from(body).toString('utf8');
      const { status, body: json } = await persist(() => mounted.answer(head.method, head.path, text, gone), true);
      return { answer: { status, headers: JSON_HEADERS, body: json } };
    }
    const answer = await invoke(options, { ...head, body: decodeChunks(head.headers, body) }, known, requestId, queue);
    if (!share.hold(Buffer.byteLength(answer.body))) {
      throw slowDown();
    }
    return { ...told(), answer };
  } catch (thrown) {
    if (message.destroyed && !message.complete) {
      throw thrown;
    }
    const fault = thrown instanceof ServiceError ? {} : { fault: thrown };
    const error = thrown instanceof ServiceError ? thrown : internalFailure(thrown, requestId);
    const answer = mounted
      ? { status: error.status, headers: JSON_HEADERS, body: JSON.stringify({ error: error.message, requestId }) }
      : (known.service?.protocol.writeError(error, requestId) ?? xmlError(error, requestId, undefined, false));
    return { ...told(), code: error.code, ...fault, answer };
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'no-store',
};

/** A browser at `/`. At AWS an unsigned ListBuckets looks the same but for what it accepts. */
function isForPage({ method, path, query, headers }: WireRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    path === '/' &&
    query.size === 0 &&
    !headers.has('authorization') &&
    (headers.get('accept') ?? '').includes('text/html')
  );
}

/** Runs the operation that the request asks for. */
async function invoke(
  options: ListenOptions,
  request: WireRequest,
  known: Known,
  requestId: string,
  queue: RequestQueue,
): Promise<WireResponse> {
  const service = (known.service ??= recognise(request, options.services));
  if (!service) {
    throw notBuilt(credentialScope(request)?.service ?? `${request.method} ${request.path}`, options.services);
  }
  const shape = service.protocol.operationOf(request);
  known.operation = shape.name;
  const operation = service.operations.get(shape.name);
  if (!operation) {
    throw notBuilt(`${service.name} ${shape.name}`);
  }
  const accountId = accountOf(accessKeyOf(request));
  options.admit?.(service.name, shape.name, accountId);
  const call = { requestId, region: credentialScope(request)?.region ?? 'us-east-1', accountId };
  const input = await service.protocol.readInput(shape, request);
  await queue.pass();
  const { persist = unkept } = options;
  const output = await persist(() => operation(input, call), !service.goesOn);
  await queue.pass();
  return service.protocol.writeOutput(shape, output, requestId);
}

const unkept: Persist = async run => run();

function notBuilt(what: string, services: readonly Service[] = []): ServiceError {
  const there = services.length > 0 ? `; there are ${[...new Set(services.map(service => service.name))].join(', ')}` : '';
  return new ServiceError('NotImplemented', `${what} is not built in this local service${there}`, { status: 501 });
}

function internalFailure(fault: unknown, requestId: string): ServiceError {
  const message =
    fault instanceof StateFileError
      ? `${fault.message}; ${fault.takenBack ? 'the change was taken back' : 'what is here now may not outlast a restart'}`
      : `The request failed inside the local service; request id ${requestId}`;
  return new ServiceError('InternalFailure', message, { status: 500 });
}

/** The address that the caller reached, without the wrapping of an IPv4 address on an IPv6 socket. */
function ownAddress(message: IncomingMessage): string {
  return (message.socket.localAddress ?? '').replace(/^::ffff:/, '');
}
