import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { PaceClock } from '../aws/pace';

/** What a command may touch of the world around it, so that a test can run it. */
export interface Io {
  /** One line to standard output. */
  out(line: string): void;
  /** One line to standard error. */
  err(line: string): void;
  /** Whether standard output is a terminal: screens only then. */
  readonly isTerminal: boolean;
  /** Whether standard output is a terminal with colours, and nobody asked for none. */
  readonly colour: boolean;
  /** Standard error when it is a terminal that can draw over what it shows: progress is drawn there, and nowhere else. */
  readonly progress?: NodeJS.WritableStream;
  /** Columns of the terminal. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted on SIGINT and SIGTERM. */
  readonly stop: AbortSignal;
  /**
   * Hears of every signal that asks this process to end, until what it returns is called; meanwhile none of them ends it. A terminal has
   * sent those that are `shared` to child processes, too.
   */
  onSignal(listener: (signal: NodeJS.Signals, shared: boolean) => void): () => void;
}

/** Exit codes shared by all commands but `local` with a command to run, which ends as that does. */
export const EXIT = {
  /** As it should be. */
  ok: 0,
  /** The rule does not hold, or the deployment would be blocked. */
  violated: 1,
  /** Misused, or something needed could not be reached. */
  misused: 2,
  /** Health changed while asking, and no verdict is possible. */
  unsettled: 3,
} as const;

/** A fault a person can mend: printed as one line, ends the command with `exitCode`. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.misused,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CliError';
  }
}

/** Its sleeps end with a fault when the command is to stop: reading at AWS's pace takes minutes, and Ctrl-C must not wait for them. */
export function clockUntil(stop: AbortSignal, said: string): PaceClock {
  setMaxListeners(0, stop); // a hundred requests wait for their turn
  return {
    now: () => performance.now(),
    sleep: async milliseconds => {
      try {
        await wait(milliseconds, undefined, { signal: stop });
      } catch (error) {
        throw new CliError(said, EXIT.misused, { cause: error });
      }
    },
  };
}
