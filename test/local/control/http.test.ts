import { type ControlHandler, controlHandler } from '../../../lib/local/control/http';
import type { DetailedCheckStatus } from '../../../lib/local/control/status';
import { type World, world } from './world';

let w: World;
let handle: ControlHandler;
beforeEach(() => {
  w = world();
  handle = controlHandler(w.control, () => ({ dns: '127.0.0.1:5300' }));
});
afterEach(() => w.checkers.close());

const call = async (method: string, action: string, body?: unknown) => {
  const { status, body: text } = await handle(method, `/_multivalue/${action}`, body === undefined ? '' : JSON.stringify(body));
  return { status, body: JSON.parse(text) as unknown };
};

test('info says where DNS is', async () =>
  expect(await call('GET', 'info')).toEqual({ status: 200, body: { dns: '127.0.0.1:5300' } }));

test('status is what the control says', async () =>
  expect(await call('GET', 'status')).toEqual({
    status: 200,
    body: JSON.parse(JSON.stringify(w.control.status())), // members without a value do not travel
  }));

test('each lever works', async () => {
  const forced = await call('POST', 'force', { target: 'blue', to: 'down' });
  const [blue] = JSON.parse(JSON.stringify(w.control.status().healthChecks)) as DetailedCheckStatus[];
  expect(blue).toMatchObject({ id: 'id-blue', forced: 'down' });
  expect(forced).toEqual({ status: 200, body: { healthChecks: [blue] } });
  expect(await call('POST', 'alarm', { name: 'busy', state: 'ALARM', region: 'eu-west-1' })).toEqual({ status: 200, body: {} });
  expect(await call('POST', 'routing-control', { arn: 'arn:aws:route53-recovery-control::1:x', state: 'Off' })).toEqual({
    status: 200,
    body: {},
  });
  expect(await call('POST', 'speed', { speed: 50 })).toEqual({ status: 200, body: {} });
  expect(await call('POST', 'map', { entry: '52.0.0.1=127.0.0.1:8081' })).toEqual({ status: 200, body: {} });
  expect(await call('POST', 'until', { target: 'blue', status: 'unhealthy' })).toEqual({ status: 200, body: {} });
  expect(await call('POST', 'settle', { targets: ['blue', 'id-alarm'] })).toEqual({ status: 200, body: {} });
  expect(w.control.speed).toBe(50);
  expect(['id-blue', 'id-alarm', 'id-control'].map(id => w.checkers.isHealthy(id))).toEqual([false, false, false]);
});

test.each([
  ['GET', 'nothing', undefined, 404, /^nothing is at \/_multivalue\/nothing; there are \/_multivalue\/status, /],
  ['GET', 'constructor', undefined, 404, /^nothing is at/],
  ['GET', 'force', undefined, 405, '/_multivalue/force takes POST, got GET'],
  ['POST', 'status', {}, 405, '/_multivalue/status takes GET, got POST'],
  ['POST', 'force', [], 400, 'the body must be a JSON object, got []'],
  ['POST', 'force', {}, 400, "'target' must be a string, got nothing"],
  ['POST', 'force', { target: 7 }, 400, "'target' must be a string, got 7"],
  ['POST', 'force', { target: 'blue', to: 'sideways' }, 400, '\'to\' must be one of up, down, auto, got "sideways"'],
  ['POST', 'force', { target: 'blue', too: 'up' }, 400, "unknown member 'too'; there are target, to"],
  ['POST', 'force', { target: 'red', to: 'up' }, 404, /^'red' is not a health check/],
  ['POST', 'speed', { speed: 0 }, 400, 'speed must be a number from 0.01 to 1000 (1 is real time), got 0'],
  ['POST', 'speed', { speed: '2' }, 400, '\'speed\' must be a number, got "2"'],
  ['POST', 'settle', { timeoutSeconds: -1 }, 400, "'timeoutSeconds' must be a number above 0, got -1"],
  ['POST', 'settle', { targets: 'blue' }, 400, '\'targets\' must be a list of strings, got "blue"'],
  ['POST', 'alarm', { name: 'busy', state: 'LOUD' }, 400, '\'state\' must be one of OK, ALARM, INSUFFICIENT_DATA, got "LOUD"'],
  ['POST', 'map', { entry: 'x' }, 400, /^x: expected FROM=TO/],
])('%s %s %j is refused with %i', async (method, action, body, status, error) =>
  expect(await call(method, action, body)).toEqual({
    status,
    body: { error: typeof error === 'string' ? error : expect.stringMatching(error) },
  }),
);

test('a fault of ours is not told as if it were the caller’s', async () => {
  jest.spyOn(w.control, 'status').mockImplementation(() => {
    throw new TypeError('a mistake of ours');
  });
  await expect(handle('GET', '/_multivalue/status', '')).rejects.toThrow(TypeError);
});

test('a body that is no JSON is refused', async () => {
  const { status, body } = await handle('POST', '/_multivalue/force', '{');
  expect([status, (JSON.parse(body) as { error: string }).error]).toEqual([
    400,
    'the body must be a JSON object, got no JSON (line 1, column 2)',
  ]);
});

test('a wait that takes too long ends with 408, and says what was missing', async () =>
  expect(await call('POST', 'settle', { targets: ['blue'], timeoutSeconds: 0.001 })).toEqual({
    status: 408,
    body: { error: 'not settled yet: id-blue' },
  }));

test('a wait ends when its client has gone', async () => {
  const client = new AbortController();
  const response = handle('POST', '/_multivalue/settle', '{}', client.signal);
  client.abort();
  expect((await response).status).toBe(408);
});
