import { connect, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import { ipVersion } from '../../rules/addresses';
import type { ProbeFailure } from '../../rules/health/status-text';
import type { Target } from './address-map';
import { type ProbeEnvironment, ProbeFailed, step } from './step';

/** Sockets of one probe: whoever ends the probe destroys them. */
export type OpenSockets = Set<Socket>;

/** A TCP connection, within `limit` milliseconds. */
export function openTcp(target: Target, limit: number, env: ProbeEnvironment, open: OpenSockets): Promise<Socket> {
  return step(env, limit, 'timedOut', (done, fail) => {
    const socket = connect({ host: target.address, port: target.port });
    open.add(socket);
    socket.once('connect', () => done(socket));
    socket.on('error', error => fail(connectionFailed(error))); // stays: an error after this step must not be unhandled
  });
}

let context: SecureContext | undefined;

/** TLS 1.0 and newer, ciphers of that time included (behaviour 4.1). Made at the first handshake, for not every OpenSSL has security levels. */
function anyTls(): SecureContext {
  return (context ??= contextWith({ minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, { minVersion: 'TLSv1' }));
}

/** The first of these that this runtime can make; Bun's BoringSSL knows no security levels, and has dropped the ciphers they bar. */
function contextWith(wanted: SecureContextOptions, otherwise: SecureContextOptions): SecureContext {
  try {
    return createSecureContext(wanted);
  } catch {
    return createSecureContext(otherwise);
  }
}

/**
 * A TLS connection. The certificate is not checked. With a `serverName`, that is sent (SNI); when the certificate is for another name,
 * or the handshake fails, a second connection is made without (behaviour 4.3).
 */
export async function openTls(
  target: Target,
  serverName: string | undefined,
  env: ProbeEnvironment,
  open: OpenSockets,
): Promise<TLSSocket> {
  if (serverName === undefined || ipVersion(serverName) !== undefined) {
    return handshake(target, undefined, env, open);
  }
  try {
    const socket = await handshake(target, serverName, env, open);
    if (checkServerIdentity(serverName, socket.getPeerCertificate()) === undefined) {
      return socket;
    }
    socket.destroy();
  } catch (error) {
    if (!(error instanceof ProbeFailed && HANDSHAKE_FAILURES.includes(error.failure))) {
      throw error;
    }
  }
  return handshake(target, undefined, env, open);
}

const HANDSHAKE_FAILURES: readonly ProbeFailure[] = ['handshakeAlert', 'handshakeFailed', 'closed'];

async function handshake(
  target: Target,
  servername: string | undefined,
  env: ProbeEnvironment,
  open: OpenSockets,
): Promise<TLSSocket> {
  const started = env.clock.now();
  const socket = await openTcp(target, env.limits.connect, env, open);
  const left = env.limits.connect - (env.clock.now() - started);
  return step(env, left, 'timedOut', (done, fail) => {
    const tls = connectTls({ socket, servername, secureContext: anyTls(), rejectUnauthorized: false });
    open.add(tls);
    tls.once('secureConnect', () => done(tls));
    tls.once('close', () => fail(new ProbeFailed('closed')));
    tls.on('error', (error: Error) => fail(handshakeFailed(error)));
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What an error of a socket means to a checker. */
export function connectionFailed(error: Error): ProbeFailed {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return new ProbeFailed('refused', { cause: error });
    case 'ETIMEDOUT':
      return new ProbeFailed('timedOut', { cause: error });
    case 'ECONNRESET':
    case 'EPIPE':
      return new ProbeFailed('closed', { cause: error });
    default:
      return new ProbeFailed('unreachable', { cause: error });
  }
}

function handshakeFailed(error: Error): ProbeFailed {
  const code = codeOf(error);
  if (/ALERT/.test(code)) {
    return new ProbeFailed('handshakeAlert', { cause: error });
  }
  return /SSL|EPROTO|TLS/.test(code) ? new ProbeFailed('handshakeFailed', { cause: error }) : connectionFailed(error);
}
