import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HealthCheckConfig, ListHostedZonesCommand, type ResourceRecordSet, Route53 } from '@aws-sdk/client-route-53';
import { startLocal, type Local, type LocalOptions } from '../../lib/local';
import { AddressMap } from '../../lib/local/checkers/address-map';
import type { State } from '../../lib/local/state';
import { readState, writeState } from '../../lib/local/state-text';
import { needs } from '../support/needs';
import { sdkConfig } from '../support/sdk-config';

const started: Local[] = [];
const servers: Server[] = [];

async function start(options: LocalOptions = {}): Promise<Local> {
  const local = await startLocal({ seed: 1, ...options });
  started.push(local);
  return local;
}

const closeAll = async (): Promise<void> => void (await Promise.all(started.splice(0).map(local => local.close())));
afterEach(async () => {
  await closeAll();
  servers.splice(0).forEach(server => server.close());
});

const clientOf = ({ endpointUrl: endpoint }: Local, maxAttempts = 3): Route53 =>
  new Route53({ ...sdkConfig(endpoint), maxAttempts });

function resolverOf({ dns }: Local): Resolver {
  const resolver = new Resolver();
  resolver.setServers([dns]);
  return resolver;
}

/** A zone with `www`, multivalue over two endpoints with health checks. */
async function deploy(client: Route53): Promise<string> {
  const zone = await client.createHostedZone({ Name: 'example.com', CallerReference: 'zone' });
  const changes = await Promise.all(
    ['52.0.0.1', '52.0.0.2'].map(async address => {
      const HealthCheckConfig = { Type: 'HTTP', IPAddress: address, Port: 80, RequestInterval: 10, FailureThreshold: 1 } as const;
      const made = await client.createHealthCheck({ CallerReference: address, HealthCheckConfig });
      const ResourceRecordSet: ResourceRecordSet = {
        Name: 'www.example.com',
        Type: 'A',
        SetIdentifier: address,
        MultiValueAnswer: true,
        TTL: 60,
        ResourceRecords: [{ Value: address }],
        HealthCheckId: made.HealthCheck?.Id,
      };
      return { Action: 'CREATE', ResourceRecordSet } as const;
    }),
  );
  const HostedZoneId = zone.HostedZone?.Id;
  await client.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Changes: changes } });
  return HostedZoneId ?? '';
}

const isWhereItSays = async (host: string, said: unknown): Promise<void> => {
  const local = await start({ host });
  expect(new URL(local.endpointUrl).hostname).toEqual(said);
  expect(local.dns.replace(/:\d+$/, '')).toEqual(said);
  await clientOf(local).createHostedZone({ Name: 'example.com', CallerReference: 'zone' });
  expect(await resolverOf(local).resolveNs('example.com')).toHaveLength(4);
};
needs('IPv6').test('on the host ::1, the API and DNS are where it says', () => isWhereItSays('::1', '[::1]'));
test('on the host localhost, the API and DNS are where it says', () =>
  isWhereItSays('localhost', expect.stringMatching(/^(127\.0\.0\.1|\[::1\])$/)));

test('what the API is told is what DNS answers, by the health that the checkers find', async () => {
  const server = createServer((_, response) => response.end('ok'));
  servers.push(server);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const local = await start({ map: [`52.0.0.1=127.0.0.1:${port}`, '52.0.0.2=127.0.0.1:1'], speed: 100 });
  await deploy(clientOf(local));

  await local.settle();
  expect(local.healthChecks().map(check => [check.endpoint, check.healthy])).toEqual(
    expect.arrayContaining([
      ['52.0.0.1:80', true],
      ['52.0.0.2:80', false],
    ]),
  );
  expect(await resolverOf(local).resolve4('www.example.com')).toEqual(['52.0.0.1']);

  local.force('52.0.0.2', 'up');
  local.force('52.0.0.1', 'down');
  await local.until('52.0.0.1', 'unhealthy');
  expect(await resolverOf(local).resolve4('www.example.com')).toEqual(['52.0.0.2']);
});

test('a probe of an address that is not mapped is not sent, and said so once', async () => {
  const said: string[] = [];
  const local = await start({ speed: 1000, log: line => said.push(line) });
  await deploy(clientOf(local));
  await local.settle();
  expect(said.filter(line => line.includes('52.0.0.1'))).toHaveLength(1);
  expect(await resolverOf(local).resolve4('www.example.com')).toHaveLength(2);
});

