import { ACCOUNT_BUCKET, bucketOf, refilled } from '../../lib/rules/throttles';

test.each([
  ['ListHostedZones', 50, 10],
  ['CreateHealthCheck', 50, 0.5],
  ['DeleteHealthCheck', 15, 3],
  ['GetHealthCheckStatus', 4, 1],
  ['GetHealthCheckLastFailureReason', 4, 1],
  ['CreateHostedZone', 40, 2],
  ['DeleteHostedZone', 40, 5],
  ['CreateReusableDelegationSet', 40, 2],
  ['AssociateVPCWithHostedZone', 20, 5],
])('%s has a bucket of %p tokens, %p a second (behaviour 8.2)', (operation, burst, refill) =>
  expect(bucketOf(operation)).toEqual({ burst, refill }),
);

test('a bucket fills with time, and no further than it holds', () => {
  expect(refilled(0, ACCOUNT_BUCKET, 1500)).toBe(15);
  expect(refilled(45, ACCOUNT_BUCKET, 1500)).toBe(50);
  expect(refilled(-3, bucketOf('CreateHealthCheck'), 2000)).toBe(-2);
});
