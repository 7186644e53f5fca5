import { constants } from 'node:os';
import spawn from 'cross-spawn'; // finds npx.cmd and the like on Windows, too
import { CliError, type Io } from './io';

/** What shells answer for a command that is not there, or that is no program. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** How a shell tells that a signal ended a command: 130 for SIGINT. */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/**
 * Runs a command on the streams of this process, and passes on the signals that ask this process to end, and SIGTERM when `unwanted` is
 * aborted. Resolves to the exit code, as a shell tells it, once it has ended.
 */
export function runCommand(
  [file, ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  io: Io,
  unwanted: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: 'inherit' });
    const terminate = (): void => void child.kill('SIGTERM');
    const unhear = io.onSignal((signal, shared) => shared || child.kill(signal));
    const end = (how: () => void): void => {
      unhear();
      unwanted.removeEventListener('abort', terminate);
      how();
    };
    unwanted.addEventListener('abort', terminate);
    child.once('error', error => end(() => reject(cannotRun(file, error))));
    child.once('exit', (code, signal) => end(() => resolve(signal ? exitCodeOf(signal) : (code ?? 0))));
  });
}

function cannotRun(file: string, error: NodeJS.ErrnoException): CliError {
  return error.code === 'ENOENT'
    ? new CliError(`local: command not found: ${file}`, NOT_FOUND)
    : new CliError(`local: ${file} cannot be run: ${error.message}`, NOT_EXECUTABLE);
}
