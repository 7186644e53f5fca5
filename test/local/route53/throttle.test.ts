import { ServiceError } from '../../../lib/local/aws/service';
import { Throttle } from '../../../lib/local/route53/throttle';
import { faultOf, type Local, startLocal } from './harness';

const ACCOUNT = '111111111111';

let now: number;
let throttle: Throttle;
beforeEach(() => {
  now = 0;
  throttle = new Throttle(() => now);
});

/** How many calls pass one after the other before one is refused. */
function passes(operation: string, accountId = ACCOUNT): number {
  for (let n = 0; ; n++) {
    try {
      throttle.admit(operation, accountId);
    } catch (error) {
      expect(error).toEqual(new ServiceError('Throttling', 'Rate exceeded'));
      return n;
    }
  }
}

test.each([
  ['ListHostedZones', 50, 10],
  ['CreateHealthCheck', 50, 0.5],
  ['DeleteHealthCheck', 15, 3],
  ['GetHealthCheckStatus', 4, 1],
  ['GetHealthCheckLastFailureReason', 4, 1],
  ['CreateHostedZone', 40, 2],
  ['DeleteHostedZone', 40, 5],
  ['CreateReusableDelegationSet', 40, 2],
])('%s may burst %d and then %d a second (behaviour 8.2)', (operation, burst, refill) => {
  expect(passes(operation)).toBe(burst);
  now += 4000;
  expect(passes(operation)).toBe(4 * refill);
  now += 3_600_000;
  expect(passes(operation)).toBe(burst); // a bucket holds no more than it holds
});

test('all calls of the account share one bucket', () => {
  expect([passes('GetHealthCheckStatus'), passes('DeleteHealthCheck'), passes('CreateHostedZone')]).toEqual([4, 15, 31]);
});

test('another account has buckets of its own', () => {
  expect([passes('CreateHostedZone'), passes('CreateHostedZone', '222222222222')]).toEqual([40, 40]);
});

test('a thousand accounts are told apart, and the one that called last is among them', () => {
  expect(passes('GetHealthCheckStatus')).toBe(4);
  for (let n = 0; n < 2000; n++) {
    passes('GetHealthCheckStatus', `${100_000_000_000 + n}`);
    expect(passes('GetHealthCheckStatus')).toBe(0);
  }
  expect(passes('GetHealthCheckStatus', '100000000000')).toBe(4);
});

describe('over the wire', () => {
  let local: Local;
  beforeAll(async () => {
    local = await startLocal({ admit: (_service, operation, accountId) => throttle.admit(operation, accountId) });
  });
  afterAll(() => local.close());

  test('the 51st call in a row is refused as the service refuses it, and a call later passes', async () => {
    const call = (): Promise<unknown> => local.client.getHostedZoneCount();
    await Promise.all(Array.from({ length: 50 }, call));
    expect(await faultOf(call())).toEqual(['Throttling', 400, 'Rate exceeded']);
    now += 100;
    await call();
  });
});
