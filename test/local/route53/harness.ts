/** A local Route 53 behind a real socket, with the SDK's own client in front of it. */
import { Route53 as Client } from '@aws-sdk/client-route-53';
import { listen, type ListenOptions } from '../../../lib/local/aws/server';
import { olderRoute53Services, route53, type Route53, type Route53Context, route53Service } from '../../../lib/local/route53';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { Store } from '../../../lib/local/store';
import { seededRandom } from '../../../lib/rules/random';
import { sdkConfig } from '../../support/sdk-config';

export const NOW = new Date('2026-03-04T05:06:07.890Z');

export interface Local {
  readonly client: Client;
  /** A client of another account. */
  readonly clientOf: (accountId: string) => Client;
  readonly api: Route53;
  readonly store: Store;
  readonly url: string;
  /** Runs what was put off, oldest first, as if its time had come. */
  readonly elapse: () => void;
  readonly close: () => Promise<void>;
}

const NO_REPORTS: Route53Context['health'] = {
  isHealthy: () => true,
  observations: () => [],
  lastFailures: () => [],
};

export async function startLocal(options: Partial<Route53Context> & Pick<ListenOptions, 'admit'> = {}): Promise<Local> {
  const { admit, ...given } = options;
  const waiting: (() => void)[] = [];
  const store = given.store ?? new Store();
  const accounts = route53({
    store,
    health: NO_REPORTS,
    random: seededRandom(1),
    now: () => NOW,
    later: (_ms, run) => waiting.push(run),
    propagationDelay: 0,
    allowPrivate: false,
    quotas: ACCOUNT_QUOTAS,
    ...given,
  });
  const service = route53Service(accounts);
  const server = await listen({ services: [service, ...olderRoute53Services(service)], port: 0, admit });
  const url = `http://127.0.0.1:${server.port}`;
  const clients: Client[] = [];
  const clientOf = (accessKeyId?: string): Client => {
    const client = new Client({ ...sdkConfig(url, accessKeyId), maxAttempts: 1 });
    clients.push(client);
    return client;
  };
  return {
    client: clientOf(),
    clientOf,
    api: accounts(),
    store,
    url,
    elapse: () => waiting.splice(0).forEach(run => run()),
    close: async () => {
      clients.forEach(client => client.destroy());
      await server.close();
    },
  };
}

let references = 0;

/** A zone with a caller reference of its own; resolves to its id. */
export async function createZone({ client }: Local, Name: string, more: object = {}): Promise<string> {
  const { HostedZone } = await client.createHostedZone({ Name, CallerReference: `reference ${references++}`, ...more });
  return HostedZone!.Id!;
}

/** What an error says, for comparing: code, HTTP status and whole text. */
export async function faultOf(call: Promise<unknown>): Promise<[code: string, status: number, message: string]> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata: { httpStatusCode: number } };
    return [name, $metadata.httpStatusCode, message];
  }
  throw new Error('expected an error, got an answer');
}
