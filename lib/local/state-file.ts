/**
 * The state on disk. It is written whole to a file beside it, flushed, and put in its place in one step, so that what is read after a crash
 * is always the last complete state. Changes that come while one is being written share the next write.
 */
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { State } from './state';
import { readState, writeState } from './state-text';
import type { Store } from './store';

/** Says which file is at fault, in which way, and that it was left alone. */
export class StateFileError extends Error {
  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`state file ${path}: ${problem}`, options);
    this.name = 'StateFileError';
  }
}

export class StateFile {
  private latest: State | undefined;
  /** How many states there have been, and which of them is on disk. */
  private count = 0;
  private written = 0;
  private writing: Promise<void> | undefined;
  private stopListening = (): void => undefined;

  private constructor(private readonly path: string) {}

  /**
   * Takes the file for this process alone and reads it; there is no state when there is no file yet.
   *
   * @throws StateFileError
   */
  static open(path: string): { readonly file: StateFile; readonly state: State | undefined } {
    const whole = resolve(path);
    lock(whole);
    try {
      return { file: new StateFile(whole), state: existsSync(whole) ? readWhole(whole) : undefined };
    } catch (error) {
      unlock(whole);
      throw error;
    }
  }

  /** Keeps what `store` holds, now and after each change. */
  keep(store: Store): void {
    const take = (state: State): void => {
      this.latest = state;
      this.count++;
    };
    this.stopListening = store.onChange(take);
    take(store.state);
  }

  /**
   * Resolves when what the store held at the time of the call is on disk.
   *
   * @throws StateFileError when it cannot be written; the next call tries again
   */
  async saved(): Promise<void> {
    const wanted = this.count;
    while (this.written < wanted) {
      await (this.writing ??= this.write().finally(() => (this.writing = undefined)));
    }
  }

  /** Writes what is left to write, and lets other processes have the file. */
  async close(): Promise<void> {
    this.stopListening();
    try {
      await this.saved();
    } finally {
      unlock(this.path);
    }
  }

  private async write(): Promise<void> {
    const [state, count] = [this.latest!, this.count];
    const beside = `${this.path}.new`;
    try {
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(writeState(state));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, this.path);
      await syncDirectory(dirname(this.path));
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined); // on a full disk it would hold the place that is needed
      throw new StateFileError(this.path, `cannot be written: ${(error as Error).message}`, { cause: error });
    }
    this.written = count;
  }
}

function readWhole(path: string): State {
  try {
    return readState(readFileSync(path, 'utf8'));
  } catch (error) {
    const problem = `cannot be read: ${(error as Error).message}. It was left as it is; move it away to start anew, or name another file`;
    throw new StateFileError(path, problem, { cause: error });
  }
}

/** A rename is on disk once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Files that servers of this process have. A lock with this process's id that is not among them was left by another of the same id. */
const ours = new Set<string>();

/** Two servers on one file would undo each other's changes. The lock of a process that is gone does not count. */
function lock(path: string): void {
  const lockPath = lockOf(path);
  if (ours.has(path)) {
    throw new StateFileError(path, 'is in use by another server of this process; close that one first, or name another file');
  }
  for (;;) {
    try {
      writeLock(lockPath);
      ours.add(path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StateFileError(path, `cannot be locked: ${(error as Error).message}`, { cause: error });
      }
      const holder = Number(readFileSync(lockPath, 'utf8'));
      if (holder !== process.pid && isRunning(holder)) {
        throw new StateFileError(path, `is in use by process ${holder}; if that is no server of ours, remove ${lockPath}`);
      }
      rmSync(lockPath, { force: true });
    }
  }
}

function writeLock(lockPath: string): void {
  const file = openSync(lockPath, 'wx', 0o600);
  try {
    writeSync(file, `${process.pid}\n`);
  } catch (error) {
    rmSync(lockPath, { force: true }); // an empty one would keep everybody out
    throw error;
  } finally {
    closeSync(file);
  }
}

function unlock(path: string): void {
  ours.delete(path);
  rmSync(lockOf(path), { force: true });
}

const lockOf = (path: string): string => `${path}.lock`;

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
