import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { CfnRecordSet, HostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';
import { startDns, type DnsServer } from '../../lib/local/dns/server';
import { PREFLIGHT_ACTIONS } from '../../lib/plan/preflight/gather';
import { seededRandom } from '../../lib/rules/random';
import { startWorld, type World } from '../local/deploy/world';
import { silentServer } from './support/silent-server';
import { run, type Run } from './support/io';

const scratch = mkdtempSync(join(tmpdir(), 'preflight-'));
let world: World;
let dns: DnsServer;
let zoneId: string;
let apps = 0;

beforeEach(async () => {
  world = await startWorld();
  dns = await startDns({
    store: world.store,
    health: { isHealthy: () => true, onChange: () => () => undefined },
    random: seededRandom(1),
  });
  const { HostedZone: zone } = await world.route53.createHostedZone({ Name: 'example.com', CallerReference: 'zone' });
  zoneId = zone!.Id!.replace('/hostedzone/', '');
});
afterEach(async () => {
  await dns.close();
  await world.close();
});
afterAll(() => rmSync(scratch, { recursive: true }));

interface Www {
  readonly stackName?: string;
  readonly recordName?: string;
  readonly ttl?: number;
  readonly addresses?: readonly string[];
}

/** The assembly of an app with one name, and the template of its one stack. */
function synth({ stackName = 'Web', recordName = 'www', ttl = 60, addresses = ['52.0.0.1', '52.0.0.2'] }: Www = {}): {
  directory: string;
  template: string;
} {
  const app = new App({ outdir: join(scratch, `app-${++apps}`), analyticsReporting: false });
  const stack = new Stack(app, stackName);
  new MultiValueRecordSet(stack, 'Www', {
    zone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName: 'example.com' }),
    recordName,
    endpoints: Endpoint.ipAddresses(...addresses),
    healthCheck: EndpointHealthCheck.http({ path: '/healthz' }),
    ttl: Duration.seconds(ttl),
  });
  const assembly = app.synth();
  return { directory: assembly.directory, template: JSON.stringify(assembly.getStackByName(stackName).template) };
}

const preflight = (www: Www = {}, ...more: string[]): Promise<Run> =>
  run(['preflight', synth(www).directory, ...more], { env: { AWS_ENDPOINT_URL: world.endpointUrl } });

/** Makes or updates the stack as CloudFormation does, and gives the status it ends in. */
async function deploy(www: Www = {}): Promise<string> {
  const input = { StackName: 'Web', TemplateBody: synth(www).template };
  const exists = (await statusOf('Web')) !== undefined;
  await (exists ? world.cloudFormation.updateStack(input) : world.cloudFormation.createStack(input));
  await world.engine.idle();
  return (await statusOf('Web')) ?? 'gone';
}

async function statusOf(name: string): Promise<string | undefined> {
  const { Stacks: stacks } = await world.cloudFormation.describeStacks({});
  return stacks!.find(({ StackName }) => StackName === name)?.StackStatus;
}

async function byHand(Action: 'UPSERT' | 'CREATE' | 'DELETE', set: Record<string, unknown>): Promise<void> {
  const ResourceRecordSet = { Name: 'www.example.com', Type: 'A', ...set } as never;
  await world.route53.changeResourceRecordSets({
    HostedZoneId: zoneId,
    ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] },
  });
}
const SIMPLE = { TTL: 300, ResourceRecords: [{ Value: '52.0.0.9' }] };

