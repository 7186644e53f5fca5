/** The whole way: an app is synthesized, its stack deployed to the local Route 53, and its names verified over the wire. */
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import type { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Io } from '../../lib/cli/io';
import { startLocal, type Local } from '../../lib/local';
import type { NameReport, Report } from '../../lib/verify/report/model';
import { EXAMPLE_NAMES } from '../examples/names';
import { run, type Run } from './support/io';
import { sdkConfig } from '../support/sdk-config';

/** The stack of an example. */
function stackOf(example: string): CloudFormationStackArtifact {
  return jest.requireActual<{ app: App }>(`../../examples/${example}/app.ts`).app.synth().stacks[0];
}

/** Examples of Route 53 resources alone: others the local Route 53 does not deploy. */
const EXAMPLES = EXAMPLE_NAMES.filter(example => {
  const { Resources: resources } = stackOf(example).template as { Resources: Record<string, { Type: string }> };
  return Object.values(resources).every(({ Type: type }) => type.startsWith('AWS::Route53::'));
});
let local: Local;

beforeEach(async () => {
  local = await startLocal({ seed: 1, speed: 50 });
});
afterEach(async () => {
  await local.close();
});

/** Deploys the stack of an example; resolves to its name. */
function deploy(example: string): Promise<string> {
  const { stackName, template } = stackOf(example);
  return create(stackName, JSON.stringify(template));
}

async function create(StackName: string, TemplateBody: string): Promise<string> {
  const client = new CloudFormationClient(sdkConfig(local.endpointUrl));
  await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.2 }, { StackName });
  client.destroy();
  return StackName;
}

const env = (): Io['env'] => ({ AWS_ENDPOINT_URL: local.endpointUrl });
const verify = (...args: string[]): Promise<Run> => run(['verify', ...args, '--json'], { env: env() });

/** The only name of the report, which must hold. */
async function verified(...args: string[]): Promise<NameReport> {
  const { code, out, err } = await verify(...args);
  expect([code, err]).toEqual([0, '']);
  const { names } = JSON.parse(out) as Report;
  expect(names).toHaveLength(1);
  return names[0];
}

test.each(EXAMPLES)('every name of the deployed example %s holds the rule', async example => {
  const stack = await deploy(example);
  const { code, out, err } = await verify('--stack', stack);
  expect(err).toBe('');
  const report = JSON.parse(out) as Report;
  expect(report.names.flatMap(name => name.violations)).toEqual([]);
  expect(report.verdict).toBe('holds');
  expect(code).toBe(0);
  expect(report.names.length).toBeGreaterThan(0);
});

test('a stack that was deployed from YAML by hand is verified and watched too', async () => {
  const stack = await create(
    'Hand',
    `
Resources:
  Zone:
    Type: AWS::Route53::HostedZone
    Properties: { Name: shop.example }
  Www:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Join [., [www, shop.example]]
      Type: A
      TTL: 60
      ResourceRecords: [52.0.0.1]
`,
  );
  expect(await verified('--stack', stack)).toMatchObject({ name: 'www.shop.example', verdict: 'holds' });
  const stop = new AbortController();
  const { out } = await run(['watch', '--stack', stack], { env: env(), stop: stop.signal, onOut: () => stop.abort() });
  expect(out).toMatch(/^\S+Z watching www\.shop\.example A: simple, 1 value, 0 unhealthy$/);
});

test('the examples are nearly all deployed', () => expect(EXAMPLES.length).toBeGreaterThanOrEqual(10));

test('members that fail their checks are seen to be left out, and to come back when all have failed', async () => {
  await deploy('multivalue');
  for (const [down, size] of [
    [['52.0.0.1'], 8],
    [['52.0.0.2', '52.0.0.3', '52.0.0.4', '52.0.0.5', '52.0.0.6'], 6],
    [['52.0.0.7', '52.0.0.8', '52.0.0.9', '52.0.0.10', '52.0.0.11', '52.0.0.12'], 8],
  ] as const) {
    down.forEach(address => local.force(address, 'down'));
    await Promise.all(down.map(address => local.until(address, 'unhealthy')));
    const name = await verified('www.shop.example', '--type', 'A');
    expect(name.answerSizes).toEqual({ [size]: name.queries });
  }
});

test('a pool with a fallback is followed to the fallback', async () => {
  await deploy('fallback');
  expect((await verified('www.shop.example')).allowed).toEqual([expect.objectContaining({ size: 6 })]);
  const pool = [1, 2, 3, 4, 5, 6].map(n => `52.0.1.${n}`);
  pool.forEach(address => local.force(address, 'down'));
  await Promise.all(pool.map(address => local.until(address, 'unhealthy')));
  const name = await verified('www.shop.example');
  expect(name.policy).toBe('failover alias');
  expect(name.allowed).toEqual([{ size: 1, of: ['52.0.1.100'], ttl: 60 }]);
});

test('the state of alarms, which the API does not tell, is taken from the answers', async () => {
  await deploy('alarm-checks');
  local.setAlarm('server-1', 'OK');
  local.setAlarm('server-2', 'OK');
  local.setAlarm('server-3', 'ALARM');
  const name = await verified('internal.shop.example');
  expect(Object.fromEntries(name.members.map(m => [m.value, m.health]))).toEqual({
    '10.0.0.1': 'assumed healthy',
    '10.0.0.2': 'assumed healthy',
    '10.0.0.3': 'assumed unhealthy',
  });
});

test('a watch tells of a member that fails, as it happens', async () => {
  await deploy('fallback');
  const stop = new AbortController();
  const lines: string[] = [];
  const { code } = await run(['watch', 'www.shop.example'], {
    env: env(),
    stop: stop.signal,
    out: line => {
      if (lines.push(line) === 1) {
        local.force('52.0.1.3', 'down');
      } else {
        stop.abort();
      }
    },
  });
  expect(code).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^\S+Z watching www\.shop\.example A: failover alias, 7 values, 0 unhealthy$/),
    expect.stringMatching(/^\S+Z www\.shop\.example A: \S+ \(52\.0\.1\.3\) is unhealthy now$/),
  ]);
});

test('a watch ends by itself after the seconds it was given', async () => {
  await deploy('simple');
  const began = performance.now();
  const { code, out } = await run(['watch', '--stack', stackOf('simple').stackName, '--for', '0.7'], {
    env: env(),
    isTerminal: true,
    colour: true,
  });
  expect(code).toBe(0);
  expect(performance.now() - began).toBeGreaterThanOrEqual(700);
  expect(out).toContain('multivalue watch');
});
