/** What `verify` and `watch` share: their flags, and the network, clock and chance that these stand for. */
import type { Command } from 'commander';
import { connectAws, type AwsReader } from '../aws/connect';
import type { ZoneWithServers } from '../aws/reader';
import type { AwsTarget } from '../aws/target';
import { socketTransport } from '../verify/dns/sockets';
import { VerifyError } from '../verify/errors';
import type { ResolverAddress, ServerAddress } from '../rules/server-address';
import type { Server } from '../verify/model';
import { findServers, nameServer, systemFinder } from '../verify/servers';
import type { VerifyOptions } from '../verify/verify';
import { servers, wholeNumberFrom } from './arguments';
import { localDnsServer } from './control';
import { clockUntil, type Io } from './io';

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

/** Runs `use` with everything a verification needs. */
export async function withVerifier<T>(
  flags: CommonFlags,
  aws: AwsTarget,
  io: Io,
  use: (options: VerifyOptions, reader: AwsReader) => Promise<T>,
): Promise<T> {
  const transport = socketTransport();
  const reader = connectAws(aws, { statusRate: flags.apiRate, clock: clockUntil(io.stop, 'interrupted while reading health') });
  try {
    const options: VerifyOptions = {
      api: reader,
      serversOf: await serverFinder(flags, aws),
      transport,
      random: Math.random,
      now: () => performance.now(),
      date: () => new Date(),
      timeout: flags.timeout,
      throughResolver: flags.resolver !== undefined,
      serversNamed: flags.server !== undefined,
      sleep: clockUntil(io.stop, 'interrupted while waiting for cached answers to expire').sleep,
      attempts: 3,
      concurrency: aws.local ? 32 : 8,
      giveUpAfter: 2,
      stop: io.stop,
    };
    return await use(options, reader);
  } finally {
    transport.close();
    reader.close();
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
