import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { StackReader } from '../../lib/aws/stacks';
import { CliError } from '../../lib/cli/io';
import { chooseTargets } from '../../lib/cli/targets';

const scratch = mkdtempSync(join(tmpdir(), 'targets-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** An app with one name that is known and one that only the deployment decides. */
function assembly(): string {
  const app = new App({ outdir: join(scratch, 'app'), analyticsReporting: false });
  const stack = new Stack(app, 'Web');
  const record = { hostedZoneId: 'Z1', type: 'A', ttl: '60', resourceRecords: ['52.0.0.1'] };
  new CfnRecordSet(stack, 'Known', { ...record, name: 'known.shop.example' });
  new CfnRecordSet(stack, 'Open', { ...record, name: `${new CfnParameter(stack, 'Stage').valueAsString}.shop.example` });
  return app.synth().directory;
}

const failing = (error: Error): StackReader => ({ stack: () => Promise.reject(error), exports: () => Promise.reject(error) });

test('deployed stacks that cannot be read are a reason to skip what only they tell; Ctrl-C while they are read is none', async () => {
  const app = assembly();
  const { targets, skipped } = await chooseTargets('verify', [], { app }, failing(new Error('AWS denies access')));
  expect(targets.map(({ name }) => name)).toEqual(['known.shop.example']);
  expect(skipped.map(({ why }) => why)).toEqual([
    expect.stringMatching(/; the deployed stacks cannot be read: AWS denies access$/),
  ]);
  await expect(chooseTargets('verify', [], { app }, failing(new CliError('interrupted')))).rejects.toThrow('interrupted');
});
