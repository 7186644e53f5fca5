import { addDemo } from '../../bin/demo/command';
import { main } from '../../lib/cli/main';
import { EXIT } from '../../lib/cli/io';

const COMMANDS = ['local', 'verify', 'watch', 'plan', 'preflight', 'force', 'status', 'demo', 'completion'];

async function help(...args: string[]): Promise<string> {
  const out: string[] = [];
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => out.push(line),
    env: {},
    columns: 80,
    isTerminal: false,
    colour: false,
    stop: new AbortController().signal,
  };
  expect(await main(args, io as unknown as Parameters<typeof main>[1], [addDemo])).toBe(EXIT.ok);
  return out.join('\n');
}

test.each(['', ...COMMANDS])('help %s fits 80 columns and ends with the exit codes', async command => {
  const lines = (await help('help', ...(command === '' ? [] : [command]))).split('\n');
  expect(lines.filter(line => line.length > 80)).toEqual([]);
  expect(lines).toContain('Exit codes:');
});
