/**
 * Starts programs of ours for tests. What a program writes to standard error must be what the test names, and by default nothing. Whatever
 * a test started, and whatever came of that, is ended with the test, also when its time is up.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { killTree, processTree, RUN_MARK } from './process-tree';

export const ROOT = resolve(__dirname, '../..');
export const MULTIVALUE = resolve(ROOT, 'dist/bundle/multivalue.js');

export interface ProgramOptions {
  readonly cwd?: string;
  /** In place of this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** All that standard error must be: a text, or a pattern, or `ANYTHING` for a foreign program that writes there as it likes. */
  readonly stderr?: string | RegExp | typeof ANYTHING;
  /** What it reads; with null, whatever the test writes to `child.stdin`. */
  readonly input?: string | null;
  /** A file descriptor that takes standard output, which is kept otherwise. */
  readonly stdout?: number;
}

export const ANYTHING = Symbol('anything');

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  readonly child: ChildProcess;
  /** The first line of standard output that matches, also of those printed already. Rejects when the program ends without it. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Once it has ended and closed its output. Rejects when standard error is not what it must be. */
  readonly ended: Promise<Ended>;
}

/** Runs a script with this Node to its end. */
export const runNode = (script: string, args: readonly string[] = [], options?: ProgramOptions): Promise<Ended> =>
  runProgram(process.execPath, [script, ...args], options);

/** Runs a program to its end, which is that of all that it started. */
export async function runProgram(file: string, args: readonly string[], options?: ProgramOptions): Promise<Ended> {
  const program = startProgram(file, args, options);
  const ended = await program.ended;
  const left = processTree(program.child.pid!);
  if (left.length > 0) {
    throw new Error(`${[file, ...args].join(' ')} has ended and left processes running: ${left.join(', ')}`);
  }
  return ended;
}

export const startNode = (script: string, args: readonly string[] = [], options?: ProgramOptions): Program =>
  startProgram(process.execPath, [script, ...args], options);

export function startProgram(file: string, args: readonly string[], options: ProgramOptions = {}): Program {
  const { cwd, env = process.env, stderr = '', input, stdout = 'pipe' } = options;
  const marked = { ...env, [RUN_MARK]: process.env[RUN_MARK] };
  const child = spawn(file, args, { cwd, env: marked, detached: true, windowsHide: true, stdio: ['pipe', stdout, 'pipe'] });
  const started: Started = { child, err: '', stderr };
  programs.push(started);
  child.stdin!.on('error', () => undefined); // it may not read all
  if (input !== null) child.stdin!.end(input);

  const lines: string[] = [];
  const readers = new Set<() => void>();
  const hear = (line: string): void => {
    lines.push(line);
    readers.forEach(read => read());
  };
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (started.err += text));
  if (child.stdout) createInterface({ input: child.stdout }).on('line', hear);

  const closed = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code, signal, out, err: started.err }));
  });
  const ended = closed.then(how => {
    check(started);
    return how;
  });
  ended.catch(() => undefined); // checked again when the test is over
  return {
    child,
    ended,
    line: pattern =>
      new Promise((done, fail) => {
        const read = (): void => {
          const match = lines.map(line => pattern.exec(line)).find(found => found !== null);
          if (match) {
            readers.delete(read);
            done(match);
          }
        };
        readers.add(read);
        read();
        closed.then(({ err }) => fail(new Error(`ended without a line ${pattern}: ${lines.join('\n')}${err}`)), fail);
      }),
  };
}

interface Started {
  readonly child: ChildProcess;
  err: string;
  readonly stderr: NonNullable<ProgramOptions['stderr']>;
}

let programs: Started[] = [];
let ofTheFile: Started[] = [];

beforeEach(() => {
  ofTheFile = [...ofTheFile, ...programs]; // begun in a beforeAll, and there for every test
  programs = [];
});
afterEach(async () => {
  const ending = programs;
  programs = [];
  await end(ending);
});
afterAll(() => end([...ofTheFile, ...programs]));

async function end(ending: readonly Started[]): Promise<void> {
  await Promise.all(
    ending.map(async ({ child }) => {
      if (child.pid === undefined) return; // it never began
      killTree(child.pid);
      if (child.exitCode === null && child.signalCode === null) await new Promise(done => child.once('close', done));
    }),
  );
  ending.forEach(check); // once more, for a test that did not wait for the end
}

function check({ err, stderr, child }: Started): void {
  if (stderr === ANYTHING || (typeof stderr === 'string' ? err === stderr : stderr.test(err))) return;
  throw new Error(
    `standard error of ${child.spawnargs.join(' ')}: expected ${stderr instanceof RegExp ? stderr : JSON.stringify(stderr)}, got\n${err}`,
  );
}
