/** The names of a deployed stack and of an assembly, however the template writes them; what cannot be told is skipped, with the reason. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { startLocal, type Local } from '../../lib/local';
import type { Report } from '../../lib/verify/report/model';
import { sdkConfig } from '../support/sdk-config';
import { run, type Run } from './support/io';

const scratch = mkdtempSync(join(tmpdir(), 'stack-names-'));
let local: Local;
let cloudFormation: CloudFormation;

const record = (Name: unknown, more: object = {}, attributes: object = {}) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: { 'Fn::ImportValue': 'zone' }, Name, Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1'], ...more },
  ...attributes,
});

const NETWORK = {
  Resources: { Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.example' } } },
  Outputs: {
    Zone: { Value: { Ref: 'Zone' }, Export: { Name: 'zone' } },
    Domain: { Value: 'shop.example', Export: { Name: 'domain' } },
  },
};
const WEB = {
  Parameters: {
    Stage: { Type: 'String' },
    Secret: { Type: 'String', NoEcho: true },
    Hosts: { Type: 'CommaDelimitedList', Default: 'one,two' },
  },
  Mappings: { Names: { prod: { front: 'front' } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    IsSecret: { 'Fn::Equals': [{ Ref: 'Secret' }, 'hush'] },
  },
  Resources: {
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 80 } },
    },
    Sub: record({ 'Fn::Sub': 'sub.${Stage}.shop.example' }),
    GetAtt: record({ 'Fn::Sub': 'x${Check.HealthCheckId}.shop.example' }),
    Imported: record({ 'Fn::Join': ['.', ['imported', { 'Fn::ImportValue': 'domain' }]] }),
    Mapped: record({
      'Fn::Sub': ['${Front}.shop.example', { Front: { 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'front'] } }],
    }),
    Selected: record({ 'Fn::Sub': ['${Host}.shop.example', { Host: { 'Fn::Select': [1, { Ref: 'Hosts' }] } }] }),
    There: record('there.shop.example', {}, { Condition: 'IsProd' }),
    NotThere: record('not-there.shop.example', {}, { Condition: 'IsTest' }),
    Masked: record({ 'Fn::Sub': '${Secret}.shop.example' }),
    Perhaps: record('perhaps.shop.example', {}, { Condition: 'IsSecret' }),
    Delegation: record('elsewhere.shop.example', { Type: 'NS', ResourceRecords: ['ns1.elsewhere.example'] }),
  },
};
const PARAMETERS = [
  { ParameterKey: 'Stage', ParameterValue: 'prod' },
  { ParameterKey: 'Secret', ParameterValue: 'hush' },
];

beforeAll(async () => {
  local = await startLocal({ seed: 1, speed: 50 });
  cloudFormation = new CloudFormation(sdkConfig(local.endpointUrl));
  await local.deploy(NETWORK, 'Network');
  await create('Web', WEB, PARAMETERS);
});
afterAll(async () => {
  cloudFormation.destroy();
  await local.close();
  rmSync(scratch, { recursive: true });
});

async function create(StackName: string, template: object, Parameters: typeof PARAMETERS = []): Promise<void> {
  await cloudFormation.createStack({ StackName, TemplateBody: JSON.stringify(template), Parameters });
  await local.settle();
  const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
  expect(Stacks[0].StackStatus).toBe('CREATE_COMPLETE');
}

/** An assembly of one stack. */
function assembly(stackName: string, template: object): string {
  const directory = mkdtempSync(join(scratch, 'app-'));
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties: { templateFile: 't.json', stackName },
  };
  writeFileSync(join(directory, 't.json'), JSON.stringify(template));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts: { [stackName]: stack } }));
  return directory;
}

const cli = (...args: string[]): Promise<Run> => run(args, { env: { AWS_ENDPOINT_URL: local.endpointUrl } });
const NAMES = [
  expect.stringMatching(/^x[0-9a-f-]{36}\.shop\.example A$/),
  'front.shop.example A',
  'imported.shop.example A',
  'sub.prod.shop.example A',
  'there.shop.example A',
  'two.shop.example A',
];
const SKIPPED = [
  'elsewhere.shop.example NS is not verified: NS, SOA and DS records are not routed',
  'which record sets Web.Perhaps has is not known: parameter Secret is not shown (NoEcho)',
  '${Secret}.shop.example A (Web.Masked) is not known: parameter Secret is not shown (NoEcho)',
];

