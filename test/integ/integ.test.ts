import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { startLocal } from '../../lib/local';
import { cdkEnvironment } from '../../lib/local/cdk-environment';
import { readAssembly } from '../../lib/plan/assembly';
import { declare } from '../../lib/plan/declare';
import { run } from '../cli/support/io';
import { policyOf, type ResourceRecordSet, type RoutingPolicy } from '../../lib/rules/record-set';
import { MULTIVALUE_TYPES } from '../../lib/rules/record-types';
import { EXAMPLE_NAMES, exampleFile } from '../examples/names';
import { combine, type CombinedApp, type Disguise, type Example } from './apps';
import { awsSite, probeNobody } from './aws-site';
import { isSupported, localSite } from './local-site';
import type { Site } from './site';
import { tellStory } from './story';
import { sdkConfig } from '../support/sdk-config';

const ROOT = resolve(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'integ-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const load = (names: readonly string[]): Promise<Example[]> =>
  Promise.all(names.map(async name => ({ name, app: ((await import(exampleFile(name, 'app.ts'))) as { app: App }).app })));

const HELD = [
  expect.stringMatching(/^verify with every endpoint up: holds; .* 0 of \d+ members unhealthy$/),
  expect.stringMatching(/^verify with half of them down: holds; .* [1-9]\d* of \d+ members unhealthy$/),
  expect.stringMatching(/^verify with every endpoint up again: holds; .* 0 of \d+ members unhealthy$/),
];

/** What was said of the verifications; what the CDK CLI printed comes with a failure. */
async function story(app: CombinedApp, site: Site): Promise<string[]> {
  const [said, heard]: [string[], string[]] = [[], []];
  try {
    await tellStory({
      app,
      site,
      root: ROOT,
      say: line => said.push(line),
      hear: line => heard.push(line),
      multivalue: args => run(args, { env: site.env }),
      stop: new AbortController().signal,
      timeout: 240_000,
    });
  } catch (error) {
    throw new Error([(error as Error).message, ...said, ...heard].join('\n'), { cause: error });
  }
  return said.filter(line => line.startsWith('verify'));
}

test('the examples are deployed, verified, broken, verified, mended, verified and destroyed by the real CDK CLI', async () => {
  const app = combine(await load(EXAMPLE_NAMES), join(scratch, 'local'), isSupported, {
    zoneOf: example => `${example}.integ.test`,
    stackName: stack => `Integ${stack}`,
  });
  expect(app.leftOut.map(({ example }) => example)).toEqual(['operations']); // alarms and firewalls are for a real account
  const site = await localSite(app.directory, ROOT);
  try {
    expect(await story(app, site)).toEqual(HELD);
  } finally {
    await site.close();
  }
});

test('the examples that are deployed show each policy, and a multivalue group of each type that may be one', async () => {
  const deployed = await load(EXAMPLE_NAMES.filter(name => name !== 'operations'));
  const resources = deployed.flatMap(({ app }) => app.synth().stacks.flatMap(({ template }) => groupsOf(template as Template)));
  const shown = (policy: RoutingPolicy): string[] => [
    ...new Set(resources.filter(set => policyOf(set) === policy).map(set => set.Type)),
  ];
  expect(shown('multivalue').sort()).toEqual([...MULTIVALUE_TYPES].sort());
  expect(shown('simple')).not.toEqual([]);
  expect(shown('failover')).not.toEqual([]);
});

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: { RecordSets?: ResourceRecordSet[] } }>;
}

const groupsOf = ({ Resources }: Template): ResourceRecordSet[] =>
  Object.values(Resources).flatMap(({ Properties }) => Properties?.RecordSets ?? []);

describe('what is done at AWS', () => {
  const disguise: Disguise = {
    zoneOf: example => `${example}.mv-1.example.org`,
    stackName: stack => `mv-1-${stack}`,
    healthCheck: probeNobody,
  };

  test('uses throw-away names, and nobody else is probed', async () => {
    const app = combine(await load(EXAMPLE_NAMES), join(scratch, 'aws'), isSupported, disguise);
    const { stacks, zones, healthChecks } = declare(readAssembly(app.directory));
    expect(stacks.map(({ name }) => name).filter(name => !name.startsWith('mv-1-'))).toEqual([]);
    expect(zones.map(({ name }) => name).filter(name => !name.endsWith('.mv-1.example.org.'))).toEqual([]);
    const probed = healthChecks.flatMap(({ config }) => config.IPAddress ?? config.FullyQualifiedDomainName ?? []);
    expect(probed.length).toBeGreaterThan(0);
    expect(probed.filter(name => !/^nobody\..+\.mv-1\.example\.org$/.test(name))).toEqual([]);
  });

  test('works through the AWS API alone: tried on the local Route 53, whose own levers are not touched', async () => {
    const app = combine(await load(['fallback']), join(scratch, 'aws-story'), isSupported, disguise);
    const local = await startLocal({ seed: 1 });
    const site = awsSite({
      env: cdkEnvironment({ endpointUrl: local.endpointUrl, home: scratch, base: process.env }),
      client: sdkConfig(local.endpointUrl),
      propagationMs: 0,
    });
    try {
      expect(await story(app, site)).toEqual(HELD);
    } finally {
      await site.close();
      await local.close();
    }
  });
});
