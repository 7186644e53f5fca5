/** Credentials, profile and Region as every AWS tool takes them: the SDK's own chain, fed by files that a person has. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Route53Client } from '@aws-sdk/client-route-53';
import { awsTarget } from '../../lib/aws/target';
import { startLocal } from '../../lib/local';
import { run } from './support/io';

const CONFIG = `
[profile keys]
region = eu-central-1
aws_access_key_id = AKIAOFTHEPROFILE
aws_secret_access_key = secret

[profile nowhere]
aws_access_key_id = AKIAOFNOWHERE
aws_secret_access_key = secret

[profile role]
role_arn = arn:aws:iam::111111111111:role/reader
source_profile = keys

[sso-session office]
sso_region = us-east-1
sso_start_url = https://office.awsapps.example/start
sso_registration_scopes = sso:account:access

[profile sso]
sso_session = office
sso_account_id = 111111111111
sso_role_name = reader
`;

const before = process.env;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'credentials-'));
  await writeFile(join(directory, 'config'), CONFIG);
  process.env = {
    PATH: before.PATH,
    HOME: directory,
    AWS_CONFIG_FILE: join(directory, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
});
afterAll(async () => {
  process.env = before;
  await rm(directory, { recursive: true });
});

async function resolved(profile: string, env: Record<string, string> = {}): Promise<{ accessKeyId: string; region: string }> {
  const client = new Route53Client(awsTarget(env, profile).config);
  const [{ accessKeyId }, region] = await Promise.all([client.config.credentials(), client.config.region()]);
  client.destroy();
  return { accessKeyId, region };
}

test('a profile gives its keys and its Region', async () =>
  expect(await resolved('keys')).toEqual({ accessKeyId: 'AKIAOFTHEPROFILE', region: 'eu-central-1' }));

test('the Region of the environment goes before that of the profile', async () =>
  expect((await resolved('keys', { AWS_DEFAULT_REGION: 'ap-south-1' })).region).toBe('ap-south-1'));

test('a profile without a Region will do, for Route 53 has but one', async () =>
  expect(await resolved('nowhere')).toEqual({ accessKeyId: 'AKIAOFNOWHERE', region: 'us-east-1' }));

test('a profile with a role assumes it', async () => {
  const local = await startLocal({ seed: 1 });
  process.env.AWS_ENDPOINT_URL_STS = local.endpointUrl;
  const { accessKeyId } = await resolved('role');
  delete process.env.AWS_ENDPOINT_URL_STS;
  await local.close();
  expect(accessKeyId).toMatch(/^ASIA/); // temporary ones, not those of the source profile
});

test.each([
  ['sso', /no AWS credentials were found \(.*sso.*\); log in with 'aws sso login'/i],
  ['no-such-profile', /no AWS credentials were found \(.*\); log in .*; without an AWS account, start .* 'multivalue local'/],
])(
  'with the profile %s, which has nothing to log in with, every command that needs AWS says what to do',
  async (profile, message) => {
    for (const command of [
      ['verify', 'www.example.com'],
      ['watch', 'www.example.com'],
      ['verify', '--stack', 'Web'],
    ]) {
      const { code, out, err } = await run([...command, '--profile', profile]);
      expect({ command, code, out, err }).toEqual({ command, code: 2, out: '', err: expect.stringMatching(message) });
    }
  },
);
