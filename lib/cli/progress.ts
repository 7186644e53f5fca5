import { SingleBar } from 'cli-progress';
import type { Progress } from '../verify/asking';
import type { Io } from './io';

export interface ProgressBar {
  readonly show: (progress: Progress) => void;
  stop(): void;
}

/** A bar on standard error while queries are asked, on a terminal only: output in a file or a pipe stays clean. */
export function progressBar(io: Io): ProgressBar {
  if (!io.isTerminal) {
    return { show: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {doing}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { doing: 'starting' });
  return {
    show: ({ asked, of, doing }) => {
      bar.setTotal(Math.max(of, 1));
      bar.update(asked, { doing });
    },
    stop: () => bar.stop(),
  };
}
