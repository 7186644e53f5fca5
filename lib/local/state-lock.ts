/**
 * One state file is one server's: two would undo each other's changes. By hand, as packages for it (proper-lockfile) know a lock by its age: they
 * neither say which process has it nor take it over at once when that was killed, and they leave listeners on the signals of the process.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StateFileError } from './state-file-error';

/** Files that servers of this process have. A lock with this process's id that is not among them was left by another of the same id. */
const ours = new Set<string>();

/** @throws StateFileError when another has it. The lock of a process that is gone does not count, nor does one that names none. */
export function lock(path: string): void {
  const lockPath = lockOf(path);
  if (ours.has(path)) {
    throw new StateFileError(path, 'is in use by another server of this process; close that one first, or name another file');
  }
  for (;;) {
    try {
      placeLock(lockPath);
      ours.add(path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StateFileError(path, `cannot be locked: ${(error as Error).message}`, { cause: error });
      }
      takeOver(path, lockPath);
    }
  }
}

export function unlock(path: string): void {
  ours.delete(path);
  rmSync(lockOf(path), { force: true });
}

const lockOf = (path: string): string => `${path}.lock`;

/** It is written elsewhere and put in its place whole, so that nobody ever meets one that names nobody yet. */
function placeLock(lockPath: string): void {
  const beside = `${lockPath}.${randomUUID()}`;
  try {
    writeFileSync(beside, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    try {
      linkSync(beside, lockPath);
    } catch (error) {
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw error;
      }
      writeFileSync(lockPath, `${process.pid}\n`, { flag: 'wx', mode: 0o600 }); // a file system without links
    }
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Removes a lock that was left behind. */
function takeOver(path: string, lockPath: string): void {
  const before = contentOf(path, lockPath);
  const holder = holderOf(before);
  if (holder !== undefined && holder !== process.pid && isRunning(holder)) {
    throw new StateFileError(path, `is in use by process ${holder}; if that is not a multivalue server, remove ${lockPath}`);
  }
  const aside = `${lockPath}.${randomUUID()}`;
  try {
    renameSync(lockPath, aside);
    if (readFileSync(aside, 'utf8') !== before) {
      linkSync(aside, lockPath); // another was quicker, and this is its lock
    }
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw new StateFileError(path, `cannot be locked: ${(error as Error).message}`, { cause: error });
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Undefined when it has gone meanwhile. */
function contentOf(path: string, lockPath: string): string | undefined {
  const found = lstatSync(lockPath, { throwIfNoEntry: false });
  if (found && !found.isFile()) {
    throw new StateFileError(path, `cannot be locked: ${lockPath} is not a file`);
  }
  try {
    return found && readFileSync(lockPath, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw new StateFileError(path, `cannot be locked: ${(error as Error).message}`, { cause: error });
  }
}

function holderOf(content = ''): number | undefined {
  return /^[1-9]\d{0,9}\s*$/.test(content) ? Number(content) : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One that has ended, e.g. by `kill -9`, can be signalled until its parent has taken note. Only Linux tells, and there it is asked. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z'); // its name, in parentheses, may hold any
  } catch {
    return false;
  }
}
