import { Route53Client } from '@aws-sdk/client-route-53';
import { InvalidArgumentError } from 'commander';
import type { Route53Reader } from '../verify/api/reader';
import { API_RATE, STATUS_RATE, tokenBucket, UNPACED } from '../verify/api/pace';
import { sdkReader } from '../verify/api/sdk-reader';
import { socketTransport } from '../verify/dns/sockets';
import { VerifyError } from '../verify/errors';
import type { Report, Verdict } from '../verify/report/model';
import { renderTable } from '../verify/report/table';
import { findServers, systemFinder } from '../verify/servers';
import { verify, type VerifyOptions } from '../verify/verify';
import { awsTarget, localDnsServer, type AwsTarget } from './aws';
import { CliError, EXIT, type Io } from './io';
import type { AddCommand } from './main';

interface Flags {
  readonly type?: string;
  readonly zoneId?: string;
  readonly server?: string[];
  readonly queries?: number;
  readonly budget?: number;
  readonly timeout: number;
  readonly profile?: string;
  readonly json?: boolean;
}

export const EXIT_CODES: Readonly<Record<Verdict, number>> = {
  holds: EXIT.ok,
  violated: EXIT.violated,
  unsettled: EXIT.unsettled,
};

export const addVerify: AddCommand = (program, io, exit) => {
  program
    .command('verify')
    .description('Prove from live DNS answers that a name is answered by the rule.')
    .argument('<name...>', 'names to verify, e.g. www.example.com')
    .option('--type <type>', 'only the record sets of this type, e.g. A')
    .option('--zone-id <id>', 'the hosted zone (default: the one with the longest matching name)')
    .option('--server <host:port>', 'ask this DNS server; may be given several times', collect)
    .option('--queries <n>', 'queries to each server over each protocol (default: enough to see all)', wholeNumber)
    .option('--budget <n>', 'the most queries in all', wholeNumber)
    .option('--timeout <ms>', 'milliseconds to wait for a reply', wholeNumber, 2000)
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--json', 'print the report as JSON')
    .action(async (names: string[], flags: Flags) => {
      const report = await run(names, flags, io);
      io.out(flags.json ? JSON.stringify(report, null, 2) : renderTable(report, io.isTerminal));
      exit(EXIT_CODES[report.verdict]);
    });
};

async function run(names: readonly string[], flags: Flags, io: Io): Promise<Report> {
  const aws = awsTarget(io.env, flags.profile);
  const transport = socketTransport();
  const serverTexts = flags.server ?? (await localServers(aws));
  const options: VerifyOptions = {
    api: reader(aws),
    transport,
    serversOf: async zone => {
      const texts = serverTexts ?? zone.nameServers;
      if (texts.length === 0) {
        throw new VerifyError(
          `hosted zone ${zone.id} is private and has no name servers of its own; run inside its VPC with --server 169.254.169.253`,
        );
      }
      return findServers(texts, systemFinder);
    },
    random: Math.random,
    now: () => performance.now(),
    date: () => new Date(),
    timeout: flags.timeout,
    attempts: 3,
    concurrency: 16,
    giveUpAfter: 2,
    stop: io.stop,
    queries: flags.queries,
    budget: flags.budget,
  };
  try {
    return await verify(
      names.map(name => ({ name, type: flags.type?.toUpperCase(), zoneId: flags.zoneId })),
      options,
    );
  } catch (error) {
    throw error instanceof VerifyError ? new CliError(error.message) : error;
  } finally {
    transport.close();
  }
}

function reader(aws: AwsTarget): Route53Reader {
  const clock = { now: () => performance.now(), sleep: (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms)) };
  const pace = (rate: { burst: number; perSecond: number }): (() => Promise<void>) =>
    aws.local ? UNPACED : tokenBucket(rate.burst, rate.perSecond, clock);
  return sdkReader(new Route53Client(aws.config), pace(API_RATE), pace(STATUS_RATE));
}

async function localServers(aws: AwsTarget): Promise<string[] | undefined> {
  const dns = aws.local && (await localDnsServer(aws.local));
  return dns === undefined || dns === '' ? undefined : [dns];
}

function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError(`expected a whole number from 1, got '${text}'`);
  }
  return number;
}
