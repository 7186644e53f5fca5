/** Runs the real CDK CLI against a local API, as a user would. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cdkEnvironment } from '../../../lib/local/cdk-environment';
import { ANYTHING, runNode } from '../../support/programs';

const CLI = resolve(__dirname, '../../../node_modules/aws-cdk/bin/cdk');

export interface CdkRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output and standard error, without colours. */
  readonly output: string;
}

export interface Cdk {
  run(...args: string[]): Promise<CdkRun>;
  /** Removes all that runs have left on disk. */
  dispose(): void;
}

/** Each run synthesises the app `app`, a file that node can run, at a path without spaces. */
export function cdkFor(app: string, endpointUrl: string): Cdk {
  const directory = mkdtempSync(join(tmpdir(), 'local-cdk-'));
  const home = join(directory, 'home');
  mkdirSync(home);
  const env = cdkEnvironment({ endpointUrl, home, base: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' } });
  const common = ['--app', `node ${app}`, '--output', join(directory, 'cdk.out'), '--no-color'];
  return {
    run: async (...args) => {
      const { code, out, err } = await runNode(CLI, [...common, ...args], { cwd: directory, env, stderr: ANYTHING }); // it reports there
      return { exitCode: code, output: out + err };
    },
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}
