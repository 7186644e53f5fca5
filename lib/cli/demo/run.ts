import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs a program to its end, each line that it prints going to `hear`. Resolves to its exit code; killed when `stop` is aborted. */
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
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}
