/** Whether whoever started this process is still there: npx and npm end without passing on the signal that ended them. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Io } from './io';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Process group. */
  readonly group: number;
  readonly name: string;
}

/** A process that must be there for a server to go on, and what a person calls it. */
export interface Supervisor {
  readonly pid: number;
  readonly name: string;
}

const SHELLS = /^-?(sh|bash|dash|ash|zsh|ksh|fish|csh|tcsh|busybox)$/;
/** In a script of npm: a command that the shell leaves in the background. */
const BACKGROUND = /(^|[^&>])&([^&>]|$)/;

/**
 * Which processes must be there for a server to go on, given it and its ancestors, nearest first. A shell need not be: what it left in the
 * background stays, as always. One that npm started only to run this program is npm's, and ends with it. What was put into a process
 * group of its own by a program was detached on purpose.
 */
export function supervisorsOf([self, parent, grandparent]: readonly Process[], env: Io['env']): Supervisor[] {
  if (!parent || parent.pid <= 1) {
    return [];
  }
  if (SHELLS.test(parent.name)) {
    const script = env.npm_lifecycle_script ?? '';
    const isOfNpm = script.includes('multivalue') && !BACKGROUND.test(script) && grandparent !== undefined && grandparent.pid > 1;
    return isOfNpm ? [parent, grandparent].map(({ pid }) => ({ pid, name: env.npm_command === 'exec' ? 'npx' : 'npm' })) : [];
  }
  return self.group === self.pid ? [] : [parent];
}

/** Milliseconds between looks. No event tells of another process's end. */
const EVERY = 500;

/** Calls `ended` with the name of the starter that is gone. Never on Windows, where a parent cannot be known by its number. */
export async function whenSupervisorEnds(env: Io['env'], ended: (name: string) => void): Promise<() => void> {
  const watched = process.platform === 'win32' ? [] : supervisorsOf(await ancestry(process.pid, 3), env);
  const timer = setInterval(() => {
    const gone = watched.find(({ pid }, depth) => (depth === 0 ? process.ppid !== pid : !exists(pid)));
    if (gone) {
      clearInterval(timer);
      ended(gone.name);
    }
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ancestry(pid: number, generations: number): Promise<Process[]> {
  const found: Process[] = [];
  for (let next = pid; next > 0 && found.length < generations; next = found[found.length - 1].parent) {
    const one = await lookUp(next);
    if (!one) break;
    found.push(one);
  }
  return found;
}

async function lookUp(pid: number): Promise<Process | undefined> {
  try {
    return process.platform === 'linux'
      ? fromStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
      : fromPs(pid, (await promisify(execFile)('ps', ['-o', 'ppid=,pgid=,comm=', '-p', String(pid)])).stdout);
  } catch {
    return undefined; // it has just ended, or there is no ps
  }
}

/** `4711 (npm exec multiv) S 4710 4700 …`; the name may hold parentheses and spaces. From 24 on Node calls itself by its main thread. */
export function fromStat(text: string): Process {
  const [pid, called] = [parseInt(text, 10), text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))];
  const name = called === 'MainThread' ? 'node' : called;
  const [, parent, group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(parent), group: Number(group), name };
}

/** ` 4710  4700 /bin/bash` */
export function fromPs(pid: number, text: string): Process | undefined {
  const [, parent, group, command] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(text) ?? [];
  return parent === undefined
    ? undefined
    : { pid, parent: Number(parent), group: Number(group), name: command.replace(/^\/.*\//, '') };
}
