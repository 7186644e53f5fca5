/** `npm start`: the demo of this checkout, deployed by the CDK CLI. `--once` exits when it is told, 0 only if every step held. */
import './quiet-sdk';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withCdkCli } from './demo/deployment';
import { perform } from './demo/perform';
import { processIo } from './process-io';

const ROOT = resolve(__dirname, '../..'); // from dist/bin

const io = processIo();

async function demo(): Promise<number> {
  const { values } = parseArgs({ options: { once: { type: 'boolean' }, seed: { type: 'string' } } });
  return perform(io, {
    deployment: withCdkCli(ROOT),
    executable: resolve(ROOT, 'dist/bundle/multivalue.js'),
    multivalue: 'npx multivalue',
    once: values.once === true || !io.isTerminal,
    ...(values.seed !== undefined && { seed: Number(values.seed) }),
  });
}

demo().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    io.err(`npm start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
