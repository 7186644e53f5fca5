import { devNull } from 'node:os';
import { cdkEnvironment } from '../../lib/local/cdk-environment';

const options = { endpointUrl: 'http://127.0.0.1:4566', home: '/home/of/the/run' };

test('nothing of the surrounding AWS and CDK settings, and no proxy, reaches the CLI', () => {
  const base = {
    PATH: '/bin',
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'secret',
    AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://elsewhere',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    CDK_CONTEXT_JSON: '{}',
    HTTPS_PROXY: 'http://proxy',
    http_proxy: 'http://proxy',
    UNSET: undefined,
  };
  const env = cdkEnvironment({ ...options, base });
  const inherited = Object.keys(base).filter(name => name in env);
  expect(inherited).toEqual(['PATH']);
});

test('the CLI finds the local API, credentials that are nobody’s, and a home of its own', () =>
  expect(cdkEnvironment({ ...options, base: {}, region: 'eu-west-1' })).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    CDK_HOME: '/home/of/the/run',
  }));
