import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { needs } from '../support/needs';
import { fromPs, fromStat, starters, type Process } from '../../lib/cli/starter';

const EXECUTABLE = resolve(__dirname, '../../dist/bundle/multivalue.js');

const at = (pid: number, name: string, group = 10): Process => ({ pid, parent: pid - 1, group, name });
const SELF = at(13, 'node');
const NPX = { npm_command: 'exec', npm_lifecycle_script: "'multivalue' local" };

test.each<[string, Process[], NodeJS.ProcessEnv, number[]]>([
  ['a program', [SELF, at(12, 'node'), at(11, 'bash')], {}, [12]],
  ['a shell, in the foreground or the background', [SELF, at(12, 'bash'), at(11, 'sshd')], {}, []],
  ['a login shell', [SELF, at(12, '-zsh'), at(11, 'login')], {}, []],
  ['npx, which puts a shell between', [SELF, at(12, 'sh'), at(11, 'npm exec multiv')], NPX, [12, 11]],
  ['npx, whose shell gave way', [SELF, at(11, 'npm exec multiv')], NPX, [11]],
  [
    'a script of npm that is this program',
    [SELF, at(12, 'sh'), at(11, 'npm run local')],
    { npm_command: 'run-script', npm_lifecycle_script: 'multivalue local --seed 1 2>&1 | tee log && true' },
    [12, 11],
  ],
  [
    'a script of npm that leaves it in the background',
    [SELF, at(12, 'sh'), at(11, 'npm run test')],
    { npm_command: 'run-script', npm_lifecycle_script: 'multivalue local & wait-on tcp:4566' },
    [],
  ],
  [
    'a script of npm that starts a shell script',
    [SELF, at(12, 'bash'), at(11, 'sh')],
    { npm_command: 'run-script', npm_lifecycle_script: './servers.sh' },
    [],
  ],
  ['a program that detached it', [at(13, 'node', 13), at(12, 'node')], {}, []],
  ['nobody any more', [SELF, at(1, 'init')], {}, []],
  ['nobody: it is the first of its container', [{ pid: 1, parent: 0, group: 1, name: 'node' }], {}, []],
])('what must be there for a server that was started by %s', (_, ancestry, env, expected) =>
  expect(starters(ancestry, env).map(({ pid }) => pid)).toEqual(expected),
);

test('the name of a process may hold what separates the fields', () =>
  expect(fromStat('4711 (a (b) c) S 4710 4700 4690 0 -1')).toEqual({ pid: 4711, parent: 4710, group: 4700, name: 'a (b) c' }));

test.each([
  [' 4710  4700 /bin/bash\n', { pid: 4711, parent: 4710, group: 4700, name: 'bash' }],
  ['    1     1 -zsh\n', { pid: 4711, parent: 1, group: 1, name: '-zsh' }],
  [' 4710  4700 npm exec multivalue\n', { pid: 4711, parent: 4710, group: 4700, name: 'npm exec multivalue' }],
  ['', undefined],
])('ps that prints %j', (printed, expected) => expect(fromPs(4711, printed)).toEqual(expected));

const unix = needs('Unix signals').describe;

unix('a server', () => {
  let app: string;
  let child: ChildProcess | undefined;

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'starter-'));
    mkdirSync(join(app, 'node_modules/.bin'), { recursive: true });
    symlinkSync(EXECUTABLE, join(app, 'node_modules/.bin/multivalue'));
    writeFileSync(join(app, 'package.json'), '{"private":true}');
  });
  afterEach(() => void child?.kill('SIGKILL'));
  afterAll(() => rmSync(app, { recursive: true }));

  /** Resolves when it is ready; `ended` to what it printed, once nobody holds its streams any more. */
  async function start(...command: string[]): Promise<{ ended: Promise<string> }> {
    child = spawn(command[0], command.slice(1), { cwd: app, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err] = [child.stdout!, child.stderr!];
    const ended = Promise.all([text(out), text(err)]).then(texts => texts.join(''));
    await once(out, 'data');
    return { ended };
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'ends when the real npx that started it was ended by %s',
    async signal => {
      const { ended } = await start('npx', '--offline', 'multivalue', 'local', '--port', '0', '--dns-port', '0');
      child?.kill(signal);
      expect(await ended).toMatch(/^ready .*\nmultivalue: local: npx has ended, so this server ends too\n$/);
    },
    60_000,
  );

  test('ends when the program that started it has ended, and with it the command it runs', async () => {
    const starts = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
    const idle = `console.log('running'); setInterval(() => undefined, 1e3); process.on('SIGTERM', () => { console.log('told'); process.exit() })`;
    const { ended } = await start(process.execPath, '-e', starts, EXECUTABLE, 'local', '--', process.execPath, '-e', idle);
    child?.kill('SIGKILL');
    expect(await ended).toMatch(/^running\ntold\nready .*\nmultivalue: local: node has ended, so this server ends too\n$/);
  }, 60_000);
});
