/** Runs the real CDK CLI against a local API, as a user would. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cdkEnvironment } from '../../../lib/local/cdk-environment';

const CLI = resolve(__dirname, '../../../node_modules/aws-cdk/bin/cdk');

export interface CdkRun {
  readonly exitCode: number;
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
    run: (...args) =>
      new Promise(done =>
        execFile(process.execPath, [CLI, ...common, ...args], { cwd: directory, env }, (error, stdout, stderr) =>
          done({ exitCode: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
        ),
      ),
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}