test('until gives up with what is missing', async () => {
  const local = await start();
  await deploy(clientOf(local));
  await expect(local.until('52.0.0.1', 'unhealthy', { timeout: 1 })).rejects.toThrow(/unhealthy/);
});

test('a wait ends when its signal says so', async () => {
  const local = await start();
  await deploy(clientOf(local));
  const enough = new AbortController();
  const wait = local.until('52.0.0.1', 'unhealthy', { signal: enough.signal });
  enough.abort();
  await expect(wait).rejects.toThrow(/^not unhealthy yet: /);
  await expect(local.until('52.0.0.1', 'unhealthy', { signal: enough.signal })).rejects.toThrow(/^not unhealthy yet: /);
});

test('each call is told as a line of JSON to whoever asks', async () => {
  const lines: string[] = [];
  const local = await start({ logCall: line => lines.push(line) });
  await clientOf(local).send(new ListHostedZonesCommand({}));
  expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ service: 'route53', operation: 'ListHostedZones', status: 200 }),
  ]);
});

test('a zone that AWS would refuse is created with one line to the log, by a stack too, or not at all', async () => {
  const said: string[] = [];
  const template = { Resources: { Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'a.example.com' } } } };
  const local = await start({ log: line => said.push(line) });
  await local.deploy(template);
  expect(said).toEqual([expect.stringMatching(/^warning: AWS would refuse hosted zone a\.example\.com: .*--strict-names/)]);
  const strict = await start({ strictNames: true });
  await expect(strict.deploy(template)).rejects.toThrow(
    'a.example.com is reserved by AWS! (Service: Route53, Code: InvalidDomainName, Status Code: 400)',
  );
});

test('a fault of ours in the control API is told to the log, and to its caller by the request id that finds it there', async () => {
  const said: string[] = [];
  const local = await start({ log: line => said.push(line) });
  const mistake = jest.spyOn(AddressMap.prototype, 'add').mockImplementationOnce(() => {
    throw new TypeError('a mistake of ours');
  });
  const answer = await fetch(`${local.endpointUrl}/_multivalue/map`, {
    method: 'POST',
    body: '{"entry":"52.0.0.1=127.0.0.1:80"}',
  });
  mistake.mockRestore();
  const requestId = answer.headers.get('x-amzn-requestid');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/json']);
  expect(await answer.json()).toEqual({
    error: `The request failed inside the local service; request id ${requestId}`,
    requestId,
  });
  expect(said).toEqual([expect.stringMatching(new RegExp(`^request ${requestId} failed: TypeError: a mistake of ours\n +at `))]);
});

test('calls are throttled only when asked for (behaviour 8.2)', async () => {
  const client = clientOf(await start({ throttle: true }), 1);
  const id = (
    await client.createHealthCheck({ CallerReference: '1', HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 80 } })
  ).HealthCheck?.Id;
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => client.getHealthCheckStatus({ HealthCheckId: id })));
  const refused = outcomes.filter(outcome => outcome.status === 'rejected').map(outcome => (outcome.reason as Error).name);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set(['Throttling']));
});

