import { bodyContains, judgeProbe, TIME_LIMITS } from '../../../lib/rules/health/probe';

const responded = (statusCode: number, reason: string, body?: string) =>
  ({ kind: 'responded', statusCode, reason, body: body === undefined ? undefined : Buffer.from(body) }) as const;

test.each([
  [199, 'Odd', 'Failure: HTTP Status Code 199, Odd'],
  [200, 'OK', 'Success: HTTP Status Code 200, OK'],
  [301, 'Moved Permanently', 'Success: HTTP Status Code 301, Moved Permanently'],
  [399, 'Odd', 'Success: HTTP Status Code 399, Odd'],
  [400, 'Bad Request', 'Failure: HTTP Status Code 400, Bad Request'],
  [503, 'Service Unavailable', 'Failure: HTTP Status Code 503, Service Unavailable'],
])('a response with status %i %s (behaviour 4.1, 5.6)', (code, reason, status) =>
  expect(judgeProbe(responded(code, reason))).toEqual({ success: status.startsWith('Success'), status }),
);

test('a connection is all that TCP asks for', () =>
  expect(judgeProbe({ kind: 'connected' })).toEqual({ success: true, status: 'Success: TCP connection established' }));

test('a closed connection at a check by domain name, word for word as recorded (behaviour 5.6)', () =>
  expect(judgeProbe({ kind: 'failed', failure: 'closed' }, undefined, '12.34.56.78')).toEqual({
    success: false,
    status: 'Failure: Resolved IP: 12.34.56.78. The connection was closed by the endpoint.',
  }));

test('the time limits are those of behaviour 4.1', () =>
  expect(TIME_LIMITS).toEqual({ connect: 4000, status: 2000, body: 2000, tcpConnect: 10_000 }));

describe('string match (behaviour 4.1)', () => {
  test.each([
    ['all is up', 'up', true],
    ['all is UP', 'up', false],
    ['', 'up', false],
    ['x'.repeat(5118) + 'up', 'up', true],
    ['x'.repeat(5119) + 'up', 'up', false],
    ['grün', 'grün', true],
  ])('a body', (body, wanted, found) => {
    expect(bodyContains(Buffer.from(body), wanted)).toBe(found);
    expect(judgeProbe(responded(200, 'OK', body), wanted).success).toBe(found);
  });

  test('a matching body does not help a failing status', () =>
    expect(judgeProbe(responded(500, 'Oops', 'up'), 'up').success).toBe(false));

  test('a failure says that the string was not found', () =>
    expect(judgeProbe(responded(200, 'OK', 'down'), 'up').status).toBe(
      'Failure: HTTP Status Code 200, OK. The search string was not found in the first 5120 bytes of the body.',
    ));
});
