import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../support/needs';
import { MULTIVALUE, type Program, startProgram } from '../support/programs';
import { fromPs, fromStat, supervisorsOf, type Process } from '../../lib/cli/supervisor';

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
  expect(supervisorsOf(ancestry, env).map(({ pid }) => pid)).toEqual(expected),
);

test('the name of a process may hold what separates the fields', () =>
  expect(fromStat('4711 (a (b) c) S 4710 4700 4690 0 -1')).toEqual({ pid: 4711, parent: 4710, group: 4700, name: 'a (b) c' }));

test('Node, which newer releases name by its main thread, is called node', () =>
  expect(fromStat('4711 (MainThread) S 4710 4700 4690 0 -1').name).toBe('node'));

test.each([
  [' 4710  4700 /bin/bash\n', { pid: 4711, parent: 4710, group: 4700, name: 'bash' }],
  ['    1     1 -zsh\n', { pid: 4711, parent: 1, group: 1, name: '-zsh' }],
  [' 4710  4700 npm exec multivalue\n', { pid: 4711, parent: 4710, group: 4700, name: 'npm exec multivalue' }],
  ['', undefined],
])('ps that prints %j', (printed, expected) => expect(fromPs(4711, printed)).toEqual(expected));

const unix = needs('Unix signals').describe;

unix('a server', () => {
  let app: string;

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'starter-'));
    mkdirSync(join(app, 'node_modules/.bin'), { recursive: true });
    symlinkSync(MULTIVALUE, join(app, 'node_modules/.bin/multivalue'));
    writeFileSync(join(app, 'package.json'), '{"private":true}');
  });
  afterAll(() => rmSync(app, { recursive: true }));

  /** Resolves when it is ready. It has ended once nobody holds its streams any more, so not before the server has. */
  async function start(stderr: RegExp, file: string, ...args: string[]): Promise<Program> {
    const program = startProgram(file, args, { cwd: app, stderr });
    await program.line(/./);
    return program;
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)('ends when the real npx that started it was ended by %s', async signal => {
    const stderr = /^multivalue: local: npx has exited, so this server exits too\n$/;
    const npx = await start(stderr, 'npx', '--offline', 'multivalue', 'local', '--port', '0', '--dns-port', '0');
    npx.child.kill(signal);
    expect((await npx.ended).out).toMatch(/^ready .*\n$/);
  });

  test('ends when the program that started it has ended, and with it the command it runs', async () => {
    const starts = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
    const idle = `console.log('running'); setInterval(() => undefined, 1e3); process.on('SIGTERM', () => { console.log('told'); process.exit() })`;
    const stderr = /^ready .*\nmultivalue: local: node has exited, so this server exits too\n$/;
    const node = await start(stderr, process.execPath, '-e', starts, MULTIVALUE, 'local', '--', process.execPath, '-e', idle);
    node.child.kill('SIGKILL');
    expect((await node.ended).out).toBe('running\ntold\n');
  });
});