/** What preflight says is then tried. */
describe('an app and its zone', () => {
  test('an empty zone is clear', async () => {
    const { code, out } = await preflight();
    expect(code).toBe(0);
    expect(out).toBe('clear: 2 record sets of 1 stack compared with 2 live ones in 1 zone, and 0 DNS answers');
  });

  test('a simple record made by hand blocks, with steps, and the deployment does fail; without it the way is clear, and it succeeds', async () => {
    await byHand('CREATE', SIMPLE);
    const { code, out } = await preflight();
    expect(code).toBe(1);
    expect(out).toContain(
      'BLOCKED  www.example.com A\n  the new multivalue record sets conflict with a simple A record set (52.0.0.9)',
    );
    expect(out).toContain('\n  1. find out who created www.example.com A');
    expect(await deploy()).toMatch(/ROLLBACK/);
    await world.cloudFormation.deleteStack({ StackName: 'Web' });
    await world.engine.idle();

    await byHand('DELETE', SIMPLE);
    expect((await preflight()).code).toBe(0);
    expect(await deploy()).toMatch(/^CREATE_COMPLETE$/);
  });

  test('what is deployed is clear, in DNS too, and only what is documented was called', async () => {
    await deploy();
    const before = world.store.state;
    world.calls.length = 0;
    const { code, out } = await preflight({}, '--server', `127.0.0.1:${dns.port}`);
    expect(out).toBe('clear: 2 record sets of 1 stack compared with 4 live ones in 1 zone, and 1 DNS answer');
    expect(code).toBe(0);
    expect(world.store.state).toBe(before);
    const calls = world.calls.filter(({ path }) => path !== '/_multivalue/info'); // not AWS: the local Route 53 is asked where its DNS is
    const called = new Set(calls.map(({ service, operation }) => `${service}:${operation}`.toLowerCase()));
    expect([...called].filter(call => !PREFLIGHT_ACTIONS.map(action => action.toLowerCase()).includes(call))).toEqual([]);
    expect(called.size).toBeGreaterThan(5);
  });

  test.each(['localhost', '127.0.0.1'])('a server on %s is asked at its port', async host => {
    await deploy();
    const { out } = await preflight({}, '--server', `${host}:${dns.port}`);
    expect(out).toMatch(/^clear: .*, and 1 DNS answer$/);
  });

  test('a change by hand warns while the deployment leaves it alone, and blocks when not; then the deployment does fail', async () => {
    await deploy();
    const first = await firstMember();
    await byHand('UPSERT', { ...first, ResourceRecords: [{ Value: '52.0.0.7' }] });

    const same = await preflight();
    expect(same.code).toBe(0);
    expect(same.out).toContain('values 52.0.0.1, live 52.0.0.7. This deployment does not touch it');
    const changed = await preflight({ ttl: 30 });
    expect(changed.code).toBe(1);
    expect(changed.out).toContain('This deployment changes or removes it, and fails');
    expect(await deploy({ ttl: 30 })).toMatch(/ROLLBACK/);
  });

  test('a name server that answers otherwise is named', async () => {
    await deploy();
    await byHand('DELETE', await firstMember());
    const { out } = await preflight({}, '--server', `127.0.0.1:${dns.port}`, '--server', '127.0.0.1:1');
    expect(out).toContain('WARNING  www.example.com A');
    expect(out).toContain('127.0.0.1:1: no reply, though the API has a record set');
  });

  async function firstMember(): Promise<Record<string, unknown>> {
    const { ResourceRecordSets: sets } = await world.route53.listResourceRecordSets({ HostedZoneId: zoneId });
    return { ...sets!.find(({ SetIdentifier }) => SetIdentifier !== undefined)! };
  }
});

test('a name that only the deployment decides is said, and is not counted as compared', async () => {
  const app = new App({ outdir: join(scratch, 'open'), analyticsReporting: false });
  const stack = new Stack(app, 'Open');
  const stage = new CfnParameter(stack, 'Stage');
  const record = { hostedZoneId: zoneId, type: 'A', ttl: '60', resourceRecords: ['52.0.0.1'] };
  new CfnRecordSet(stack, 'Known', { ...record, name: 'known.example.com' });
  new CfnRecordSet(stack, 'NotKnown', { ...record, name: `${stage.valueAsString}.example.com` });
  const { code, out } = await run(['preflight', app.synth().directory, '--no-dns'], {
    env: { AWS_ENDPOINT_URL: world.endpointUrl },
  });
  expect(code).toBe(0);
  expect(out).toContain('${Stage}.example.com A: not compared with what is live, because parameter Stage has no value');
  expect(out).toMatch(/^clear: 1 record set of 1 stack compared with .*; 1 record set could not be compared$/m);
});

