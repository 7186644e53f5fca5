import { closeSync, openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { processIo } from '../../bin/process-io';
import type { Io } from '../../lib/cli/io';
import { needs } from '../support/needs';
import { MULTIVALUE, runNode } from '../support/programs';

function onTerminal(env: NodeJS.ProcessEnv, columns = 80): Io {
  const hasColors = (given: object): boolean => WriteStream.prototype.hasColors(given);
  const terminal = (): unknown => Object.assign(new PassThrough(), { isTTY: true, columns, hasColors });
  return processIo({ stdout: terminal(), stderr: terminal(), env } as Parameters<typeof processIo>[0]);
}

test('a terminal has colours, unless NO_COLOR is set', () => {
  expect(onTerminal({ TERM: 'xterm' }).colour).toBe(true);
  expect(onTerminal({ TERM: 'xterm', NO_COLOR: '1' }).colour).toBe(false);
});

test('a dumb terminal gets neither colours nor a bar that is drawn over', () => {
  expect(onTerminal({ TERM: 'xterm' }).progress).toBeDefined();
  expect(onTerminal({ TERM: 'dumb' })).toMatchObject({ isTerminal: true, colour: false });
  expect(onTerminal({ TERM: 'dumb' }).progress).toBeUndefined();
});

test('a terminal that was never told its size is not taken to be 0 columns wide', () => {
  expect(onTerminal({}, 0).columns).toBe(100);
});

needs('/dev/full').test('output that cannot be written is a fault of its own, not of the rule', async () => {
  const full = openSync('/dev/full', 'w');
  const stderr = /^standard output cannot be written: ENOSPC: [^\n]*\n$/;
  expect(await runNode(MULTIVALUE, ['help'], { stdout: full, stderr })).toMatchObject({ code: 2 });
  closeSync(full);
});
