import type { Io } from '../../lib/cli/io';
import type { Deployment } from './deployment';
import { Stage } from './stage';
import { stay } from './stay';
import { tellStory } from './story';

/** What shells say of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

export interface Performance {
  readonly deployment: Deployment;
  /** The script that is `multivalue`. */
  readonly executable: string;
  /** How a person starts it. */
  readonly multivalue: string;
  /** Whether to end when the story has been told. */
  readonly once: boolean;
  readonly seed?: number;
}

/** The whole story; then everything stays up for a person to try. Resolves to the exit code: 0 only if every step held. */
export async function perform(io: Io, { deployment, executable, multivalue, once, seed }: Performance): Promise<number> {
  const stage = new Stage(io);
  stage.title('A list of servers behind one DNS name');
  const told = await tellStory(stage, io, {
    deployment,
    executable,
    // A person finds it where the documentation says; a script must not meet whatever else listens there.
    port: once ? 0 : 4566,
    dnsPort: once ? 0 : 5300,
    seed: seed ?? Date.now() % 1_000_000,
  });
  try {
    if (io.stop.aborted) return INTERRUPTED;
    if (!told.held) {
      stage.title('A step did not hold.');
      return 1;
    }
    stage.title('Every step held.');
    if (!once) {
      await stay(stage, io, told, multivalue, { input: process.stdin, ...(process.stdout.isTTY && { output: process.stdout }) });
    }
    return 0;
  } finally {
    await told.close();
    if (!once) stage.title('Stopped; nothing is left running.');
  }
}
