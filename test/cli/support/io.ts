import type { Io } from '../../../lib/cli/io';
import { main } from '../../../lib/cli/main';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Keeps all lines that are printed, whichever way. */
export function recorded(more: Partial<Io> = {}): { readonly io: Io; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  return { io: { ...QUIET, out: keep, err: keep, ...more }, lines };
}

/** A pipe, not a terminal, and nobody who stops it. */
const QUIET: Omit<Io, 'out' | 'err'> = {
  isTerminal: false,
  colour: false,
  columns: 120,
  env: {},
  stop: new AbortController().signal,
  onSignal: () => () => undefined,
};

/** Runs the command line and keeps what it printed. */
export async function run(
  args: readonly string[],
  { onOut = () => undefined, ...io }: Partial<Io> & { readonly onOut?: (line: string) => void } = {},
): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    ...QUIET,
    out: line => {
      out.push(line);
      onOut(line);
    },
    err: line => err.push(line),
    ...io,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
