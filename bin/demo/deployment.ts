/** The ways in which the demo's app comes to the local Route 53. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdkEnvironment } from '../../lib/local/cdk-environment';
import type { Local } from '../../lib/local';
import type { Io } from '../../lib/cli/io';
import { run } from './run';
import { ADDRESSES, DRAINED } from './scenes';
import type { Stage } from './stage';

export interface Deployment {
  readonly title: string;
  /** Tells how it goes. Rejects when it fails. */
  run(stage: Stage, io: Io, local: Local): Promise<void>;
}

/** `15/16` of an event that the CDK CLI tells; those that only say that something has begun count nothing. */
const EVENT = /\|\s*(\d+)\/(\d+)\s*\|.*\|\s*[A-Z_]+(?:_COMPLETE|_IN_PROGRESS)\s*\|/;

/** How it publishes the template, under a name of 64 digits; of no use to a reader unless it fails. */
const PUBLISHES = /: (start: (Building|Publishing)|success: (Built|Published)) /;

/** By the unmodified CDK CLI, in a directory that holds cdk.json, the app and node_modules. */
export function withCdkCli(root: string): Deployment {
  return {
    title: 'cdk deploy: the unmodified CDK CLI, the app in bin/app.ts',
    async run(stage, io, local) {
      const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
      const home = await mkdtemp(join(tmpdir(), 'multivalue-demo-'));
      const context = ['-c', `endpoints=${ADDRESSES.join(',')}`, '-c', `drained=${DRAINED}`];
      const bar = stage.progress('deploying', ADDRESSES.length);
      const told: string[] = [];
      const code = await run(process.execPath, [cdk, 'deploy', '--output', join(home, 'cdk.out'), ...context], {
        cwd: root,
        env: cdkEnvironment({ endpointUrl: local.endpointUrl, home, base: io.env }),
        stop: io.stop,
        hear: line => {
          const [, done, total] = EVENT.exec(line) ?? [];
          if (done) bar.update(Number(done), Number(total));
          else if (line.trim() !== '' && !PUBLISHES.test(line)) told.push(line);
        },
      }).finally(async () => {
        bar.done();
        await rm(home, { recursive: true, force: true });
      });
      stage.quote(told.join('\n'));
      if (code !== 0) {
        throw new Error(`cdk deploy ended with exit code ${code}`);
      }
      stage.good('deployed');
    },
  };
}

/** By the local Route 53 itself, from the template that the CDK made of bin/app.ts when the package was built. */
export function ofTemplate(file: string): Deployment {
  return {
    title: 'A stack from this app',
    async run(stage, _, local) {
      APP.forEach(line => stage.command(line));
      const template = JSON.parse(await readFile(file, 'utf8')) as { readonly Resources: object };
      await local.deploy(template, 'MultiValueDemo');
      stage.good(`deployed: ${Object.keys(template.Resources).length} resources`);
    },
  };
}

/** What matters of bin/app.ts. */
const APP = [
  "new MultiValueRecordSet(stack, 'Www', {",
  '  zone,',
  "  recordName: 'www',",
  "  endpoints: Endpoint.ipAddresses('52.0.0.1', '52.0.0.2', …),",
  "  healthCheck: EndpointHealthCheck.http({ path: '/healthz' }),",
  '});',
];
