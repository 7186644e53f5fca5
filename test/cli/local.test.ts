import { Resolver } from 'node:dns/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ResourceRecordSet, Route53 } from '@aws-sdk/client-route-53';
import { startLocal } from '../../lib/local';
import { run as runCommand, type Run } from './support/io';
import { MULTIVALUE, startNode } from '../support/programs';
import { sdkConfig } from '../support/sdk-config';

describe.each(['SIGINT', 'SIGTERM'] as const)('on %s', signal => {
  test('it stops cleanly, after it said where it was ready', async () => {
    const server = startNode(MULTIVALUE, ['local', '--port', '0', '--dns-port', '0', '--seed', '1']);
    const [line, api] = await server.line(/^ready api=(http:\/\/127\.0\.0\.1:\d+) dns=127\.0\.0\.1:\d+$/);
    const info = (await (await fetch(`${api}/_multivalue/info`)).json()) as { dns: string };
    expect(line).toContain(`dns=${info.dns}`);

    server.child.kill(signal);
    expect(await server.ended).toMatchObject({ code: 0, out: `${line}\n` });
    await expect(fetch(`${api}/_multivalue/info`)).rejects.toThrow();
  });
});

/** Runs the command in this process, told to stop as soon as it is ready. */
async function run(...args: string[]): Promise<Run> {
  const stop = new AbortController();
  return runCommand(['local', '--port', '0', '--dns-port', '0', ...args], { stop: stop.signal, onOut: () => stop.abort() });
}

interface Running {
  readonly client: Route53;
  readonly resolver: Resolver;
  readonly err: readonly string[];
}

/** Runs the command in this process for as long as `use` takes. */
async function running(args: string[], use: (server: Running) => Promise<void>): Promise<void> {
  const [err, stop] = [[] as string[], new AbortController()];
  let ended: Promise<Run> | undefined;
  const line = await new Promise<string>(onOut => {
    const io = { onOut, err: (text: string) => void err.push(text), stop: stop.signal };
    ended = runCommand(['local', '--port', '0', '--dns-port', '0', '--seed', '1', ...args], io);
  });
  const [, endpoint, dns] = /^ready api=(\S+) dns=(\S+)$/.exec(line) ?? [];
  const client = new Route53({
    ...sdkConfig(endpoint),
    maxAttempts: 1,
  });
  const resolver = new Resolver();
  resolver.setServers([dns]);
  try {
    await use({ client, resolver, err });
  } finally {
    client.destroy();
    stop.abort();
    expect((await ended)?.code).toBe(0);
  }
}

const PRIVATE_CHECK = { CallerReference: 'c', HealthCheckConfig: { Type: 'HTTP', IPAddress: '127.0.0.1', Port: 1 } } as const;
const address = (value: string, more: object = {}): ResourceRecordSet => ({
  Name: 'www.example.com',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: value }],
  ...more,
});
async function answer({ client, resolver }: Running, sets: ResourceRecordSet[], more: object = {}): Promise<string[]> {
  const { HostedZone } = await client.createHostedZone({ Name: 'example.com', CallerReference: 'one', ...more });
  const Changes = sets.map(ResourceRecordSet => ({ Action: 'CREATE' as const, ResourceRecordSet }));
  await client.changeResourceRecordSets({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } });
  return resolver.resolve4('www.example.com').catch((error: Error) => [error.message]);
}

describe('--allow-private', () => {
  test('takes health checks of this machine', () =>
    running(['--allow-private'], async ({ client }) => {
      expect((await client.createHealthCheck(PRIVATE_CHECK)).HealthCheck?.HealthCheckConfig?.IPAddress).toBe('127.0.0.1');
    }));
  test('they are refused without it (behaviour 4.5)', () =>
    running([], async ({ client }) => {
      await expect(client.createHealthCheck(PRIVATE_CHECK)).rejects.toThrow('IPv4 address 127.0.0.1 is forbidden');
    }));
});

describe('--strict-names', () => {
  const zone = { Name: 'example.com', CallerReference: 'one' };
  test('refuses what AWS reserves', () =>
    running(['--strict-names'], async ({ client, err }) => {
      await expect(client.createHostedZone(zone)).rejects.toThrow('example.com is reserved by AWS!');
      expect(err).toEqual([]);
    }));
  test('without it, that is one line on standard error (behaviour 5.2)', () =>
    running([], async ({ client, err }) => {
      await client.createHostedZone(zone);
      expect(err).toEqual([expect.stringMatching(/^warning: AWS would refuse hosted zone example\.com: /)]);
    }));
});

test.each([
  [['--throttle'], ['Throttling']],
  [[], []],
])('with %p a burst of status calls ends in %p (behaviour 8.2)', (args, refusals) =>
  running(args, async ({ client }) => {
    // four at once and one more a second: a machine that takes a minute for these does not show it
    const calls = Array.from({ length: 60 }, () => client.getHealthCheckStatus({ HealthCheckId: 'none' }));
    const outcomes = await Promise.allSettled(calls);
    const names = new Set(outcomes.map(outcome => outcome.status === 'rejected' && (outcome.reason as Error).name));
    expect(names).toEqual(new Set(['NoSuchHealthCheck', ...refusals]));
  }),
);