test('an account may hold what it is given, and as much as at AWS of the rest (behaviour 8.1)', async () => {
  const client = clientOf(await start({ quotas: { healthChecks: 1 } }));
  const create = (CallerReference: string) =>
    client.createHealthCheck({ CallerReference, HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1' } });
  await create('first');
  await expect(create('second')).rejects.toMatchObject({ name: 'TooManyHealthChecks' });
  const limit = async (Type: 'MAX_HEALTH_CHECKS_BY_OWNER' | 'MAX_HOSTED_ZONES_BY_OWNER') =>
    (await client.getAccountLimit({ Type })).Limit?.Value;
  expect([await limit('MAX_HEALTH_CHECKS_BY_OWNER'), await limit('MAX_HOSTED_ZONES_BY_OWNER')]).toEqual([1, 500]);
});

test.each([
  [{ healthChecks: -1 }, 'quotas.healthChecks must be a whole number from 0, got -1'],
  [{ zones: 1 }, 'quotas.zones: there is no such quota; there are hostedZones, recordSetsPerZone, healthChecks,'],
])('the quotas %j are refused', async (quotas, message) => {
  await expect(startLocal({ quotas: quotas as LocalOptions['quotas'] })).rejects.toThrow(message);
});

test('a zone is busy for as long as a batch is said to take (behaviour 5.3)', async () => {
  const client = clientOf(await start({ processingTime: 60_000 }), 1);
  const zones = await Promise.all(
    ['one.example', 'two.example'].map(Name => client.createHostedZone({ Name, CallerReference: Name })),
  );
  const [busy, other] = zones.map(({ HostedZone }) => (name: string) => {
    const ResourceRecordSet: ResourceRecordSet = {
      Name: `${name}.${HostedZone?.Name}`,
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '52.0.0.1' }],
    };
    return client.changeResourceRecordSets({
      HostedZoneId: HostedZone?.Id,
      ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet }] },
    });
  });
  await busy('first');
  await expect(busy('second')).rejects.toMatchObject({ name: 'PriorRequestNotComplete' });
  await other('first');
});

describe('what is not of this machine', () => {
  /** As a browser or a rebound name would ask; `fetch` would set these headers itself. */
  const ask = (local: Local, path: string, headers: Record<string, string>, body = ''): Promise<[status: number, text: string]> =>
    new Promise((resolve, reject) => {
      const method = body === '' ? 'GET' : 'POST';
      const asked = request(local.endpointUrl + path, { method, headers }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve([answer.statusCode ?? 0, text]));
      });
      asked.on('error', reject).end(body);
    });
  const FORCE = JSON.stringify({ target: '52.0.0.1', to: 'down' });

  test.each([
    ['a rebound name', { host: 'rebound.example.com:4566' }, 'the Host header must name this machine'],
    ['a web page', { origin: 'https://example.com' }, 'requests from web pages'],
    ['a page without an origin', { origin: 'null' }, 'requests from web pages'],
    ['a link on another site', { 'sec-fetch-site': 'cross-site' }, 'another site'],
  ])('%s reaches neither the AWS API nor the control API', async (_, headers: Record<string, string>, why) => {
    const local = await start();
    await deploy(clientOf(local));
    const refused = [403, expect.stringContaining(why)];
    expect(await ask(local, '/2013-04-01/hostedzone', headers)).toEqual(refused);
    expect(await ask(local, '/_multivalue/status', headers)).toEqual(refused);
    expect(await ask(local, '/_multivalue/force', headers, FORCE)).toEqual(refused);
    expect(local.healthChecks().map(check => check.forced)).toEqual([undefined, undefined]);
    expect((await ask(local, '/_multivalue/force', {}, FORCE))[0]).toBe(200);
    expect(local.healthChecks().filter(check => check.forced === 'down')).toHaveLength(1);
  });

  test('a name that is allowed reaches both, in any case and with any port', async () => {
    const local = await start({ allowHosts: ['Route53', 'dns.test'] });
    for (const host of ['route53:4566', 'ROUTE53', 'dns.test:80', '127.0.0.1']) {
      expect(await ask(local, '/2013-04-01/hostedzonecount', { host })).toEqual([200, expect.any(String)]);
      expect(await ask(local, '/_multivalue/status', { host, origin: `http://${host}` })).toEqual([200, expect.any(String)]);
    }
    expect((await ask(local, '/_multivalue/status', { host: 'other.test' }))[0]).toBe(403);
  });

  test.each(['http://route53', 'route53:4566', 'a b', '', '*'])('the name %j is refused', name =>
    expect(start({ allowHosts: [name] })).rejects.toThrow(
      `an allowed host is a name without scheme or port, e.g. route53; got '${name}'`,
    ),
  );

  test.each([
    ['/2013-04-01/hostedzone', 2_097_152],
    ['/_multivalue/force', 65_536],
    ['/', 2_097_152],
  ])('a body of three megabytes to %s is refused, and the next call is answered', async (path, most) => {
    const local = await start();
    const [status, text] = await ask(local, path, {}, ' '.repeat(3 * 2 ** 20));
    expect([status, text]).toEqual([413, expect.stringContaining(`must be at most ${most} bytes, got 3145728`)]);
    expect(text.startsWith('{')).toBe(path.startsWith('/_multivalue/'));
    expect((await ask(local, '/_multivalue/status', {}))[0]).toBe(200);
  });
});

