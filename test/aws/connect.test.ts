/** The pace and the words of what reads AWS, over the wire. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectAws, type AwsReaderOptions } from '../../lib/aws/connect';
import { AwsError } from '../../lib/aws/errors';
import { awsTarget, type AwsTarget } from '../../lib/aws/target';
import { startWorld, type World } from '../local/deploy/world';

let world: World;
let here: AwsTarget;

beforeAll(async () => {
  world = await startWorld();
  here = awsTarget({ AWS_ENDPOINT_URL: world.endpointUrl });
  await world.route53.createHealthCheck({
    CallerReference: 'a',
    HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 1 },
  });
});
afterAll(() => world.close());

/** A clock that stands, on which nobody sleeps. */
const STANDING = { now: () => 0, sleep: () => Promise.resolve() };

/** How often a reader waited for its turn, for each of these readings. */
async function waits(target: AwsTarget, options: Omit<AwsReaderOptions, 'clock'>): Promise<number[]> {
  let waited = 0;
  const reader = connectAws(target, { ...options, clock: { now: () => 0, sleep: () => Promise.resolve(void waited++) } });
  const id = [...world.store.state.healthChecks.keys()][0];
  const found: number[] = [];
  const readings: (() => Promise<unknown>)[] = [
    () => reader.healthCheckLimit(),
    () => reader.observations(id),
    () => reader.exports(),
    () => reader.exports('eu-west-1'),
  ];
  for (const read of readings) {
    waited = 0;
    await Promise.all(Array.from({ length: 27 }, read));
    found.push(waited);
  }
  reader.close();
  return found;
}

const elsewhere = (): AwsTarget => ({ config: here.config });

test('leaves half of what Route 53 allows to others, and takes turns at CloudFormation, whatever the Region', async () =>
  // of 27 at once 25 go, and 4 of the health checks, which have a bucket of their own; the buckets of this clock never fill again
  expect(await waits(elsewhere(), {})).toEqual([2, 23, 2, 27]));

test('has no limit on this machine, unless it is given one', async () => {
  expect(await waits(here, {})).toEqual([0, 0, 0, 0]);
  expect(await waits(here, { statusRate: 1 })).toEqual([0, 23, 0, 0]);
  expect(await waits(here, { rate: 1 })).toEqual([2, 0, 2, 27]);
});

test('gives a wait up when whoever waits does', async () => {
  const reader = connectAws(here, { rate: 1, clock: { now: () => 0, sleep: () => Promise.reject(new Error('enough')) } });
  await expect(Promise.all(Array.from({ length: 30 }, () => reader.healthCheckLimit()))).rejects.toThrow('enough');
  reader.close();
});

const DENIED =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>';

test.each([
  ['a refusal', 403, DENIED, /^AWS denies access \(no\); give the role the read-only actions/],
  ['what is no AWS API', 200, 'hello', /^the endpoint did not respond like an AWS API; check AWS_ENDPOINT_URL/],
])('%s is told in plain words by every reading', async (_, status, body, words) => {
  const server = createServer((_request, response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reader = connectAws({ config: { ...here.config, endpoint, maxAttempts: 1 } }, { clock: STANDING });
  for (const read of [
    () => reader.zone('Z1'),
    () => reader.healthCheckIds(),
    () => reader.stack('Web'),
    () => reader.exports(),
  ]) {
    const fault: unknown = await read().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(AwsError);
    expect((fault as Error).message).toMatch(words);
  }
  reader.close();
  server.closeAllConnections();
  server.close();
});
