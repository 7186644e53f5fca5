/** `npm start`: the whole story on this machine. `--once` exits when it is told, 0 only if every step held. */
import './quiet-sdk';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stage } from '../lib/cli/demo/stage';
import { stay } from '../lib/cli/demo/stay';
import { tellStory } from '../lib/cli/demo/story';
import { processIo } from './process-io';

/** What shells say of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const io = processIo();

async function demo(): Promise<number> {
  const { values } = parseArgs({ options: { once: { type: 'boolean' }, seed: { type: 'string' } } });
  const once = values.once === true || !io.isTerminal;
  const stage = new Stage(io);
  stage.title('A list of servers behind one DNS name');
  const told = await tellStory(stage, io, {
    root: resolve(__dirname, '../..'), // dist/bin
    // A person finds it where the documentation says; a script must not meet whatever else listens there.
    port: once ? 0 : 4566,
    dnsPort: once ? 0 : 5300,
    seed: Number(values.seed ?? Date.now() % 1_000_000),
  });
  try {
    if (io.stop.aborted) return INTERRUPTED;
    if (!told.held) {
      stage.title('A step did not hold.');
      return 1;
    }
    stage.title('Every step held.');
    if (!once) await stay(stage, io, told);
    return 0;
  } finally {
    await told.close();
    if (!once) stage.title('Stopped; nothing is left running.');
  }
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
