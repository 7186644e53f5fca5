/** The local Route 53, with a server on this machine for each endpoint that the examples' health checks probe. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListHostedZonesCommand, paginateListHealthChecks, Route53Client, type HealthCheck } from '@aws-sdk/client-route-53';
import { startLocal, type Local } from '../../lib/local';
import type { HealthCheckConfig } from '../../lib/rules/health-check-config';
import { cdkEnvironment } from '../../lib/local/cdk-environment';
import { readAssembly } from '../../lib/plan/assembly';
import { declare } from '../../lib/plan/declare';
import type { Site } from './site';
import { sdkConfig } from '../support/sdk-config';

const SUPPORTED = /^AWS::(Route53::(HostedZone|RecordSet|RecordSetGroup|HealthCheck)|CDK::Metadata)$/;

export async function localSite(assembly: string, root: string): Promise<Site> {
  const configs = declare(readAssembly(assembly)).healthChecks.map(({ config }) => config);
  const standIns = await startStandIns(configs, root);
  const local = await startLocal({ map: [...standIns.values()].map(standIn => standIn.entry), seed: 1 });
  const home = mkdtempSync(join(tmpdir(), 'integ-home-'));
  const client = new Route53Client(sdkConfig(local.endpointUrl));
  return {
    name: `the local Route 53 at ${local.endpointUrl}`,
    env: cdkEnvironment({ endpointUrl: local.endpointUrl, home, base: process.env }),
    isSupported,
    checks: async () =>
      (await listChecks(client)).filter(check => check.HealthCheckConfig?.Type !== 'CALCULATED').map(({ Id }) => Id!),
    fail: async failing => {
      for (const { Id, HealthCheckConfig: config } of await listChecks(client)) {
        await setEndpoint(local, standIns, config as HealthCheckConfig, !failing.includes(Id!));
      }
      await local.settle();
    },
    leftovers: async () => [...(await listChecks(client)).map(({ Id }) => `health check ${Id}`), ...(await listZones(client))],
    close: async () => {
      client.destroy();
      await local.close();
      await Promise.all([...standIns.values()].map(standIn => standIn.stop()));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const isSupported = (type: string): boolean => SUPPORTED.test(type);

async function listChecks(client: Route53Client): Promise<HealthCheck[]> {
  const found: HealthCheck[] = [];
  for await (const page of paginateListHealthChecks({ client }, {})) found.push(...(page.HealthChecks ?? []));
  // by what they check, not by their ids, which the order of their creation decides: every run stops the same endpoints
  const key = ({ HealthCheckConfig: config, Id: id }: HealthCheck): string => JSON.stringify([config, id]);
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function listZones(client: Route53Client): Promise<string[]> {
  const { HostedZones: zones } = await client.send(new ListHostedZonesCommand());
  return (zones ?? []).map(({ Name }) => `zone ${Name}`);
}

async function setEndpoint(
  local: Local,
  standIns: ReadonlyMap<string, StandIn>,
  config: HealthCheckConfig,
  up: boolean,
): Promise<void> {
  switch (config.Type) {
    case 'CALCULATED':
      return;
    case 'CLOUDWATCH_METRIC':
      return local.setAlarm(config.AlarmIdentifier!.Name, up ? 'OK' : 'ALARM', config.AlarmIdentifier!.Region);
    case 'RECOVERY_CONTROL':
      return local.setRoutingControl(config.RoutingControlArn!, up ? 'On' : 'Off');
    default:
      return up ? standIns.get(endpointOf(config))?.start() : standIns.get(endpointOf(config))?.stop();
  }
}

/** What a check probes, as the address map writes it. */
function endpointOf({ IPAddress: address, FullyQualifiedDomainName: name, Port, Type }: Partial<HealthCheckConfig>): string {
  const host = address ?? name ?? '';
  return `${host.includes(':') ? `[${host}]` : host}:${Port ?? (Type?.startsWith('HTTPS') ? 443 : 80)}`;
}

async function startStandIns(configs: readonly Partial<HealthCheckConfig>[], root: string): Promise<Map<string, StandIn>> {
  const standIns = new Map<string, StandIn>();
  for (const config of configs.filter(({ IPAddress, FullyQualifiedDomainName }) => IPAddress ?? FullyQualifiedDomainName)) {
    const endpoint = endpointOf(config);
    if (!standIns.has(endpoint)) standIns.set(endpoint, new StandIn(endpoint, config, root));
  }
  await Promise.all([...standIns.values()].map(standIn => standIn.start()));
  return standIns;
}

/** Answers every request with 200 and what the check looks for. */
class StandIn {
  private port = 0;
  private server?: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly endpoint: string,
    private readonly config: Partial<HealthCheckConfig>,
    private readonly root: string,
  ) {}

  get entry(): string {
    return `${this.endpoint}=127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (this.server) return;
    const server = this.create();
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((done, fail) => server.once('error', fail).listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise(done => server.close(done));
    this.sockets.forEach(socket => socket.destroy());
    await closed;
  }

  private create(): Server {
    const answer: RequestListener = (_, response) => response.end(`${this.config.SearchString ?? 'up'}\n`);
    if (!this.config.Type?.startsWith('HTTPS')) return createHttpServer(answer);
    const [key, cert] = ['key.pem', 'certificate.pem'].map(file => readFileSync(join(this.root, 'test/fixtures/tls', file)));
    return createHttpsServer({ key, cert }, answer);
  }
}
