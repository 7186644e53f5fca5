import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a program to its end, each line that it prints going to `hear`. Resolves to its exit code. Killed when `stop` is aborted; then, as
 * when it cannot be started, rejects once it has ended, so that nothing of it is left when its files are removed.
 */
export function run(
  file: string,
  args: readonly string[],
  options: {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly stop: AbortSignal;
    readonly hear: (line: string) => void;
  },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: options.env,
      cwd: options.cwd,
      signal: options.stop,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface({ input: child.stdout }).on('line', options.hear);
    createInterface({ input: child.stderr }).on('line', options.hear);
    let fault: Error | undefined;
    child.once('error', error => (fault = error));
    child.once('close', (code, signal) => (fault ? reject(fault) : resolve(code ?? (signal ? 128 : 1))));
  });
}
