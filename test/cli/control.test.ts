import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { controlHandler } from '../../lib/local/control/http';
import { type World, world } from '../local/control/world';
import { run as runCommand, type Run } from './support/io';

let w: World;
let server: Server;
let endpoint: string;

beforeEach(async () => {
  w = world();
  const handle = controlHandler(w.control, () => ({ dns: '127.0.0.1:5300' }));
  server = createServer((request, response) => {
    void text(request)
      .then(body => handle(request.method ?? '', request.url ?? '', body))
      .then(({ status, body }) => response.writeHead(status).end(body));
  });
  endpoint = await listen(server);
});

afterEach(async () => {
  w.checkers.close();
  await close(server);
});

async function listen(target: Server): Promise<string> {
  await new Promise<void>(resolve => target.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
}

function close(target: Server): Promise<void> {
  target.closeAllConnections();
  return new Promise(resolve => target.close(() => resolve()));
}

const run = (args: string[], AWS_ENDPOINT_URL: string | undefined = endpoint, columns = 160): Promise<Run> =>
  runCommand(args, { env: { AWS_ENDPOINT_URL }, columns });

test('force says what it forced as status shows it', async () => {
  expect(await run(['force', 'www.example.com', 'down'])).toEqual({
    code: 0,
    out:
      'green ([2600:1f18::2]:80) is reported down; health check id-green\n' +
      'www.example.com A blue (52.0.0.1:80/healthz) is reported down; health check id-blue',
    err: '',
  });
  expect(w.checkers.isHealthy('id-blue')).toBe(false);
  expect((await run(['force', 'blue', 'auto'])).out).toBe(
    'www.example.com A blue (52.0.0.1:80/healthz) is probed again; health check id-blue',
  );
  expect(w.checkers.isHealthy('id-blue')).toBe(true);
});

test('force names a check that no record set uses by its endpoint', async () =>
  expect((await run(['force', 'id-alarm', 'up'])).out).toBe('busy in eu-west-1 is reported up; health check id-alarm'));

test.each([80, 100, 140])('status fits a terminal of %i columns', async columns => {
  w.control.force('blue', 'down');
  const { out } = await run(['status'], endpoint, columns);
  expect(out.split('\n').filter(line => line.length > columns)).toEqual([]);
});

test('status shows each check on a line that a person reads', async () => {
  w.control.force('blue', 'down');
  w.control.speed = 20;
  w.control.map('origin.example.net=127.0.0.1:8082');
  const { code, out } = await run(['status']);
  expect(code).toBe(0);
  const cells = (name: string): string[] | undefined =>
    out
      .split('\n')
      .find(line => line.includes(` ${name} `))
      ?.split('│')
      .map(cell => cell.trim())
      .filter(cell => cell !== '');
  expect(cells('id-blue')).toEqual([
    'id-blue',
    '52.0.0.1:80/healthz',
    'unhealthy (forced down)',
    '0 of 8',
    'www.example.com A blue',
  ]);
  expect(cells('green')).toEqual([
    'green',
    '[2600:1f18::2]:80',
    'healthy',
    'not probed: 2600:1f18::2 is not mapped',
    'www.example.com A two',
  ]);
  expect(cells('id-origin')).toEqual(['id-origin', 'origin.example.net:80', 'unhealthy (inverted)', 'no report yet']);
  expect(cells('id-alarm')).toEqual(['id-alarm', 'busy in eu-west-1', 'healthy', 'no report yet']);
  expect(cells('id-sum')).toEqual(['id-sum', '1 of 2 health checks', 'healthy', '-']);
  expect(out).toContain('Failure: Forced down by hand');
  expect(out.split('\n').at(-1)).toBe('health checks run 20 times faster than real time');
});

test('status --json is the status of the control API', async () =>
  expect(JSON.parse((await run(['status', '--json'])).out)).toEqual(JSON.parse(JSON.stringify(w.control.status()))));

test('status without health checks says so', async () => {
  w.store.update(state => ({ ...state, healthChecks: new Map() }));
  expect((await run(['status'])).out).toBe('no health checks');
});

test.each([
  [['force', 'red', 'down'], /^multivalue: 'red' is not a health check, endpoint or record set; there are id-blue, /],
  [['force', 'blue', 'sideways'], /Allowed choices are up, down, auto/],
  [['force', 'blue'], /^multivalue: missing required argument 'state'/],
  [['force'], /see 'multivalue help'/],
  [['farce'], /^multivalue: unknown command 'farce'[^]*Did you mean force\?/],
])('%j is refused', async (args, message) => {
  const { code, err } = await run(args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});

test('nothing listening is said with how to start it', async () => {
  const gone = createServer();
  const url = await listen(gone);
  await close(gone);
  expect(await run(['status'], url)).toEqual({
    code: 2,
    out: '',
    err: `multivalue: nothing answers at ${url} (ECONNREFUSED); start the local Route 53 with: multivalue local`,
  });
});

test('something else listening is not taken for a local Route 53', async () => {
  const other = createServer((_, response) => response.end('<html>hello</html>'));
  const url = await listen(other);
  expect((await run(['status'], url)).err).toBe(`multivalue: ${url} is not a local Route 53; start one with: multivalue local`);
  await close(other);
});

test('an endpoint off this machine is never asked', async () =>
  expect(await run(['force', 'blue', 'down'], 'https://route53.example.com')).toEqual({
    code: 2,
    out: '',
    err: 'multivalue: force works only with the local Route 53, but AWS_ENDPOINT_URL points to another machine',
  }));
