import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnEIP } from 'aws-cdk-lib/aws-ec2';
import { ARecord, CfnHealthCheck, CfnRecordSetGroup, HealthCheck, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { Plan } from '../../lib/plan/plan';
import { run as runCommand, type Run } from './support/io';

const scratch = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const run = (...args: string[]): Promise<Run> => runCommand(['plan', ...args], { columns: 100 });

/** An app as people write it: a zone in one stack, records in another, in a nested one, and in a stage. */
function assembly(): string {
  const app = new App({ outdir: join(scratch, 'cdk.out'), analyticsReporting: false });
  const network = new Stack(app, 'Network');
  const zone = new HostedZone(network, 'Zone', { zoneName: 'example.com' });

  const web = new Stack(app, 'Web', { env: { account: '123456789012', region: 'eu-west-1' } });
  const eip = new CfnEIP(web, 'ElasticIp');
  const checks = ['52.0.0.1', eip.attrPublicIp].map(
    (ipAddress, index) => new CfnHealthCheck(web, `Check${index}`, { healthCheckConfig: { type: 'HTTP', ipAddress, port: 80 } }),
  );
  checks.forEach((check, index) => {
    new ARecord(web, `Www${index}`, {
      zone: HostedZone.fromHostedZoneAttributes(web, `Zone${index}`, {
        hostedZoneId: 'Z0123456789ABCDEFGHIJ',
        zoneName: 'example.org',
      }),
      recordName: 'www',
      ttl: Duration.seconds(60),
      multiValueAnswer: true,
      setIdentifier: `server-${index}`,
      healthCheck: HealthCheck.fromHealthCheckId(web, `Imported${index}`, check.attrHealthCheckId),
      target: RecordTarget.fromIpAddresses(index === 0 ? '52.0.0.1' : eip.attrPublicIp),
    });
  });

  const nested = new NestedStack(network, 'Nested');
  new ARecord(nested, 'Inner', { zone, recordName: 'inner', target: RecordTarget.fromIpAddresses('52.0.0.9') });

  const staged = new Stack(new Stage(app, 'Prod'), 'Edge');
  new CfnRecordSetGroup(staged, 'Group', {
    hostedZoneName: 'example.net.',
    recordSets: [{ name: 'edge.example.net', type: 'A', ttl: '60', resourceRecords: ['52.0.0.3', '52.0.0.4'] }],
  });
  new ARecord(new Stack(app, 'Consumer'), 'Shared', {
    zone,
    recordName: 'shared',
    target: RecordTarget.fromIpAddresses('52.0.0.5'),
  });
  return app.synth().directory;
}

describe('an app of aws-cdk-lib constructs', () => {
  const directory = assembly();
  const planned = async (): Promise<Plan> => JSON.parse((await run(directory, '--json')).out) as Plan;

  test('every name of every stack, stage and nested stack is there, in its zone', async () => {
    const { names } = await planned();
    expect(names.map(({ name, zone, policy, endpoints }) => [name, zone, policy, endpoints[0].stack]).sort()).toEqual([
      ['edge.example.net', 'example.net', 'simple', 'Prod-Edge'],
      ['inner.example.com', 'example.com', 'simple', expect.stringMatching(/^Network\/Nested/)],
      ['shared.example.com', 'example.com', 'simple', 'Consumer'],
      ['www.example.org', 'Z0123456789ABCDEFGHIJ', 'multivalue', 'Web'],
    ]);
  });

  test('an address that is known only at deployment is shown as what it is', async () => {
    const { names } = await planned();
    const www = names.find(({ name }) => name === 'www.example.org')!;
    expect(www.endpoints.map(({ identifier, values, healthCheck }) => [identifier, values, healthCheck?.watches])).toEqual([
      ['server-0', ['52.0.0.1'], '52.0.0.1:80'],
      ['server-1', ['${ElasticIp.PublicIp}'], '${ElasticIp.PublicIp}:80'],
    ]);
  });

  test('the cost is the zone, one check at AWS and one elsewhere: 0.50 + 0.50 + 0.75 (behaviour 8.3)', async () =>
    expect((await planned()).cost.perMonth).toBe(1.75));

  test('separate record sets of one name are advised to become one group', async () =>
    expect((await planned()).advice).toContainEqual(
      expect.objectContaining({ id: 'not-one-group', subjects: ['www.example.org A'] }),
    ));

  test('the table fits the terminal and holds what the JSON holds', async () => {
    const { code, out } = await run(directory);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.filter(line => line.length > 100)).toEqual([]);
    for (const text of [
      'www.example.org A: multivalue',
      'server-1',
      '60–108 s',
      'Cost: 1.75 USD a month',
      'First deployment',
      'Advice',
    ]) {
      expect(out).toContain(text);
    }
  });

  test('the markdown is made of tables, with what the template says escaped', async () => {
    const { code, out } = await run(directory, '--markdown');
    expect(code).toBe(0);
    expect(out).toContain('### www.example.org A: multivalue, 2 record sets, zone Z0123456789ABCDEFGHIJ');
    expect(out).toContain('| server-0 | 52.0.0.1 | HTTP :80, 3 × 30 s | 60 | 60–108 s, ≈ 90 | 60–168 s, ≈ 150 |');
  });
});