test('two on one port: the second says so and leaves nothing running', async () => {
  const first = await start();
  const port = Number(new URL(first.endpointUrl).port);
  await expect(startLocal({ port })).rejects.toThrow(/EADDRINUSE/);
  await expect(startLocal({ dnsPort: Number(first.dns.split(':')[1]) })).rejects.toThrow(/EADDRINUSE/);
});

test('no host is not all addresses', async () => {
  await expect(start({ host: '' })).rejects.toThrow("host must be an address or a host name, got ''");
});

test('an unusable map entry is refused before anything starts', async () => {
  await expect(startLocal({ map: ['52.0.0.1=10.0.0.1'] })).rejects.toThrow(
    /52\.0\.0\.1=10\.0\.0\.1: the target must be a loopback address/,
  );
});

describe('with a state file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'state-'));
  });
  afterEach(async () => {
    await closeAll(); // what is left to write has a place yet
    rmSync(dir, { recursive: true, force: true });
  });

  test('everything is there again after a restart', async () => {
    const state = join(dir, 'route53.json');
    const before = await start({ state });
    const id = await deploy(clientOf(before));
    await before.close();

    const after = await start({ state });
    expect((await clientOf(after).listResourceRecordSets({ HostedZoneId: id })).ResourceRecordSets).toHaveLength(4);
    expect(after.healthChecks()).toHaveLength(2);
    expect(await resolverOf(after).resolve4('www.example.com')).toHaveLength(2);
  });

  const check = (id: string, config: HealthCheckConfig): Promise<unknown> =>
    clientOf(started.at(-1)!).createHealthCheck({ CallerReference: id, HealthCheckConfig: config });
  const ARN = 'arn:aws:route53-recovery-control::1:x';
  const healthOf = (local: Local): [string, boolean, string | undefined][] =>
    local.healthChecks().map(({ endpoint, healthy, forced }) => [endpoint, healthy, forced]);

  test('what was forced, and the states of alarms and routing controls, are there again after a restart', async () => {
    const state = join(dir, 'route53.json');
    const before = await start({ state });
    await deploy(clientOf(before));
    await check('alarm', { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region: 'eu-west-1', Name: 'busy' } });
    await check('control', { Type: 'RECOVERY_CONTROL', RoutingControlArn: ARN });
    before.force('52.0.0.1', 'down');
    before.force('52.0.0.2', 'down');
    before.force('52.0.0.2', 'auto');
    before.setAlarm('busy', 'ALARM');
    before.setAlarm('busy', 'INSUFFICIENT_DATA'); // stays what it was when it had data
    before.setRoutingControl(ARN, 'Off');
    const health = healthOf(before);
    expect(health).toEqual([
      ['52.0.0.1:80', false, 'down'],
      ['52.0.0.2:80', true, undefined],
      ['busy in eu-west-1', false, undefined],
      [ARN, false, undefined],
    ]);
    await before.close();

    const after = await start({ state });
    expect(healthOf(after)).toEqual(health);
    expect(await resolverOf(after).resolve4('www.example.com')).toEqual(['52.0.0.2']);
    after.force('52.0.0.1', 'auto');
    after.setAlarm('busy', 'OK');
    after.setRoutingControl(ARN, 'On');
    expect(healthOf(after).map(([, healthy]) => healthy)).toEqual([true, true, true, true]);
  });

  test('what is forced over HTTP is on disk when that is answered', async () => {
    const state = join(dir, 'route53.json');
    const local = await start({ state });
    await deploy(clientOf(local));
    const body = JSON.stringify({ target: '52.0.0.1', to: 'down' });
    await fetch(`${local.endpointUrl}/_multivalue/force`, { method: 'POST', body });
    const [{ id }] = local.healthChecks().filter(({ forced }) => forced === 'down');
    expect(readState(readFileSync(state, 'utf8')).forced).toEqual(new Map([[id, 'down']]));
  });

  test('a health check that is deleted takes along what it was forced to', async () => {
    const state = join(dir, 'route53.json');
    const local = await start({ state });
    await check('gone', { Type: 'TCP', IPAddress: '52.0.0.9', Port: 80 });
    local.force('52.0.0.9', 'down');
    await clientOf(local).deleteHealthCheck({ HealthCheckId: local.healthChecks()[0].id });
    expect(local.healthChecks()).toEqual([]);
    expect(readState(readFileSync(state, 'utf8')).forced).toEqual(new Map());
  });

  test('a file of before these were kept is read, and nothing is forced', async () => {
    const state = join(dir, 'route53.json');
    const before = await start({ state });
    await deploy(clientOf(before));
    await before.close();
    const { forced, alarms, routingControls, ...older } = readState(readFileSync(state, 'utf8'));
    expect([forced, alarms, routingControls].map(map => map.size)).toEqual([0, 0, 0]);
    writeFileSync(state, writeState(older as State));
    const after = await start({ state });
    expect(healthOf(after)).toEqual([
      ['52.0.0.1:80', true, undefined],
      ['52.0.0.2:80', true, undefined],
    ]);
    after.force('52.0.0.1', 'down');
    expect(healthOf(after)[0]).toEqual(['52.0.0.1:80', false, 'down']);
  });

  test('a change that cannot be written is taken back and told to its caller and in one line to the log, and can be made once it can be', async () => {
    const [said, state] = [[] as string[], join(dir, 'route53.json')];
    const local = await start({ state, log: line => said.push(line) });
    const client = clientOf(local, 1);
    await client.listHostedZones({});
    rmSync(dir, { recursive: true });
    const problem = `state file ${state}: cannot be written: ENOENT`;
    await expect(client.createHostedZone({ Name: 'shop.example', CallerReference: 'zone' })).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringMatching(new RegExp(`^${problem}.*; the change was taken back$`)) as string,
    });
    expect((await client.listHostedZones({})).HostedZones).toEqual([]);
    await expect(resolverOf(local).resolve('shop.example', 'NS')).rejects.toMatchObject({ code: 'EREFUSED' });
    expect(said).toEqual([expect.stringMatching(new RegExp(`^request \\S+ failed: ${problem}.*$`))]);
    mkdirSync(dir);
    await client.createHostedZone({ Name: 'shop.example', CallerReference: 'zone' });
    expect(readState(readFileSync(state, 'utf8')).zones.size).toBe(1);
  });

  test('a damaged file is refused and left as it is', async () => {
    const state = join(dir, 'route53.json');
    writeFileSync(state, '{"half":');
    await expect(startLocal({ state })).rejects.toThrow(/route53\.json: cannot be read/);
    expect(readFileSync(state, 'utf8')).toBe('{"half":');
  });
});

