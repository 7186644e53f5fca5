/** AWS's clients of other languages, run as child processes against a local Route 53. */
import { ANYTHING, type Ended, runProgram } from '../../support/programs';

/** Runs a program that finds only this endpoint and made-up credentials, and no settings of whoever runs the tests. */
export const run = (
  url: string,
  program: string,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> =>
  runProgram(program, args, {
    env: {
      PATH: `/usr/bin:/bin:${process.env.PATH}`,
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      ...env,
    },
    input,
    stderr: ANYTHING, // theirs, which the tests look at
  });
