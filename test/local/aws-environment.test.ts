import { devNull } from 'node:os';
import { awsEnvironment } from '../../lib/local/aws-environment';

const at = { endpointUrl: 'http://127.0.0.1:4566', dns: '127.0.0.1:5300' };

test('what a program needs to find this machine, and nothing else', () =>
  expect(awsEnvironment({ ...at, base: { PATH: '/bin', UNSET: undefined } })).toEqual({
    PATH: '/bin',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    MULTIVALUE_DNS: '127.0.0.1:5300',
  }));

test('nothing that leads to an account is left', () => {
  const base = {
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'secret',
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/deploy',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/',
    AWS_ENDPOINT_URL_ROUTE_53: 'https://route53.amazonaws.com',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    AWS_USE_FIPS_ENDPOINT: 'true',
  };
  const env = awsEnvironment({ ...at, base });
  expect(Object.keys(base).filter(name => name in env)).toEqual([]);
  const { AWS_ACCESS_KEY_ID: key } = awsEnvironment({ ...at, base: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' } });
  expect(key).toBe('local');
});

test('the Region and the account that were asked for are kept, and how tools print', () => {
  const base = { AWS_DEFAULT_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: '123456789012', AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off' };
  expect(awsEnvironment({ ...at, base })).toMatchObject({ ...base, AWS_REGION: 'eu-west-1' });
});

test.each([
  [{ HTTPS_PROXY: 'http://proxy' }, 'localhost,127.0.0.1,::1'],
  [{ http_proxy: 'http://proxy', no_proxy: 'example.org,localhost' }, 'example.org,localhost,127.0.0.1,::1'],
  [{}, undefined],
])('with %j no request for this machine goes to a proxy', (base, expected) => {
  const { NO_PROXY, no_proxy } = awsEnvironment({ ...at, base });
  expect([NO_PROXY, no_proxy]).toEqual([expected, expected]);
});
