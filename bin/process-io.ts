import { EXIT, type Io } from '../lib/cli/io';
import { leaving } from '../lib/text/terminal';

type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'> & { readonly stdin?: { readonly isTTY?: boolean } };

/** The streams, environment and signals of this process. */
export function processIo({ stdin, stdout, stderr, env }: Surroundings = process): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(signal));
  }
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(); // whoever reads our output, such as head, has read enough
    stderr.write(`standard output cannot be written: ${error.message}\n`);
    process.exit(EXIT.misused); // not 1, which would say that a rule does not hold
  });
  stderr.on('error', () => undefined); // there is nowhere left to say it
  return {
    out: line => stdout.write(leaving(line) + '\n'),
    err: line => stderr.write(leaving(line) + '\n'),
    isTerminal: stdout.isTTY ?? false,
    colour: (stdout.isTTY ?? false) && stdout.hasColors(env), // heeds NO_COLOR and TERM
    ...(stderr.isTTY && env.TERM !== 'dumb' && { progress: stderr }),
    get columns() {
      return stdout.columns || Number(env.COLUMNS) || COLUMNS; // 0 is a terminal that was never told its size
    },
    env,
    stop: stop.signal,
    onSignal: listener => {
      const onTerminal = [stdin, stdout, stderr].some(stream => stream?.isTTY);
      const hear = (signal: NodeJS.Signals): void => listener(signal, onTerminal && signal !== 'SIGTERM');
      ENDING.forEach(signal => process.on(signal, hear));
      return () => ENDING.forEach(signal => process.removeListener(signal, hear));
    },
  };
}

/** SIGTERM is one that no terminal sends. */
const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const COLUMNS = 100;
