/** AWS's SDK for Python, for the calls that a command line cannot shape: typed errors, waiters, paginators, many calls at once. */
import { join } from 'node:path';
import { needs, pathOf } from '../../support/needs';
import { run } from './clients';
import { startLocal } from './harness';

needs('boto3').test('boto3 works the API as it works the service', async () => {
  const local = await startLocal();
  const { code, out, err } = await run(local.url, pathOf('boto3'), [join(__dirname, 'boto3_client.py'), local.url]);
  await local.close();
  expect([code, err, out.trim().split('\n')]).toEqual([
    0,
    '',
    [
      'created 201 https://route53.amazonaws.com/2013-04-01/hostedzone',
      'waited INSYNC',
      'paged 602 in pages of 300, 300, 2',
      "refused InvalidChangeBatch 400 [Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found]",
      'refused NoSuchHealthCheck 404 A health check with id gone does not exist.',
      'refused HealthCheckAlreadyExists 409 A health check has already been created with the specified caller reference.',
      'at once 40 of 40',
      'text é <&> "quoted" \\t kept',
      'updated 2 1',
      'deleted 200',
    ],
  ]);
});
