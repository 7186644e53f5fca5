/** AWS's clients of other languages, run as child processes against a local Route 53. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program that finds only this endpoint and made-up credentials, and no settings of whoever runs the tests. */
export async function run(url: string, program: string, args: readonly string[], input = ''): Promise<Run> {
  const env = {
    PATH: `/usr/bin:/bin:${process.env.PATH}`,
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  try {
    const running = promisify(execFile)(program, args, { env, timeout: 60_000, maxBuffer: 2 ** 24 });
    running.child.stdin?.end(input);
    const { stdout, stderr } = await running;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') {
      throw error; // it did not run at all
    }
    return { code, out: stdout ?? '', err: stderr ?? '' };
  }
}
