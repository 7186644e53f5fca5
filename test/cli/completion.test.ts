import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needs } from '../support/needs';
import { run } from './support/io';

const exec = promisify(execFile);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    await writeFile(join(directory, shell), (await run(['completion', shell])).out);
  }
  await writeFile(join(directory, 'report.html'), '');
});
afterAll(() => rm(directory, { recursive: true }));

/** What bash would offer for a line that ends at its last word. */
async function bashOffers(...words: string[]): Promise<string[]> {
  const line = ['multivalue', ...words].map(word => `'${word}'`).join(' ');
  const script = `source ${join(directory, 'bash')}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _multivalue; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return (await exec('bash', ['--norc', '-c', script], { cwd: directory })).stdout.trim().split('\n');
}

/** The same for fish, which can be asked. */
async function fishOffers(line: string): Promise<string[]> {
  const script = `source ${join(directory, 'fish')}; complete -C '${line}'`;
  const { stdout } = await exec('fish', ['--no-config', '-c', script], { cwd: directory });
  return stdout
    .trim()
    .split('\n')
    .map(offer => offer.split('\t')[0]); // the rest is the description
}

needs('bash').describe('bash completes', () => {
  test('commands', async () => expect(await bashOffers('ver')).toEqual(['verify']));
  test('options', async () => expect(await bashOffers('verify', '--js')).toEqual(['--json']));
  test('choices', async () => expect(await bashOffers('completion', 'f')).toEqual(['fish']));
  test('files where one is due', async () => expect(await bashOffers('verify', '--html', 'rep')).toEqual(['report.html']));
  test('nothing where a number is due', async () => expect(await bashOffers('verify', '--queries', '')).toEqual(['']));
});

needs('fish').describe('fish completes', () => {
  test('commands', async () => expect(await fishOffers('multivalue ver')).toEqual(['verify']));
  test('options', async () => expect(await fishOffers('multivalue verify --js')).toEqual(['--json']));
  test('choices', async () => expect(await fishOffers('multivalue completion f')).toEqual(['fish']));
});

needs('zsh').test('zsh loads the script, which knows every command and option', async () => {
  const script = `autoload -Uz compinit; compinit -D; source ${join(directory, 'zsh')}; print $_comps[multivalue]; functions _multivalue`;
  const { stdout } = await exec('zsh', ['-f', '-c', script]);
  expect(stdout).toMatch(/^_multivalue\n/);
  [
    'verify:Check',
    'watch:Watch',
    '--html[write the report as one self-contained page]:file:_files',
    "'*:word:(bash zsh fish)'",
  ].forEach(part => expect(stdout).toContain(part));
});

test('every command says what it does, with examples and exit codes', async () => {
  const { out } = await run(['--help']);
  const commands = [...out.matchAll(/^ {2}([a-z]+) (\[options\]|[<[])/gm)].map(match => match[1]).filter(name => name !== 'help');
  expect(commands).toEqual(
    expect.arrayContaining(['local', 'verify', 'watch', 'plan', 'preflight', 'force', 'status', 'completion']),
  );
  for (const command of commands) {
    const help = await run([command, '--help']);
    expect(help.code).toBe(0);
    expect([command, help.out]).toEqual([
      command,
      expect.stringMatching(/Examples:\n {2}\S[^]*Exit codes:\n {2}0 {2,}\S[^]*\n {2}2 {2,}usage error/),
    ]);
  }
});

test.each(['--version', '-V'])('%s prints the version of the package', async flag => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  expect(await run([flag])).toEqual({ code: 0, out: version, err: '' });
});

test('a command that does not exist is misuse, and the nearest one is suggested', async () => {
  const { code, err } = await run(['verfy']);
  expect(code).toBe(2);
  expect(err).toContain('Did you mean verify?');
});
