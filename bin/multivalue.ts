#!/usr/bin/env node
import { main } from '../lib/cli/main';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(signal));
}

void main(process.argv.slice(2), {
  out: line => process.stdout.write(line + '\n'),
  err: line => process.stderr.write(line + '\n'),
  isTerminal: process.stdout.isTTY ?? false,
  columns: process.stdout.columns ?? 100,
  env: process.env,
  stop: stop.signal,
}).then(code => {
  process.exitCode = code;
});
