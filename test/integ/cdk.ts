/** Runs the real CDK CLI on an assembly that is synthesised already. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface CdkOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which the run is ended. */
  readonly timeout: number;
  readonly hear: (line: string) => void;
}

/** Rejects when the CLI fails or takes too long. */
export function cdk(args: readonly string[], { root, env, timeout, hear }: CdkOptions): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(root, 'node_modules/aws-cdk/bin/cdk'), '--no-color', ...args], {
      env,
      cwd: join(root, 'test'), // away from the cdk.json of the demo
      timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('error', fail);
    child.once('close', (code, signal) => {
      if (code === 0) done();
      else fail(new Error(`cdk ${args[0]} ${signal ? `was ended after ${timeout / 1000} s` : `exited with ${code}`}`));
    });
  });
}