test('an app without Route 53 is said to have none', async () => {
  const app = new App({ outdir: join(scratch, 'empty'), analyticsReporting: false });
  new Stack(app, 'Empty');
  const { code, out } = await run(app.synth().directory);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/: no Route 53 resources in 1 stack$/) });
});

test('an app of nothing but zones has a cost, too', async () => {
  const app = new App({ outdir: join(scratch, 'zones'), analyticsReporting: false });
  new HostedZone(new Stack(app, 'Dns'), 'Zone', { zoneName: 'example.com' });
  const { out } = await run(app.synth().directory);
  expect(out).toContain('Cost: 0.50 USD a month');
  expect(out).toContain('no queries a month');
});

/** Each level is twice as much as the one within. */
const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>(a => ({ 'Fn::Sub': ['${a}${a}', { a }] }), 'x');

describe('what cannot be read ends with 2 and says where, what was expected, and what came', () => {
  const manifest = (properties: object): string =>
    JSON.stringify({
      version: '38.0.1',
      artifacts: { Web: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties } },
    });

  test.each<[string, Record<string, string> | undefined, RegExp]>([
    ['no directory', undefined, /case-\d+: expected a cloud assembly there, but there is nothing; run `cdk synth` first/],
    ['no manifest', {}, /case-\d+\/manifest\.json: expected the manifest of a cloud assembly, but there is none/],
    [
      'broken JSON',
      { 'manifest.json': '{"version": ' },
      /manifest\.json: expected the manifest of a cloud assembly in JSON, got no JSON \(line 1, column \d+\)/,
    ],
    [
      'another JSON',
      { 'manifest.json': '[]' },
      /manifest\.json: expected the manifest of a cloud assembly, a JSON object, got \[\]/,
    ],
    [
      'no manifest of an assembly',
      { 'manifest.json': '{"artifacts": 1}' },
      /manifest\.json: expected the manifest of a cloud assembly, got: /,
    ],
    [
      'no template',
      { 'manifest.json': manifest({ templateFile: 'gone.json' }) },
      /gone\.json: expected a CloudFormation template, but it cannot be read/,
    ],
    [
      'broken template',
      { 'manifest.json': manifest({ templateFile: 't.json' }), 't.json': 'Resources:' },
      /t\.json: expected a CloudFormation template in JSON, got no JSON/,
    ],
    [
      'a list of resources',
      { 'manifest.json': manifest({ templateFile: 't.json' }), 't.json': '{"Resources": []}' },
      /t\.json: expected `Resources` to be an object, got \[\]/,
    ],
    [
      'a resource without type',
      { 'manifest.json': manifest({ templateFile: 't.json' }), 't.json': '{"Resources": {"A": {}}}' },
      /t\.json: expected resource A to have a Type, got \{\}/,
    ],
    [
      'a template that is nested too deeply',
      { 'manifest.json': manifest({ templateFile: 't.json' }), 't.json': `{"Resources": ${'['.repeat(20_000)}` },
      /t\.json: expected a CloudFormation template in JSON, got .*nested more than 100 levels deep/,
    ],
    [
      'functions that come to more than memory holds',
      { 'manifest.json': manifest({ templateFile: 't.json' }), 't.json': JSON.stringify({ Resources: { A: { Type: 'AWS::Route53::RecordSet', Properties: { Name: nested(30) } } } }) }, // prettier-ignore
      /t\.json: Template error: its functions come to more than 4000000 characters$/,
    ],
  ])('%s', async (name, files, message) => {
    const directory = join(scratch, `case-${name.length}`);
    rmSync(directory, { recursive: true, force: true });
    if (files) mkdirSync(directory);
    Object.entries(files ?? {}).forEach(([file, text]) => writeFileSync(join(directory, file), text));
    const { code, out, err } = await run(directory);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.split('\n')).toHaveLength(1);
  });

  test('an option that is no number', async () =>
    expect(await run('--million-queries', 'many')).toMatchObject({
      code: 2,
      err: expect.stringContaining("from 0, got 'many'"),
    }));
});
