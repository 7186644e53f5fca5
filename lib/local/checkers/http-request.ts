import { type IncomingMessage, request, STATUS_CODES, validateHeaderName } from 'node:http';
import type { Socket } from 'node:net';
import { ipVersion } from '../../rules/addresses';
import { isSuccessStatus, MAX_RESPONSE_HEADER_BYTES, type ProbeOutcome } from '../../rules/health/probe';
import { HTTP_PORT, HTTPS_PORT } from '../../rules/server-address';
import { readBody } from './body';
import { connectionFailed } from './connect';
import { type ProbeEnvironment, ProbeFailed, step } from './step';

/** What is asked of the endpoint, once connected. */
export interface HttpQuestion {
  /** Without it the Host header names `address`. */
  readonly domainName?: string;
  readonly address: string;
  /** The port of the health check, which is not always the one connected to. */
  readonly port: number;
  readonly secure: boolean;
  readonly path: string;
  readonly searchString?: string;
  readonly healthCheckId: string;
}

/** One GET over a connection that stands: no redirect is followed, and the connection is not kept (behaviour 4.3). */
export async function requestOverHttp(socket: Socket, question: HttpQuestion, env: ProbeEnvironment): Promise<ProbeOutcome> {
  const response = await step<IncomingMessage>(env, env.limits.status, 'noStatusInTime', (done, fail) => {
    const sent = request({
      createConnection: () => socket,
      path: requestTarget(question.path),
      headers: requestHeaders(question),
      setHost: false,
      maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
      insecureHTTPParser: false, // headers must suit RFC 7230 (behaviour 4.1)
    });
    sent.once('response', done);
    sent.once('upgrade', done);
    sent.on('error', error => fail(responseFailed(error)));
    sent.end();
  });
  checkHeaderNames(response.rawHeaders);
  const statusCode = response.statusCode ?? 0;
  const reason = response.statusMessage || (STATUS_CODES[statusCode] ?? '');
  if (question.searchString === undefined || !isSuccessStatus(statusCode)) {
    return { kind: 'responded', statusCode, reason };
  }
  return { kind: 'responded', statusCode, reason, body: await readBody(response, question.searchString, env) };
}

/** As the checkers send them; the names and values are recorded, their order is not (behaviour 4.3). */
function requestHeaders(question: HttpQuestion): Record<string, string> {
  return {
    Host: hostHeader(question),
    'User-Agent': `Amazon-Route53-Health-Check-Service (ref ${question.healthCheckId}; report http://amzn.to/1vsZADi)`,
    Accept: '*/*',
    'Accept-Encoding': 'identity,gzip,deflate',
  };
}

/** The bare name at the protocol's own port, `name:port` at any other (behaviour 4.3). */
function hostHeader({ domainName, address, port, secure }: HttpQuestion): string {
  const name = domainName ?? (ipVersion(address) === 6 ? `[${address}]` : address);
  return port === (secure ? HTTPS_PORT : HTTP_PORT) ? name : `${name}:${port}`;
}

/** A path as it may stand in a request line: with its slash, and what HTTP does not allow there escaped. */
function requestTarget(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return rooted.replace(/[^\x21-\x7e]+/g, text => Buffer.from(text).toString('hex').replace(/../g, '%$&').toUpperCase());
}

/** The parser of older releases of Node lets a space pass. */
function checkHeaderNames(rawHeaders: readonly string[]): void {
  try {
    rawHeaders.forEach((text, at) => at % 2 === 0 && validateHeaderName(text));
  } catch (error) {
    throw new ProbeFailed('invalidResponse', { cause: error });
  }
}

function responseFailed(error: Error): ProbeFailed {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ProbeFailed('headersTooLarge', { cause: error });
  }
  return code.startsWith('HPE_') ? new ProbeFailed('invalidResponse', { cause: error }) : connectionFailed(error);
}
