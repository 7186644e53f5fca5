import { awsTarget } from '../../lib/aws/target';
import { explainAwsError } from '../../lib/aws/errors';
import { deployFleet, startRoute53 } from '../cli/support/local-route53';
import { run } from '../cli/support/io';

describe('the API that is meant', () => {
  test('is AWS without an endpoint, in the Region of the environment', () =>
    expect(awsTarget({ AWS_REGION: 'eu-west-1' }, 'prod')).toEqual({
      config: { region: 'eu-west-1', maxAttempts: 8, profile: 'prod' },
    }));

  test.each(['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566', 'http://127.9.9.9:1'])(
    'is on this machine at %s, and never gets real credentials',
    endpoint =>
      expect(awsTarget({ AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'real' })).toEqual({
        config: { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } },
        local: endpoint,
      }),
  );

  test('may be elsewhere, and is then not taken for local', () =>
    expect(awsTarget({ AWS_ENDPOINT_URL: 'https://vpce-1.route53.example.net' }).local).toBeUndefined());

  test('goes by the variable of the service first', () =>
    expect(awsTarget({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_ROUTE_53: 'http://127.0.0.1:2' }).local).toBe(
      'http://127.0.0.1:2',
    ));

  test('must be a URL', () =>
    expect(() => awsTarget({ AWS_ENDPOINT_URL: '127.0.0.1:4566' })).toThrow(
      /^AWS_ENDPOINT_URL is '127\.0\.0\.1:4566', which is not a URL/,
    ));
});

test.each([
  ['CredentialsProviderError', 'Could not load credentials', /no AWS credentials were found \(Could not load credentials\)/],
  ['ExpiredToken', 'The security token is expired', /expired; log in again, for example with 'aws sso login'/],
  ['SignatureDoesNotMatch', 'The signature', /AWS does not accept the credentials \(The signature\); check them with: aws sts/],
  [
    'AccessDenied',
    'not authorized to perform: route53:GetHostedZone',
    /route53:GetHostedZone\); give the role the read-only actions/,
  ],
  ['Throttling', 'Rate exceeded', /AWS still throttles this account/],
])('%s is explained', (name, message, advice) =>
  expect(explainAwsError(Object.assign(new Error(message), { name }))?.message).toMatch(advice),
);

test('a network that is away is explained by its code', () =>
  expect(explainAwsError(Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' }))?.message).toMatch(
    /the AWS API cannot be reached \(getaddrinfo ENOTFOUND x\)/,
  ));

test('another error is not explained away', () => expect(explainAwsError(new TypeError('x is not a function'))).toBeUndefined());

test('Ctrl-C ends a slow reading of health at once', async () => {
  const local = await startRoute53();
  deployFleet(local, 12);
  const stop = new AbortController();
  const began = performance.now();
  const verifying = run(['verify', 'www.example.com', '--server', local.dns, '--api-rate', '1'], {
    env: { AWS_ENDPOINT_URL: local.endpoint },
    stop: stop.signal,
  });
  setTimeout(() => stop.abort(), 300);
  const { code, err } = await verifying;
  await local.close();
  expect([code, err]).toEqual([2, 'multivalue: interrupted while reading health']);
  expect(performance.now() - began).toBeLessThan(5000); // at one a second it would be eight seconds and more
});