describe('deploying a template from within', () => {
  const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } };
  const record = (address: string): object => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: { HostedZoneId: { Ref: 'Zone' }, Name: 'www.example.com', Type: 'A', TTL: '60', ResourceRecords: [address] },
  });

  test('creates the stack, updates it, and leaves it alone when nothing differs', async () => {
    const local = await start();
    await local.deploy({ Resources: { Zone: zone, Www: record('52.0.0.1') } });
    expect(await resolverOf(local).resolve4('www.example.com')).toEqual(['52.0.0.1']);
    const changed = { Resources: { Zone: zone, Www: record('52.0.0.2') } };
    await local.deploy(changed);
    await local.deploy(changed);
    expect(await resolverOf(local).resolve4('www.example.com')).toEqual(['52.0.0.2']);
  });

  test('rejects with the reason, and nothing stays', async () => {
    const local = await start();
    await expect(local.deploy({ Resources: { Zone: zone, Www: record('nonsense') } }, 'Web')).rejects.toThrow(
      /stack Web was not deployed: Www \(AWS::Route53::RecordSet\): .*ARRDATAIllegalIPv4Address/,
    );
    expect((await clientOf(local).listHostedZones({})).HostedZones).toEqual([]);
  });
});

test('after close, no change that was on its way arrives, and no timer waits for it', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
  const before = timers();
  const local = await start({ propagationDelay: 3_600_000 });
  const client = clientOf(local);
  await deploy(client);
  client.destroy();
  await local.close();
  expect(timers()).toBeLessThanOrEqual(before);
});

test('after close, nothing answers', async () => {
  const local = await start();
  await local.close();
  await expect(fetch(local.endpointUrl)).rejects.toThrow();
});