const VPC = { VPC: { VPCRegion: 'us-east-1', VPCId: 'vpc-0a1b2c3d' } };
const SIMPLE = [address('10.0.0.1')];
const BY_REGION = ['us-east-1', 'eu-west-1'].map((Region, i) => address(`10.0.0.${i}`, { SetIdentifier: Region, Region }));
const BY_PLACE = [{ CountryCode: '*' }, { ContinentCode: 'EU' }, { CountryCode: 'US', SubdivisionCode: 'CA' }].map(
  (GeoLocation, i) => address(`10.0.0.${i}`, { SetIdentifier: String(i), GeoLocation }),
);
test.each([
  ['private zones are not answered', [], SIMPLE, VPC, expect.stringContaining('EREFUSED')],
  ['private zones are answered', ['--answer-private'], SIMPLE, VPC, '10.0.0.1'],
  ['what is on its way is not answered', ['--delay', '60000'], SIMPLE, {}, expect.stringContaining('ENOTFOUND')],
  ['clients are near us-east-1', [], BY_REGION, {}, '10.0.0.0'],
  ['clients are near a Region', ['--client-region', 'eu-central-1'], BY_REGION, {}, '10.0.0.1'],
  ['clients are nowhere', [], BY_PLACE, {}, '10.0.0.0'],
  ['clients are on a continent', ['--client-location', 'EU'], BY_PLACE, {}, '10.0.0.1'],
  ['clients are in a subdivision', ['--client-location', 'us-ca'], BY_PLACE, {}, '10.0.0.2'],
])('%s with %p', (_, args, sets, more, expected) =>
  running(args, async server => expect(await answer(server, sets, more)).toEqual([expected])),
);

test.each([[['--verbose']], [[]]])('with %p each call is a line of JSON, or none', args =>
  running(args, async ({ client, err }) => {
    await client.getHostedZoneCount();
    await client.getHostedZone({ Id: 'Z1' }).catch(() => undefined);
    const line = (path: string, operation: string, more: object): unknown => ({
      ...{ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, method: 'GET', path, service: 'route53', operation },
      ...more,
    });
    expect(err.map(text => JSON.parse(text) as unknown)).toEqual(
      args.length === 0
        ? []
        : [
            line('/2013-04-01/hostedzonecount', 'GetHostedZoneCount', { status: 200 }),
            line('/2013-04-01/hostedzone/Z1', 'GetHostedZone', { status: 404, code: 'NoSuchHostedZone' }),
          ],
    );
  }),
);

test('a taken port is named, with what to do', async () => {
  const local = await startLocal();
  const { port } = new URL(local.endpointUrl);
  const { code, err } = await run('--port', port);
  await local.close();
  expect(code).toBe(2);
  expect(err).toMatch(
    new RegExp(`^multivalue: local: port ${port} is in use, perhaps by another multivalue local; choose others with --port`),
  );
});

test('state that cannot be kept at the end is no fault of the program', async () => {
  const [directory, stop] = [mkdtempSync(join(tmpdir(), 'state-')), new AbortController()];
  const onOut = (line: string): void => {
    rmSync(directory, { recursive: true });
    const [, endpoint] = /api=(\S+)/.exec(line) ?? [];
    const client = new Route53({ ...sdkConfig(endpoint), maxAttempts: 1 });
    void client
      .createHostedZone({ Name: 'example.com', CallerReference: 'zone' })
      .catch(() => undefined)
      .finally(() => stop.abort());
  };
  const state = join(directory, 'state.json');
  const { code, err } = await runCommand(['local', '--port', '0', '--dns-port', '0', '--state', state], {
    stop: stop.signal,
    onOut,
  });
  expect(code).toBe(2);
  expect(err.split('\n').at(-1)).toMatch(
    new RegExp(`^multivalue: local: state file ${state}: cannot be written: ENOENT.*; changes since the last write are lost$`),
  );
});

test.each([
  [['--port', 'x'], "Expected a port from 0 to 65535, got 'x'"],
  [['--dns-port', '65536'], "Expected a port from 0 to 65535, got '65536'"],
  [['--seed', '-1'], "Expected a whole number from 0, got '-1'"],
  [['--speed', '0'], "Expected a number above 0, got '0'"],
  [['--speed', '5000'], 'speed must be a number from 0.01 to 1000 (1 is real time), got 5000'],
  [['--map', '52.0.0.1'], '52.0.0.1: expected FROM=TO'],
  [['--map', '52.0.0.1=10.0.0.1'], 'the target must be a loopback address'],
  [['--host', ''], "multivalue: local: host must be an address or a host name, got ''"],
  [['--allow-host', 'route53:80'], "an allowed host is a name without scheme or port, e.g. route53; got 'route53:80'"],
  [['--client-location', 'Germany'], "Expected a continent (EU), a country (DE) or a subdivision (US-CA), got 'Germany'"],
  [['--state', '/'], 'state file /'],
])('%p is refused', async (args, words) => {
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

test.each([
  [[], ''],
  [
    ['--host', '0.0.0.0'],
    'multivalue: warning: listening on 0.0.0.0; anyone who can reach it can change everything, with any credentials',
  ],
])('listening with %p warns %p', async (args, warning) => {
  const { code, err } = await run(...args);
  expect({ code, err }).toEqual({ code: 0, err: warning });
});