describe('a stack that was deployed from YAML by hand', () => {
  const HAND = (): string => `
Parameters:
  Zone: { Type: String, Default: ${zoneId} }
Mappings:
  Names: { prod: { host: hand } }
Resources:
  Check:
    Type: AWS::Route53::HealthCheck
    Properties:
      HealthCheckConfig: { Type: TCP, IPAddress: 52.0.0.1, Port: 80 }
  Hand:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Join [., [!FindInMap [Names, prod, host], example.com]]
      Type: A
      TTL: 60
      MultiValueAnswer: true
      SetIdentifier: !Sub '\${AWS::StackName}-1'
      HealthCheckId: !GetAtt Check.HealthCheckId
      ResourceRecords: [52.0.0.1]
`;

  beforeEach(async () => {
    await world.cloudFormation.createStack({ StackName: 'Hand', TemplateBody: HAND() });
    await world.engine.idle();
    expect(await statusOf('Hand')).toBe('CREATE_COMPLETE');
  });

  test('is compared with what is live', async () => {
    const { ResourceRecordSets: sets } = await world.route53.listResourceRecordSets({ HostedZoneId: zoneId });
    const hand = sets!.find(({ Name: name }) => name === 'hand.example.com.')!;
    const { out: clear } = await preflight({ stackName: 'Hand', recordName: 'hand' }, '--no-dns');
    expect(clear).toBe('clear: 2 record sets of 1 stack compared with 3 live ones in 1 zone, and 0 DNS answers');
    await byHand('UPSERT', { ...hand, TTL: 5 });
    const { code, out } = await preflight({ stackName: 'Hand', recordName: 'hand' }, '--no-dns');
    expect(code).toBe(1);
    expect(out).toContain(
      "BLOCKED  hand.example.com A 'Hand-1'\n  Hand.Hand has drifted from the deployed template: TTL 60, live 5.",
    );
  });
});

test('--json holds the verdict, the findings and what was compared', async () => {
  await byHand('CREATE', SIMPLE);
  const { code, out } = await preflight({}, '--json', '--no-dns');
  const report = JSON.parse(out) as { verdict: string; findings: unknown[]; checked: { zones: { id: string }[] } };
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'blocked' });
  expect(report.checked.zones.map(({ id }) => id)).toEqual([zoneId]);
  expect(report.findings.length).toBeGreaterThan(0);
});

describe('what cannot be judged ends with 2', () => {
  test('no API', async () => {
    const gone = await startWorld();
    await gone.close();
    const { code, err } = await run(['preflight', synth().directory], { env: { AWS_ENDPOINT_URL: gone.endpointUrl } });
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^multivalue: nothing answers at .*; start the local Route 53 with/),
    });
  });

  test('Ctrl-C while name servers are asked', async () => {
    const www = { ttl: 77 };
    await deploy(www);
    const server = await silentServer();
    const { code, out, err } = await run(['preflight', synth(www).directory, '--server', server.address], {
      env: { AWS_ENDPOINT_URL: world.endpointUrl },
      stop: server.asked,
    });
    server.close();
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'multivalue: interrupted before every name server was queried' });
  });

  test('Ctrl-C while the API is read at its pace', async () => {
    const app = new App({ outdir: join(scratch, 'many'), analyticsReporting: false });
    const stack = new Stack(app, 'Many');
    for (let n = 1; n <= 8; n++) {
      const { HostedZone: zone } = await world.route53.createHostedZone({ Name: `z${n}.shop.example`, CallerReference: `${n}` });
      const hostedZoneId = zone!.Id!.replace('/hostedzone/', '');
      const record = { hostedZoneId, name: `www.z${n}.shop.example`, type: 'A', ttl: '60', resourceRecords: ['52.0.0.1'] };
      new CfnRecordSet(stack, `Www${n}`, record);
    }
    const { directory } = app.synth();
    const env = { AWS_ENDPOINT_URL: world.endpointUrl };
    expect((await run(['preflight', directory, '--no-dns'], { env })).code).toBe(0);
    const stop = new AbortController();
    world.calls.length = 0;
    const waiting = run(['preflight', directory, '--no-dns', '--api-rate', '1'], { env, stop: stop.signal });
    while (world.calls.filter(({ service }) => service === 'route53').length < 25) await setImmediate();
    stop.abort();
    expect(await waiting).toEqual({ code: 2, out: '', err: 'multivalue: interrupted while reading the live zones' });
  });

  test('no assembly', async () =>
    expect(await run(['preflight', join(scratch, 'nowhere')], { env: { AWS_ENDPOINT_URL: world.endpointUrl } })).toMatchObject({
      code: 2,
      err: expect.stringContaining('expected a cloud assembly there, but there is nothing'),
    }));

  test.each(['127.0.0.1:dns', 'localhost:', '300.0.0.1', ''])("a server that cannot be asked: '%s'", async server =>
    expect(await preflight({}, '--server', server)).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        `Expected an address or a host name, with or without a port, e.g. 192.0.2.1, 127.0.0.1:5300, [::1]:5300 or ns-1.example.net; got '${server}'.`,
      ),
    }),
  );

  test('a broken assembly', async () => {
    const { directory } = synth();
    writeFileSync(join(directory, 'Web.template.json'), '{');
    expect(await run(['preflight', directory], { env: { AWS_ENDPOINT_URL: world.endpointUrl } })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Web.template.json: expected a CloudFormation template in JSON'),
    });
  });
});
