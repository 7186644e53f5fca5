import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startLocal } from '../../lib/local';
import { run as runCommand, type Run } from './support/io';

const EXECUTABLE = resolve(__dirname, '../../dist/bundle/multivalue.js');

interface Started {
  readonly child: ChildProcess;
  readonly line: string;
}

async function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [EXECUTABLE, 'local', '--port', '0', '--dns-port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
}

describe.each(['SIGINT', 'SIGTERM'] as const)('on %s', signal => {
  test('it stops cleanly, after it said where it was ready', async () => {
    const { child, line } = await start('--seed', '1');
    const ready = /^ready api=(http:\/\/127\.0\.0\.1:\d+) dns=127\.0\.0\.1:\d+$/.exec(line);
    expect(ready).not.toBeNull();
    const info = (await (await fetch(`${ready?.[1]}/_multivalue/info`)).json()) as { dns: string };
    expect(line).toContain(`dns=${info.dns}`);

    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(fetch(`${ready?.[1]}/_multivalue/info`)).rejects.toThrow();
  });
});

/** Runs the command in this process, told to stop as soon as it is ready. */
async function run(...args: string[]): Promise<Run> {
  const stop = new AbortController();
  return runCommand(['local', '--port', '0', '--dns-port', '0', ...args], { stop: stop.signal, onOut: () => stop.abort() });
}

test('a taken port is named, with what to do', async () => {
  const local = await startLocal();
  const { port } = new URL(local.endpointUrl);
  const { code, err } = await run('--port', port);
  await local.close();
  expect(code).toBe(2);
  expect(err).toMatch(
    new RegExp(`^multivalue: local: port ${port} or 0 is taken \\(.*EADDRINUSE.*\\); choose others with --port and --dns-port`),
  );
});

test.each([
  [['--port', 'x'], "Expected a port from 0 to 65535, got 'x'"],
  [['--dns-port', '65536'], "Expected a port from 0 to 65535, got '65536'"],
  [['--seed', '-1'], "Expected a whole number from 0, got '-1'"],
  [['--speed', '0'], "Expected a number above 0, got '0'"],
  [['--speed', '5000'], 'speed must be a number from 0.01 to 1000 (1 is real time), got 5000'],
  [['--map', '52.0.0.1'], '52.0.0.1: expected FROM=TO'],
  [['--map', '52.0.0.1=10.0.0.1'], 'the target must be a loopback address'],
  [['--client-location', 'Germany'], "Expected a continent (EU), a country (DE) or a subdivision (US-CA), got 'Germany'"],
  [['--state', '/'], 'state file /'],
])('%p is refused', async (args, words) => {
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

test.each([
  [[], ''],
  [
    ['--host', '0.0.0.0'],
    'multivalue: warning: listening on 0.0.0.0; whoever reaches it can change everything, with any credentials',
  ],
])('listening with %p warns %p', async (args, warning) => {
  const { code, err } = await run(...args);
  expect({ code, err }).toEqual({ code: 0, err: warning });
});
