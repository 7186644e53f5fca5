import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import type { Socket } from 'node:net';
import type { ProbeOutcome } from '../../rules/health/probe';
import { defaultPort, isSecure, searchesBody } from '../../rules/health/types';
import type { Target } from './address-map';
import { openTcp, openTls } from './connect';
import { requestOverHttp } from './http-request';
import { type ProbeEnvironment, ProbeFailed } from './step';

/** One probe: whose it is, and where to connect. */
export interface ProbeRequest {
  readonly healthCheckId: string;
  readonly config: HealthCheckConfig;
  /** The address being checked: the check's own, or what its domain name resolved to. */
  readonly address: string;
  readonly target: Target;
}

/** The port a check asks for; checks without a default have one (behaviour 4.2). */
export function portOf(config: HealthCheckConfig): number {
  return (config.Port ?? defaultPort(config.Type))!;
}

/** What the body must hold; undefined when the type of check does not ask for anything. */
export function searchStringOf(config: HealthCheckConfig): string | undefined {
  return searchesBody(config.Type) ? (config.SearchString ?? '') : undefined;
}

/** Connects, asks, and leaves no socket behind. Rejects only when aborted. */
export async function probe(request: ProbeRequest, env: ProbeEnvironment): Promise<ProbeOutcome> {
  const open = new Set<Socket>();
  try {
    return await connectAndAsk(request, env, open);
  } catch (error) {
    if (error instanceof ProbeFailed) {
      return { kind: 'failed', failure: error.failure };
    }
    throw error;
  } finally {
    open.forEach(socket => socket.destroy());
  }
}

async function connectAndAsk(request: ProbeRequest, env: ProbeEnvironment, open: Set<Socket>): Promise<ProbeOutcome> {
  const { config, target } = request;
  if (config.Type === 'TCP') {
    await openTcp(target, env.limits.tcpConnect, env, open);
    return { kind: 'connected' };
  }
  const domainName = config.FullyQualifiedDomainName?.replace(/\.$/, '');
  const secure = isSecure(config.Type);
  const socket = secure
    ? await openTls(target, config.EnableSNI === false ? undefined : domainName, env, open)
    : await openTcp(target, env.limits.connect, env, open);
  return requestOverHttp(
    socket,
    {
      domainName,
      address: request.address,
      port: portOf(config),
      secure,
      path: config.ResourcePath ?? '/',
      searchString: searchStringOf(config),
      healthCheckId: request.healthCheckId,
    },
    env,
  );
}
