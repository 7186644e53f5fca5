/** What `verify` and `watch` share: their flags, and the network, clock and chance that these stand for. */
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Route53Client } from '@aws-sdk/client-route-53';
import type { Command } from 'commander';
import { API_BUCKET, STATUS_BUCKET, tokenBucket, UNPACED, type Pace } from '../aws/pace';
import type { Route53Reader, ZoneWithServers } from '../aws/reader';
import { sdkReader } from '../aws/route53';
import { socketTransport } from '../verify/dns/sockets';
import { VerifyError } from '../verify/errors';
import type { ResolverAddress, ServerAddress } from '../rules/server-address';
import type { Bucket } from '../rules/throttles';
import type { Server } from '../verify/model';
import { findServers, nameServer, systemFinder } from '../verify/servers';
import type { VerifyOptions } from '../verify/verify';
import { servers, wholeNumberFrom } from './arguments';
import { localDnsServer, type AwsTarget } from './aws';
import { explainAwsError } from './aws-errors';
import { CliError, type Io } from './io';

export interface CommonFlags {
  readonly type?: string;
  readonly zoneId?: string;
  readonly server?: ServerAddress[];
  readonly resolver?: ResolverAddress[];
  readonly timeout: number;
  readonly profile?: string;
  readonly apiRate?: number;
}

export function commonFlags(command: Command): Command {
  return command
    .option('--type <type>', 'only the record sets of this type, e.g. A')
    .option('--zone-id <id>', 'ID of the hosted zone (default: the longest matching name)')
    .option('--server <host:port>', 'query this DNS server instead of the authoritative ones; repeatable', servers)
    .option('--timeout <ms>', 'milliseconds to wait for a reply', wholeNumberFrom(1), 2000)
    .option('--profile <name>', 'AWS profile')
    .option('--api-rate <n>', 'health checks read per second (default: 1 at AWS, unlimited on this machine)', wholeNumberFrom(1));
}

/** Runs `use` with everything a verification needs, and turns its faults into faults of the command line. */
export async function withVerifier<T>(
  flags: CommonFlags,
  aws: AwsTarget,
  io: Io,
  use: (options: VerifyOptions) => Promise<T>,
): Promise<T> {
  setMaxListeners(0, io.stop); // a hundred health checks wait for their turn
  const transport = socketTransport();
  const client = new Route53Client(aws.config);
  try {
    return await use({
      api: reader(client, aws, flags.apiRate, io.stop),
      serversOf: await serverFinder(flags, aws),
      transport,
      random: Math.random,
      now: () => performance.now(),
      date: () => new Date(),
      timeout: flags.timeout,
      throughResolver: flags.resolver !== undefined,
      serversNamed: flags.server !== undefined,
      sleep: ms => untilStopped(ms, io.stop, 'interrupted while waiting for cached answers to expire'),
      attempts: 3,
      concurrency: aws.local ? 32 : 8,
      giveUpAfter: 2,
      stop: io.stop,
    });
  } catch (error) {
    throw error instanceof VerifyError ? new CliError(error.message) : (explainAwsError(error) ?? error);
  } finally {
    transport.close();
    client.destroy();
  }
}

function reader(client: Route53Client, aws: AwsTarget, apiRate: number | undefined, stop: AbortSignal): Route53Reader {
  const clock = { now: () => performance.now(), sleep: (ms: number) => untilStopped(ms, stop) };
  const pace = (bucket: Bucket): Pace => (aws.local && apiRate === undefined ? UNPACED : tokenBucket(bucket, clock));
  return sdkReader(client, pace(API_BUCKET), pace({ ...STATUS_BUCKET, ...(apiRate !== undefined && { refill: apiRate }) }));
}

/** At AWS's pace reading takes minutes: Ctrl-C must not wait for them. */
async function untilStopped(milliseconds: number, stop: AbortSignal, said = 'interrupted while reading health'): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal: stop });
  } catch (error) {
    throw new VerifyError(said, { cause: error });
  }
}

/** Each zone's servers are looked up once. */
async function serverFinder(flags: CommonFlags, aws: AwsTarget): Promise<(zone: ZoneWithServers) => Promise<readonly Server[]>> {
  if (flags.resolver && flags.server) {
    throw new VerifyError('--server queries the servers of the zone and --resolver a resolver: use only one of them');
  }
  const named = flags.resolver ?? flags.server;
  const local = named === undefined && aws.local !== undefined ? await localDnsServer(aws.local) : undefined;
  const given = named ?? (local === undefined ? undefined : [local]);
  const found = new Map<string, Promise<Server[]>>();
  return zone => {
    const ofZone = found.get(zone.id) ?? findServers(given ?? delegationOf(zone), systemFinder);
    found.set(zone.id, ofZone);
    return ofZone;
  };
}

function delegationOf(zone: ZoneWithServers): readonly ServerAddress[] {
  if (zone.nameServers.length === 0) {
    throw new VerifyError(
      `hosted zone ${zone.id} is private and has no authoritative name servers that can be reached; run inside its VPC with --resolver 169.254.169.253`,
    );
  }
  return zone.nameServers.map(nameServer);
}