test.each([
  ['--stack', () => 'Web'],
  ['--app', () => assembly('Web', WEB)],
])('%s finds names however they are written, and says which it skips and why', async (way, what) => {
  const { code, out, err } = await cli('verify', way, what(), '--json');
  expect(err).toBe('');
  const { names, skipped, verdict } = JSON.parse(out) as Report;
  expect(names.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(expect.arrayContaining(NAMES));
  expect(names).toHaveLength(NAMES.length);
  expect(skipped.map(({ why }) => why).sort()).toEqual([...SKIPPED].sort());
  expect([code, verdict]).toEqual([0, 'holds']);
});

test('the terminal, the page and JUnit name what is skipped, and the verdict is on the others', async () => {
  const [html, junit] = ['report.html', 'report.xml'].map(name => join(scratch, name));
  const { out } = await cli('verify', '--stack', 'Web', '--html', html, '--junit', junit);
  const [page, suites] = [html, junit].map(file => readFileSync(file, 'utf8'));
  SKIPPED.forEach(why => [out, page].forEach(text => expect(text).toContain(why)));
  expect(suites.match(/<skipped message="[^"]+ is not (known|verified): /g)).toHaveLength(3);
  expect(out).toMatch(/6 names verified in \S+ s: every answer was allowed; 3 names skipped, not verified$/);
});

test('--type narrows what is skipped, too', async () => {
  const { out } = await cli('verify', '--stack', 'Web', '--type', 'A', '--json');
  expect((JSON.parse(out) as Report).skipped.map(({ why }) => why).sort()).toEqual(SKIPPED.slice(1).sort());
});

test('watch names what it skips', async () => {
  const stop = new AbortController();
  const { out } = await run(['watch', '--stack', 'Web'], {
    env: { AWS_ENDPOINT_URL: local.endpointUrl },
    stop: stop.signal,
    onOut: () => stop.abort(), // all of them are said at once
  });
  const lines = out.split('\n');
  expect(lines.filter(line => line.includes('watching'))).toHaveLength(NAMES.length);
  SKIPPED.forEach(why => expect(lines).toContainEqual(expect.stringContaining(`skipped: ${why}`)));
});

test('watch names what it skips on its screen, within its width', async () => {
  const stop = new AbortController();
  const { out } = await run(['watch', '--stack', 'Web'], {
    env: { AWS_ENDPOINT_URL: local.endpointUrl },
    isTerminal: true,
    columns: 60,
    stop: stop.signal,
    onOut: () => stop.abort(),
  });
  // eslint-disable-next-line no-control-regex
  const lines = out.split('\n').map(line => line.replace(/\u001b\[\d*[A-Z]/g, ''));
  expect(lines.filter(line => line.startsWith('skipped: '))).toHaveLength(3);
  expect(lines.filter(line => line.length > 60)).toEqual([]);
});

test.each([
  ['--stack', () => 'Masked'],
  ['--app', () => assembly('Masked', masked)],
])('%s ends with 2 when every name is skipped, and says why', async (way, what) => {
  const { code, out, err } = await cli('verify', way, what());
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('none of the record sets of ');
  expect(err).toContain('${Secret}.shop.example A (Masked.Only) is not known: parameter Secret ');
});
const masked = { Parameters: { Secret: { Type: 'String', NoEcho: true } }, Resources: { Only: record({ 'Fn::Sub': '${Secret}.shop.example' }) } }; // prettier-ignore
beforeAll(() => create('Masked', masked, [{ ParameterKey: 'Secret', ParameterValue: 'other' }]));

test('what an assembly leaves open and no stack tells is skipped with the reason', async () => {
  const template = {
    Parameters: { Stage: { Type: 'String' } },
    Resources: { Sub: WEB.Resources.Sub, Known: record('there.shop.example') },
  };
  const { code, out } = await cli('verify', '--app', assembly('NotDeployed', template), '--json');
  const { names, skipped } = JSON.parse(out) as Report;
  expect([code, names.map(({ name }) => name)]).toEqual([0, ['there.shop.example']]);
  expect(skipped).toEqual([
    {
      name: 'sub.${Stage}.shop.example A (NotDeployed.Sub)',
      why: 'sub.${Stage}.shop.example A (NotDeployed.Sub) is not known: parameter Stage has no value',
    },
  ]);
});

test.each([
  [
    'a stack that does not exist',
    ['--stack', 'Nobody'],
    /stack Nobody does not exist, or was never deployed; list the stacks with/,
  ],
  ['a stack without names', ['--stack', 'Network'], /stack Network has no record sets to verify$/],
  ['a name that no stack can have', ['--stack', 'a b'], /stack a b (does not exist|cannot be read)/],
])('%s ends with 2', async (_, args, message) => {
  const { code, err } = await cli('verify', ...args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});
