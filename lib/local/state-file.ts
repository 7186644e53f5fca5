/**
 * The state on disk. It is written whole to a file beside it, flushed, and put in its place in one step, so that what is read after a crash
 * is always the last complete state. Changes that come while one is being written share the next write.
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { State } from './state';
import { StateFileError } from './state-file-error';
import { lock, unlock } from './state-lock';
import { bodyOf, headLine, readState } from './state-text';
import { Store } from './store';

export { StateFileError };

export class StateFile {
  private latest: State | undefined;
  private onDisk: State | undefined;
  /** How many states there have been, and which of them is on disk. */
  private count = 0;
  private written = 0;
  private writing: Promise<void> | undefined;
  private store = new Store();
  private stopListening = (): void => undefined;
  /** States that could not be written, and what each was made of. */
  private readonly lost = new WeakMap<State, State>();

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
      return { file: new StateFile(whole), state: readWhole(whole) };
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
      if (state === this.onDisk && !this.writing) {
        this.written = this.count;
      }
    };
    this.store = store;
    this.stopListening = store.onChange(take);
    take(store.state);
  }

  /**
   * Does what may change the store, and resolves once that is on disk. What it changed before it first waited for anything is taken back
   * when it cannot be written: at once, or as soon as all that was built on it has been.
   *
   * @throws StateFileError, one for each that could not be kept
   */
  async persist<T>(run: () => T | Promise<T>, takeBack: boolean): Promise<T> {
    const before = this.store.state;
    const running = run();
    const after = this.store.state;
    const result = await running;
    try {
      await this.saved();
    } catch (error) {
      const fault = new StateFileError(this.path, (error as StateFileError).problem, { cause: (error as Error).cause });
      fault.takenBack = takeBack && this.takeBack(before, after);
      throw fault;
    }
    return result;
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

  /** Whether it is gone now. */
  private takeBack(before: State, after: State): boolean {
    if (after !== before) {
      this.lost.set(after, before);
    }
    const isLast = after !== before && this.store.state === after;
    let last = this.store.state;
    for (let earlier = this.lost.get(last); earlier; earlier = this.lost.get(last)) {
      last = earlier;
    }
    this.store.update(() => last);
    return isLast;
  }

  private async write(): Promise<void> {
    const [state, count] = [this.latest!, this.count];
    const beside = `${this.path}.new`;
    try {
      await rm(beside, { force: true }); // a crash may have left one, and someone else a link
      const file = await open(beside, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | NO_FOLLOW, 0o600);
      try {
        await writeWhole(file, state);
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
    this.onDisk = state;
    this.written = state === this.latest ? this.count : count;
  }
}

/** Windows has neither. */
const { O_NOFOLLOW: NO_FOLLOW = 0, O_NONBLOCK: NO_WAITING = 0 } = constants as Partial<typeof constants>;

/** Piece by piece, for a large state takes longer than others should wait. */
async function writeWhole(file: FileHandle, state: State): Promise<void> {
  const hash = createHash('sha256');
  await writeAll(file, headLine('0'.repeat(64)));
  for (const piece of bodyOf(state)) {
    hash.update(piece);
    await writeAll(file, piece);
  }
  await file.write(headLine(hash.digest('hex')), 0);
}

/** A disk that is nearly full takes less than it is given, and says so only when it is given the rest. */
async function writeAll(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at)).bytesWritten;
  }
}

/** Undefined when there is none. Opened once and looked at then, so that what is read is what was looked at. */
function readWhole(path: string): State | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | NO_FOLLOW | NO_WAITING);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
        return undefined;
      case 'ELOOP':
      case 'EMLINK':
        throw new StateFileError(path, 'is a symbolic link; name the file itself');
      case 'ENXIO':
        throw notAFile(path);
      default:
        throw unreadable(path, error as Error);
    }
  }
  try {
    if (!fstatSync(file).isFile()) {
      throw notAFile(path);
    }
    return readState(readFileSync(file, 'utf8'));
  } catch (error) {
    throw error instanceof StateFileError ? error : unreadable(path, error as Error);
  } finally {
    closeSync(file);
  }
}

const notAFile = (path: string): StateFileError =>
  new StateFileError(path, 'is a directory, device, socket or pipe; name a file; it need not exist yet');

const unreadable = (path: string, cause: Error): StateFileError =>
  new StateFileError(
    path,
    `cannot be read: ${cause.message}. It was left as it is; move it away to start afresh, or name another file`,
    { cause },
  );

/** A rename is on disk once its directory is; Windows does not open one. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
