import type { Io } from '../../../lib/cli/io';
import { main } from '../../../lib/cli/main';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line and keeps what it printed. */
export async function run(
  args: readonly string[],
  { onOut = () => undefined, ...io }: Partial<Io> & { readonly onOut?: (line: string) => void } = {},
): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    out: line => {
      out.push(line);
      onOut(line);
    },
    err: line => err.push(line),
    isTerminal: false,
    colour: false,
    columns: 120,
    env: {},
    stop: new AbortController().signal,
    ...io,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
