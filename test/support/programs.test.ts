import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { runJest } from './jest';
import { processTree } from './process-tree';
import { ROOT, runProgram, startNode, startProgram } from './programs';
import { needs } from './needs';

/** A jest of its own runs these, for they are to fail. */
const FAILING = `
  import { runNode, runProgram, startProgram } from ${JSON.stringify(join(__dirname, 'programs.ts'))};
  const SAYS = 'console.error("a warning"); console.log("done")';
  const node = (script, options) => runProgram(process.execPath, ['-e', script], options);
  test('it says what the test does not name', () => node(SAYS));
  test('it says what the test names', () => node(SAYS, { stderr: 'a warning\\n' }));
  test('it says what a pattern names', () => node(SAYS, { stderr: /warn/ }));
  test('it says something else', () => node(SAYS, { stderr: 'another' }));
  test('nobody waits for its end', () => startProgram(process.execPath, ['-e', SAYS]).line(/^done$/));
  test('it leaves a process behind', () =>
    node('require("child_process").spawn("sleep", ["60"], { stdio: "ignore" }).unref()'));
  test('its time is up', async () => {
    const program = startProgram('sh', ['-c', 'sleep 61 & echo $$; wait']);
    process.stderr.write('session ' + (await program.line(/\\d+/))[0] + '\\n');
    await program.ended;
  }, 500);`;

needs('bash').test('what is wrong with a program fails its test, and nothing is left of it', () => {
  const { lines } = runJest(FAILING, {}, '--verbose');
  const told = (mark: string): string[] =>
    lines
      .map(line => line.trim())
      .filter(line => line.startsWith(mark))
      .map(line => line.replace(/ \(\d+ m?s\)$/, ''));
  expect(told('✓')).toEqual(['✓ it says what the test names', '✓ it says what a pattern names']);
  expect(told('✕')).toEqual([
    '✕ it says what the test does not name',
    '✕ it says something else',
    '✕ nobody waits for its end',
    '✕ it leaves a process behind',
    '✕ its time is up',
  ]);
  expect(lines.join('\n')).toContain('expected "", got\n    a warning');
  const [session] = told('session').map(line => Number(line.split(' ')[1]));
  expect(processTree(session)).toEqual([]);
});

needs('Linux').test('a process that outlives all tests fails the run, is named, and ended', () => {
  const starting = `
    import { spawn } from 'node:child_process';
    test('starts what it does not know', () => spawn('sleep', ['62'], { detached: true, stdio: 'ignore' }).unref());`;
  const { status, lines } = runJest(starting, {});
  expect(status).toBe(1);
  const told = /tests left processes running, which were ended now:\n(\d+) sleep 62\n/.exec(lines.join('\n'));
  expect(told).not.toBeNull();
  expect(processTree(Number(told![1]))).toEqual([]);
});

test('a line that never comes is told with what was printed instead', async () => {
  const program = startNode('-e', ['console.log("one"); process.exitCode = 3']);
  await expect(program.line(/two/)).rejects.toThrow('ended without a line /two/: one');
  expect(await program.ended).toEqual({ code: 3, signal: null, out: 'one\n', err: '' });
});

test('a program that is not there is an error', () => expect(runProgram('no-such-program', [])).rejects.toThrow('ENOENT'));

describe('a program that is started for all tests', () => {
  const program = { pid: 0 };
  beforeAll(async () => {
    const started = startProgram(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("ready")']);
    await started.line(/ready/);
    program.pid = started.child.pid!;
  });
  test.each(['one', 'the next'])('is there in %s', () => expect(processTree(program.pid)).toEqual([program.pid]));
});

test('nothing of ours is started past this helper', () => {
  const tests = join(ROOT, 'test');
  const rooms = readdirSync(tests).filter(name => !['newest', 'support'].includes(name));
  const starting = rooms
    .flatMap(room =>
      room.endsWith('.ts') ? [room] : readdirSync(join(tests, room), { recursive: true }).map(file => join(room, String(file))),
    )
    .map(file => file.split(sep).join('/'))
    .filter(file => file.endsWith('.ts'))
    .filter(file => readFileSync(join(tests, file), 'utf8').includes("from 'node:child_process'"));
  expect(starting.sort()).toEqual([
    'behaviour.test.ts', // git
    'cli/completion.test.ts', // shells
    'integ/cdk.ts', // the CDK CLI, for `npm run integ` too
    'integ/main.ts', // no test: `npm run integ` itself
    'local/dns/clients.test.ts', // dig and kdig
    'local/dns/faults.test.ts', // Python
    'local/state-file.test.ts', // mkfifo
    'verify/support/resolvers.ts', // the type alone
  ]);
});
