import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListHostedZonesCommand, type ResourceRecordSet, Route53 } from '@aws-sdk/client-route-53';
import { startLocal, type Local, type LocalOptions } from '../../lib/local';

const started: Local[] = [];
const servers: Server[] = [];

async function start(options: LocalOptions = {}): Promise<Local> {
  const local = await startLocal({ seed: 1, ...options });
  started.push(local);
  return local;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map(local => local.close()));
  servers.splice(0).forEach(server => server.close());
});

const clientOf = ({ endpointUrl: endpoint }: Local): Route53 =>
  new Route53({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

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

test('each call is told as a line of JSON to whoever asks', async () => {
  const lines: string[] = [];
  const local = await start({ logCall: line => lines.push(line) });
  await clientOf(local).send(new ListHostedZonesCommand({}));
  expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ service: 'route53', operation: 'ListHostedZones', status: 200 }),
  ]);
});

test('calls are throttled only when asked for (facts 8.2)', async () => {
  const eager = { maxAttempts: 1, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const client = new Route53({ ...eager, endpoint: (await start({ throttle: true })).endpointUrl });
  const id = (
    await client.createHealthCheck({ CallerReference: '1', HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 80 } })
  ).HealthCheck?.Id;
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => client.getHealthCheckStatus({ HealthCheckId: id })));
  const refused = outcomes.filter(outcome => outcome.status === 'rejected').map(outcome => (outcome.reason as Error).name);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set(['Throttling']));
});

test('two on one port: the second says so and leaves nothing running', async () => {
  const first = await start();
  const port = Number(new URL(first.endpointUrl).port);
  await expect(startLocal({ port })).rejects.toThrow(/EADDRINUSE/);
  await expect(startLocal({ dnsPort: Number(first.dns.split(':')[1]) })).rejects.toThrow(/EADDRINUSE/);
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
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

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

test('after close, nothing answers', async () => {
  const local = await start();
  await local.close();
  await expect(fetch(local.endpointUrl)).rejects.toThrow();
});
