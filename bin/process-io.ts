import type { Io } from '../lib/cli/io';

/** The streams, environment and signals of this process. */
export function processIo(): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(signal));
  }
  // whoever reads our output, such as head, may have read enough
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    out: line => process.stdout.write(line + '\n'),
    err: line => process.stderr.write(line + '\n'),
    isTerminal: process.stdout.isTTY ?? false,
    ...(process.stderr.isTTY && { progress: process.stderr }),
    columns: process.stdout.columns ?? 100,
    env: process.env,
    stop: stop.signal,
  };
}
