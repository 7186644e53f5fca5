import { InvalidArgumentError } from 'commander';
import { isLocation } from '../rules/geo-codes';
import { isLoopback } from '../rules/addresses';
import { startLocal, type Local, type LocalOptions } from '../local';
import { awsEnvironment } from '../local/aws-environment';
import { port, positive, repeated, wholeNumberFrom } from './arguments';
import { exitCodeOf, runCommand } from './child';
import type { AddCommand } from './command';
import { CliError, EXIT, type Io } from './io';
import { whenSupervisorEnds } from './supervisor';

interface Flags {
  readonly port?: number;
  readonly dnsPort?: number;
  readonly dnsBatches?: boolean;
  readonly host: string;
  readonly allowHost?: string[];
  readonly map?: string[];
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

export const addLocal: AddCommand = (program, io, exit) => {
  program
    .command('local')
    .description('Run a local Route 53: API, health checks and DNS. With COMMAND, run that against it, then stop.')
    .argument('[command...]', 'a program and its arguments, after --')
    .passThroughOptions() // PowerShell takes the -- away
    .option('--port <n>', `port of the API; 0 picks a free one (default: ${PORTS.api}, or a free one with COMMAND)`, port)
    .option(
      '--dns-port <n>',
      `UDP and TCP port of DNS; 0 picks a free one (default: ${PORTS.dns}, or a free one with COMMAND)`,
      port,
    )
    .option('--dns-batches', 'answer DNS packets in batches, for load tests; requires Linux and the package koffi')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--allow-host <name>', 'another host name for the API, e.g. that of a container; repeatable', repeated)
    .option('--map <from=to>', 'where an endpoint of health checks is on this machine; repeatable', repeated)
    .option('--seed <n>', 'seed of random picks, to repeat them', wholeNumberFrom(0))
    .option('--speed <x>', 'run the intervals of health checks x times faster', positive('number'), 1)
    .option('--state <file>', 'file that keeps all state across restarts')
    .option('--delay <ms>', 'milliseconds until a change is INSYNC and in DNS', wholeNumberFrom(0), 0)
    .option('--allow-private', 'accept health checks of private and loopback addresses, which Route 53 refuses')
    .option('--strict-names', 'refuse hosted zones of example.com and names below it, as Route 53 does')
    .option('--answer-private', 'answer names of private hosted zones')
    .option('--throttle', 'throttle calls as AWS does')
    .option('--client-region <region>', 'AWS Region nearest to clients, for latency routing')
    .option('--client-location <code>', 'location of clients, for geolocation routing: EU, DE or US-CA', location)
    .option('--verbose', 'log each API call as a line of JSON')
    .addHelpText('after', HELP)
    .action(async (command: string[], flags: Flags) => exit(await run(command, flags, io)));
};

/** Where a server listens that people find by what the documentation says. */
const PORTS = { api: 4566, dns: 5300 };

const HELP = `
Without COMMAND, it prints this line when it is ready:
  ready api=http://127.0.0.1:4566 dns=127.0.0.1:5300
and runs until SIGINT or SIGTERM, or until the program that started it, such as
npx, has exited.
With COMMAND, the line goes to standard error. COMMAND gets AWS_ENDPOINT_URL, a
Region, credentials and MULTIVALUE_DNS (address:port), but no AWS profiles,
credentials or endpoints from the environment.

Examples:
  multivalue local -- npx cdk deploy --require-approval never
  multivalue local --map 52.0.0.0/24=127.0.0.1:8000+
      52.0.0.1 is at port 8001, 52.0.0.2 at port 8002, and so on
  multivalue local --map 52.0.0.7=127.0.0.1:8081 --speed 10
  multivalue local --port 0 --dns-port 0 --state route53.json
In another terminal:
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  npx cdk deploy
  dig @127.0.0.1 -p 5300 www.shop.example

Exit codes:
  0    stopped by a signal
  2    usage error, or the server could not start or write its state
  n    with COMMAND: its exit code
  126  COMMAND could not be run
  127  COMMAND was not found
  128+n  signal n ended COMMAND`;

async function run(command: readonly string[], flags: Flags, io: Io): Promise<number> {
  const [first] = command;
  const local = await start(flags, io, first === undefined ? PORTS : { api: 0, dns: 0 });
  const unwanted = new AbortController();
  const unwatch = await whenSupervisorEnds(io.env, name => {
    io.err(`multivalue: local: ${name} has exited, so this server exits too`);
    unwanted.abort();
  });
  try {
    const ready = `ready api=${local.endpointUrl} dns=${local.dns}`;
    if (first === undefined) {
      io.out(ready);
      await Promise.race([aborted(io.stop), aborted(unwanted.signal)]);
      return EXIT.ok;
    }
    io.err(ready);
    const env = awsEnvironment({ endpointUrl: local.endpointUrl, dns: local.dns, base: io.env });
    return io.stop.aborted ? exitCodeOf(io.stop.reason as NodeJS.Signals) : await runCommand(command, env, io, unwanted.signal);
  } finally {
    unwatch();
    await close(local);
  }
}

async function close(local: Local): Promise<void> {
  try {
    await local.close();
  } catch (error) {
    throw new CliError(`local: ${explain(error)}; changes since the last write are lost`);
  }
}

async function start(flags: Flags, io: Io, ports: typeof PORTS): Promise<Local> {
  const { clientRegion: region, clientLocation, delay: propagationDelay, verbose, allowHost: allowHosts, ...options } = flags;
  try {
    const local = await startLocal({
      ...options,
      port: options.port ?? ports.api,
      dnsPort: options.dnsPort ?? ports.dns,
      allowHosts,
      propagationDelay,
      clientLocation: { ...clientLocation, ...(region && { region }) },
      log: line => io.err(line),
      ...(verbose && { logCall: line => io.err(line) }),
    });
    if (flags.host !== 'localhost' && !isLoopback(flags.host)) {
      io.err(
        `multivalue: warning: listening on ${flags.host}; anyone who can reach it can change everything, with any credentials`,
      );
    }
    return local;
  } catch (error) {
    throw new CliError(`local: ${explain(error)}`);
  }
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  return code === 'EADDRINUSE'
    ? `port ${port} is in use, perhaps by another multivalue local; choose others with --port and --dns-port, or 0 for free ones`
    : message;
}

function aborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** `EU` is a continent; `DE` a country; `US-CA` a subdivision. A two-letter code that could be either is a continent. */
function location(text: string): NonNullable<Flags['clientLocation']> {
  const [, code, subdivision] = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(text.toUpperCase()) ?? [];
  if (!code) {
    throw new InvalidArgumentError(`Expected a continent (EU), a country (DE) or a subdivision (US-CA), got '${text}'.`);
  }
  if (subdivision) return { country: code, subdivision };
  return isLocation({ ContinentCode: code }) ? { continent: code } : { country: code };
}
