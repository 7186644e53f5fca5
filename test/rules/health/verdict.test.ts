import fc from 'fast-check';
import { endpointHealthy, verdict } from '../../../lib/rules/health/verdict';

const reports = (healthy: number, failing: number): string[] => [
  ...Array<string>(healthy).fill('Success: HTTP Status Code 200, OK'),
  ...Array<string>(failing).fill('Failure: HTTP Status Code 503, Service Unavailable'),
];

test.each([
  [16, 3, true],
  [16, 2, false],
  [6, 2, true],
  [6, 1, false],
  [3, 1, true],
  [50, 9, false], // exactly 18 %
  [50, 10, true],
  [1, 0, false],
])('of %i checkers %i report a healthy endpoint: %p (more than 18 %%, behaviour 4.4)', (all, healthy, expected) =>
  expect(endpointHealthy(reports(healthy, all - healthy))).toBe(expected),
);

test('no report is not enough data', () => expect(endpointHealthy([])).toBeUndefined());

test('one more healthy report never makes an endpoint unhealthy, one more failing never healthy', () =>
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), (healthy, failing) => {
      const now = endpointHealthy(reports(healthy, failing));
      return (
        (now !== true || endpointHealthy(reports(healthy + 1, failing)) === true) &&
        (now !== false || endpointHealthy(reports(healthy, failing + 1)) === false)
      );
    }),
  ));

describe('the status of a check (behaviour 4.4)', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{}, undefined, true],
    [{ Inverted: true }, true, false],
    [{ Inverted: true }, false, true],
    [{ Inverted: true }, undefined, false],
    [{ Disabled: true }, false, true],
    [{ Disabled: true, Inverted: true }, true, false],
    [{ Disabled: true, Inverted: true }, false, false],
  ])('%j with %p measured is %p', (settings, measured, expected) => expect(verdict(settings, measured)).toBe(expected));
});
