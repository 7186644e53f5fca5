import { alarmHealthy, calculatedHealthy, routingControlHealthy } from '../../../lib/rules/health/other-types';

test.each([
  [[true, false, true], 2, true],
  [[true, false, false], 2, false],
  [[false, false], 0, true],
  [[], 0, true],
  [[true, true], 3, false],
  [[true, true], undefined, true],
  [[true, false], undefined, false],
])('children %j at health threshold %p: %p (behaviour 4.1)', (children, threshold, healthy) =>
  expect(calculatedHealthy(children, threshold)).toBe(healthy),
);

test.each([
  ['OK', 'Unhealthy', false, true],
  ['ALARM', 'Healthy', true, false],
  ['INSUFFICIENT_DATA', 'Healthy', false, true],
  ['INSUFFICIENT_DATA', 'Unhealthy', true, false],
  ['INSUFFICIENT_DATA', 'LastKnownStatus', false, false],
  ['INSUFFICIENT_DATA', 'LastKnownStatus', true, true],
  ['INSUFFICIENT_DATA', 'LastKnownStatus', undefined, true],
] as const)('an alarm at %s, with %s for want of data and last known %p: %p (behaviour 4.1)', (state, setting, last, healthy) =>
  expect(alarmHealthy({ InsufficientDataHealthStatus: setting }, state, last)).toBe(healthy),
);

test('a routing control is healthy while it is on', () =>
  expect([routingControlHealthy('On'), routingControlHealthy('Off')]).toEqual([true, false]));
