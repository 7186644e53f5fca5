import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../support/needs';
import { type Ended, MULTIVALUE, startNode } from '../support/programs';
import { run as runHere } from './support/io';

const READY = /^ready api=http:\/\/127\.0\.0\.1:\d+ dns=127\.0\.0\.1:\d+\n$/;

interface Around {
  readonly env?: NodeJS.ProcessEnv;
  /** Sent as soon as the command has printed something. */
  readonly signal?: NodeJS.Signals;
  readonly stderr?: RegExp;
}

/** Runs `multivalue local …`. */
function local(args: readonly string[], { env, signal, stderr = READY }: Around = {}): Promise<Ended> {
  const { child, ended } = startNode(MULTIVALUE, ['local', ...args], { env: { ...process.env, ...env }, stderr });
  if (signal) child.stdout!.once('data', () => child.kill(signal));
  return ended;
}

/** What the command prints of what it finds. */
const node = (script: string): string[] => ['--', process.execPath, '-e', script];

const ASKS = `
  const dns = new (require('node:dns').promises.Resolver)();
  dns.setServers([process.env.MULTIVALUE_DNS]);
  Promise.all([fetch(process.env.AWS_ENDPOINT_URL + '/_multivalue/info').then(r => r.json()), dns.resolve4('www.shop.example').catch(e => e.code)])
    .then(([info, answer]) => console.log(JSON.stringify({ same: info.dns === process.env.MULTIVALUE_DNS, answer })));`;

test('the command finds the API and DNS; standard output is its own', async () => {
  const { code, out } = await local(node(ASKS));
  expect({ code, out: JSON.parse(out) as unknown }).toEqual({ code: 0, out: { same: true, answer: 'EREFUSED' } });
});

test('it listens on free ports, unless it is told which', async () => {
  const print = node('console.log(new URL(process.env.AWS_ENDPOINT_URL).port)');
  const { out } = await local(print);
  expect(out).not.toBe('4566\n');
  expect((await local(['--port', out.trim(), '--dns-port', '0', ...print])).out).toBe(out);
});

test('the command cannot reach an account of the environment by mistake', async () => {
  const print = node(`console.log(Object.keys(process.env).filter(name => /^AWS_.*(PROFILE|TOKEN|ROUTE_53)/.test(name)))`);
  const env = {
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'secret',
    AWS_ENDPOINT_URL_ROUTE_53: 'https://route53.amazonaws.com',
  };
  expect((await local(print, { env })).out).toBe('[]\n');
});

test('nothing of the command is taken for an option, with -- before it or without', async () => {
  const [, ...print] = node('console.log(process.argv.slice(1).join())');
  for (const dashes of [['--'], []]) {
    expect((await local([...dashes, ...print, '--', '--port', 'x y', '--help'])).out).toBe('--port,x y,--help\n');
  }
});

test.each([
  [node('process.exit(7)'), 7],
  [node(`process.kill(process.pid, 'SIGKILL')`), 137],
])('its exit code is passed on: %j', async (args, expected) => expect((await local(args)).code).toBe(expected));

const unix = needs('Unix signals').test;

unix.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s is passed on to it, and waited for', async signal => {
  const tidies = `setInterval(() => undefined, 1e3); process.once('${signal}', () => { console.log('tidied'); process.exit(3) }); console.log('up')`;
  expect(await local(node(tidies), { signal })).toMatchObject({ code: 3, out: 'up\ntidied\n' });
  const dies = `setInterval(() => undefined, 1e3); console.log('up')`;
  expect((await local(node(dies), { signal })).code).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
});

test('a command that is not there is named', async () => {
  const stderr = /^ready .*\nmultivalue: local: command not found: no-such-command\n$/;
  expect(await local(['--', 'no-such-command', 'x'], { stderr })).toMatchObject({ code: 127, out: '' });
});

unix('so is one that is no program', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'command-'));
  const file = join(directory, 'notes.txt');
  writeFileSync(file, 'notes');
  chmodSync(file, 0o644);
  const { code, err } = await local(['--', file], { stderr: /^ready .*\nmultivalue: .*\n$/ });
  rmSync(directory, { recursive: true });
  expect(code).toBe(126);
  expect(err).toContain(`multivalue: local: ${file} cannot be run: `);
});

test('it is not started when the server is told to stop before', async () => {
  const stop = new AbortController();
  stop.abort('SIGTERM');
  const { code } = await runHere(['local', ...node('process.exit(9)')], { stop: stop.signal });
  expect(code).toBe(143);
});

test('it is not started when the server cannot start', async () => {
  const args = ['--map', 'x', ...node('console.log(1)')];
  expect(await local(args, { stderr: /^multivalue: local: x: expected FROM=TO.*\n$/ })).toMatchObject({ code: 2, out: '' });
});
