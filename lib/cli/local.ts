import { InvalidArgumentError } from 'commander';
import { startLocal, type Local, type LocalOptions } from '../local';
import { port, positive, repeated, wholeNumberFrom } from './arguments';
import { CliError, type Io } from './io';
import type { AddCommand } from './command';

interface Flags {
  readonly port: number;
  readonly dnsPort: number;
  readonly dnsBatches?: boolean;
  readonly host: string;
  readonly map: string[];
  readonly seed?: number;
  readonly speed: number;
  readonly state?: string;
  readonly delay: number;
  readonly allowPrivate?: boolean;
  readonly strictNames?: boolean;
  readonly answerPrivate?: boolean;
  readonly throttle?: boolean;
  readonly clientRegion?: string;
  readonly clientLocation?: LocalOptions['clientLocation'];
  readonly verbose?: boolean;
}

export const addLocal: AddCommand = (program, io) => {
  program
    .command('local')
    .description('Run a Route 53 on this machine: API, health checks and DNS.')
    .option('--port <n>', 'port of the API; 0 picks a free one', port, 4566)
    .option('--dns-port <n>', 'UDP and TCP port of the DNS server; 0 picks a free one', port, 5300)
    .option('--dns-batches', 'answer DNS packets many at a time, for load tests: needs Linux and the package koffi')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--map <from=to>', 'where an endpoint of health checks is on this machine; may be given several times', repeated, [])
    .option('--seed <n>', 'make random picks repeat', wholeNumberFrom(0))
    .option('--speed <x>', 'pass the intervals of health checks x times faster', positive('number'), 1)
    .option('--state <file>', 'keep everything in this file over a restart')
    .option('--delay <ms>', 'milliseconds until a change is INSYNC and answered', wholeNumberFrom(0), 0)
    .option('--allow-private', 'take health checks of private and loopback addresses, which Route 53 refuses')
    .option('--strict-names', 'refuse hosted zones of example.com and names below it, as Route 53 does')
    .option('--answer-private', 'answer names of private hosted zones')
    .option('--throttle', 'throttle calls as AWS does')
    .option('--client-region <region>', 'the AWS Region nearest to clients, for latency routing')
    .option('--client-location <code>', 'where clients are, for geolocation routing: EU, DE or US-CA', location)
    .option('--verbose', 'a line for each API call')
    .addHelpText(
      'after',
      `
Prints one line when it is ready, and runs until SIGINT or SIGTERM:
  ready api=http://127.0.0.1:4566 dns=127.0.0.1:5300

Examples:
  multivalue local --map 52.0.0.0/24=127.0.0.1:8000+       52.0.0.1 is at port 8001, 52.0.0.2 at 8002 …
  multivalue local --map 52.0.0.7=127.0.0.1:8081 --map origin.shop.example=127.0.0.1:8082 --speed 10
  multivalue local --port 0 --dns-port 0 --state route53.json
Then, in another terminal:
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  npx cdk deploy
  dig @127.0.0.1 -p 5300 www.shop.example

Exit codes:
  0  it was told to stop
  2  misused, or it could not start, or not keep its state`,
    )
    .action(async (flags: Flags) => {
      const local = await start(flags, io);
      io.out(`ready api=${local.endpointUrl} dns=${local.dns}`);
      await stopped(io.stop);
      try {
        await local.close();
      } catch (error) {
        throw new CliError(`local: ${explain(error)}; changes since the last write are lost`);
      }
    });
};

async function start(flags: Flags, io: Io): Promise<Local> {
  const { clientRegion: region, clientLocation, delay: propagationDelay, verbose, ...options } = flags;
  try {
    const local = await startLocal({
      ...options,
      propagationDelay,
      clientLocation: { ...clientLocation, ...(region && { region }) },
      log: line => io.err(line),
      ...(verbose && { logCall: line => io.err(line) }),
    });
    if (!/^(127\.|::1$|localhost$)/.test(flags.host)) {
      io.err(`multivalue: warning: listening on ${flags.host}; whoever reaches it can change everything, with any credentials`);
    }
    return local;
  } catch (error) {
    throw new CliError(`local: ${explain(error)}`);
  }
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  return code === 'EADDRINUSE'
    ? `port ${port} is taken, perhaps by another multivalue local; choose others with --port and --dns-port, or 0 for free ones`
    : message;
}

function stopped(stop: AbortSignal): Promise<void> {
  return stop.aborted
    ? Promise.resolve()
    : new Promise(resolve => stop.addEventListener('abort', () => resolve(), { once: true }));
}

const CONTINENTS = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'];

/** `EU` is a continent; `DE` a country; `US-CA` a subdivision. A two-letter code that could be either is a continent. */
function location(text: string): NonNullable<Flags['clientLocation']> {
  const [, code, subdivision] = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(text.toUpperCase()) ?? [];
  if (!code) {
    throw new InvalidArgumentError(`Expected a continent (EU), a country (DE) or a subdivision (US-CA), got '${text}'.`);
  }
  if (subdivision) return { country: code, subdivision };
  return CONTINENTS.includes(code) ? { continent: code } : { country: code };
}
