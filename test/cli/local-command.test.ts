import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { needs } from '../support/needs';
import { run as runHere } from './support/io';

const EXECUTABLE = resolve(__dirname, '../../dist/bundle/multivalue.js');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `multivalue local …`; with `signal`, sends that as soon as the command has printed something. */
async function local(args: readonly string[], env: NodeJS.ProcessEnv = {}, signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, [EXECUTABLE, 'local', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (signal) child.stdout.once('data', () => child.kill(signal));
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, out, err };
}

/** What the command prints of what it finds. */
const node = (script: string): string[] => ['--', process.execPath, '-e', script];

const ASKS = `
  const dns = new (require('node:dns').promises.Resolver)();
  dns.setServers([process.env.MULTIVALUE_DNS]);
  Promise.all([fetch(process.env.AWS_ENDPOINT_URL + '/_multivalue/info').then(r => r.json()), dns.resolve4('www.shop.example').catch(e => e.code)])
    .then(([info, answer]) => console.log(JSON.stringify({ same: info.dns === process.env.MULTIVALUE_DNS, answer })));`;

test('the command finds the API and DNS; standard output is its own', async () => {
  const { code, out, err } = await local(node(ASKS));
  expect({ code, out: JSON.parse(out) as unknown }).toEqual({ code: 0, out: { same: true, answer: 'EREFUSED' } });
  expect(err).toMatch(/^ready api=http:\/\/127\.0\.0\.1:\d+ dns=127\.0\.0\.1:\d+\n$/);
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
  expect((await local(print, env)).out).toBe('[]\n');
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
  expect(await local(node(tidies), {}, signal)).toMatchObject({ code: 3, out: 'up\ntidied\n' });
  const dies = `setInterval(() => undefined, 1e3); console.log('up')`;
  expect((await local(node(dies), {}, signal)).code).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
});

test('a command that is not there is named', async () => {
  const { code, out, err } = await local(['--', 'no-such-command', 'x']);
  expect({ code, out }).toEqual({ code: 127, out: '' });
  expect(err).toMatch(/^ready .*\nmultivalue: local: command not found: no-such-command\n$/);
});

unix('so is one that is no program', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'command-'));
  const file = join(directory, 'notes.txt');
  writeFileSync(file, 'notes');
  chmodSync(file, 0o644);
  const { code, err } = await local(['--', file]);
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
  const { code, err } = await local(['--map', 'x', ...node('console.log(1)')]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^multivalue: local: x: expected FROM=TO/) as string });
});
