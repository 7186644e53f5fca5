import { visible } from '../text/terminal';
import { Format, SingleBar, type GenericFormatter } from 'cli-progress';
import type { AskingProgress } from '../verify/asking';
import type { Io } from './io';

export interface ProgressBar {
  readonly show: (progress: AskingProgress) => void;
  stop(): void;
}

/** A bar while queries are asked, on a terminal only: output in a file or a pipe stays clean. */
export function progressBar(io: Io): ProgressBar {
  if (!io.progress) {
    return { show: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar({
    stream: io.progress,
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(0, 0, { doing: 'starting' });
  return {
    show: ({ asked, of, doing }) => {
      bar.setTotal(of);
      bar.update(asked, { doing: visible(doing) });
    },
    stop: () => bar.stop(),
  };
}

/** What is not counted, such as the reading of health, has no bar: it would stand empty all the while. */
const format: GenericFormatter = (options, { progress, value, total }, { doing }: { doing: string }) =>
  total === 0 ? doing : `${Format.BarFormat(progress, options)} ${value}/${total} ${doing}`;
