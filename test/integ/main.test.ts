/** The script itself, as `npm run integ -- …` runs it: what it refuses before it makes anything. */
import { resolve } from 'node:path';
import { ListStacksCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { startLocal, type Local } from '../../lib/local';
import { cdkEnvironment } from '../../lib/local/cdk-environment';
import { runNode } from '../support/programs';
import { sdkConfig } from '../support/sdk-config';

const SCRIPT = resolve(__dirname, '../../dist/test/integ/main.js');
const HOME = resolve(__dirname, 'no-home');
let local: Local;

beforeAll(async () => {
  local = await startLocal({ seed: 1 });
});
afterAll(() => local.close());

const NOBODY = {
  PATH: process.env.PATH,
  HOME,
  AWS_CONFIG_FILE: `${HOME}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${HOME}/credentials`,
  AWS_EC2_METADATA_DISABLED: 'true',
};
const somebody = (): NodeJS.ProcessEnv => cdkEnvironment({ endpointUrl: local.endpointUrl, home: HOME, base: process.env });

async function integ(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const { code, out } = await runNode(SCRIPT, args, { env });
  return { code, lines: out.trim().split('\n') };
}

test.each([
  [['--aws'], /^integ: --aws needs --zone ZONE/],
  [['no-such-example'], /^integ: no such example: no-such-example; there are .*multivalue/],
  [['--wat'], /^integ: Unknown option '--wat'/],
])('%p is misuse', async (args, message) => {
  const { code, lines } = await integ(NOBODY, ...args);
  expect({ code, lines }).toEqual({ code: 2, lines: [expect.stringMatching(message)] });
});

/** A zone, and six checks of endpoints elsewhere at the short interval: 0.50 + 6 × (0.75 + 2.00) (behaviour 8.3). */
const COST = /^kept for a month, this would cost 17\.00 USD by the prices of \d{4}-\d\d-\d\d;/;

test('without credentials it says the cost and what to do, and makes nothing', async () => {
  const { code, lines } = await integ(NOBODY, '--aws', '--zone', 'example.org', 'fallback');
  expect({ code, lines }).toEqual({
    code: 2,
    lines: [expect.stringMatching(COST), expect.stringMatching(/^integ: no AWS credentials were found .*aws sso login/)],
  });
});

test('without a yes it says the cost and whose account it is, and makes nothing', async () => {
  const { code, lines } = await integ(somebody(), '--aws', '--zone', 'example.org', 'fallback');
  expect({ code, lines }).toEqual({
    code: 2,
    lines: [
      expect.stringMatching(COST),
      expect.stringMatching(/^the account is \d{12}, as arn:aws:/),
      'integ: nothing was made: add --yes to go on where nobody can be asked',
    ],
  });
  const client = new CloudFormationClient(sdkConfig(local.endpointUrl));
  expect((await client.send(new ListStacksCommand())).StackSummaries ?? []).toEqual([]);
  client.destroy();
});
