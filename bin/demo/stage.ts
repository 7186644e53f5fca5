import { SingleBar } from 'cli-progress';
import pc from 'picocolors';
import { wrap } from '../../lib/text/wrap';
import type { Io } from '../../lib/cli/io';

const INDENT = '    ';
const LONGEST_BAR = 24;
const SHORTEST_BAR = 4;
/** Columns below which nothing is narrowed any more. */
const NARROWEST = 24;

/** Where the story is told: numbered scenes, what happens in them, and progress while a person waits. No line is wider than the terminal. */
export class Stage {
  private scene = 0;
  private readonly colors: ReturnType<typeof pc.createColors>;

  constructor(private readonly io: Io) {
    this.colors = pc.createColors(io.colour);
  }

  /** Of a line; a file has room for any. */
  private get width(): number {
    return this.io.isTerminal ? Math.max(NARROWEST, this.io.columns) : Infinity;
  }

  title(text: string): void {
    const lines = fit(text, this.width - 2).map(line => `  ${this.colors.bold(line)}`);
    this.io.out(['', ...lines, ''].join('\n'));
  }

  /** Tells one scene; what it throws is shown as the reason it failed. Resolves to whether it held. */
  async play(title: string, act: () => Promise<void> | void): Promise<boolean> {
    this.scene += 1;
    const [first, ...rest] = fit(title, this.width - INDENT.length).map(line => this.colors.bold(line));
    this.io.out(`${this.colors.cyan(String(this.scene).padStart(2))}  ${first}`);
    rest.forEach(line => this.io.out(INDENT + line));
    try {
      await act();
      return true;
    } catch (error) {
      if (this.io.stop.aborted) this.tell('interrupted', { paint: this.colors.dim });
      else this.tell(error instanceof Error ? error.message : String(error), { mark: this.colors.red('✗') });
      return false;
    } finally {
      this.io.out('');
    }
  }

  say(text: string): void {
    this.tell(text);
  }

  /** Something to be copied, however long. */
  command(text: string): void {
    this.io.out(INDENT + text);
  }

  /** Something another program printed. */
  quote(text: string): void {
    const bar = this.colors.dim('│');
    this.tell(text.trimEnd(), { mark: bar, then: bar, paint: this.colors.dim });
  }

  good(text: string): void {
    this.tell(text, { mark: this.colors.green('✓') });
  }

  /** `mark` stands before the first line and `then` before those that follow, each one column wide. */
  private tell(
    text: string,
    { mark, then = ' ', paint = String }: { mark?: string; then?: string; paint?: (line: string) => string } = {},
  ): void {
    const lines = text.split('\n').flatMap(line => fit(line.trimEnd(), this.width - INDENT.length - (mark ? 2 : 0)));
    lines.forEach((line, at) => {
      const before = mark === undefined ? '' : `${at === 0 ? mark : then} `;
      this.io.out(line === '' && !mark ? '' : INDENT + before + paint(line));
    });
  }

  /** A bar that fills up to `total`; on a terminal only. */
  progress(label: string, total: number): Progress {
    if (!this.io.progress) {
      return { update: () => undefined, done: () => undefined };
    }
    const count = ` ${total}/${total}`.length;
    const room = this.width - 1 - INDENT.length - count - 2; // the last column stays free: some terminals break the line there
    const text = label.length + 1 + SHORTEST_BAR <= room ? `${label} ` : '';
    const bar = new SingleBar({
      stream: this.io.progress,
      format: `${INDENT}${text}[{bar}] {value}/{total}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: Math.min(LONGEST_BAR, room - text.length),
      clearOnComplete: true,
      hideCursor: true,
    });
    bar.start(total, 0);
    return {
      update: (value, of = total) => {
        bar.setTotal(of);
        bar.update(value);
      },
      done: () => bar.stop(),
    };
  }

  /** How often each endpoint was answered, as bars a person can compare at a glance. */
  tally(counts: ReadonlyMap<string, number>, note: (key: string) => string): void {
    const most = Math.max(1, ...counts.values());
    const keys = [...counts.keys()];
    const longest = (texts: readonly string[]): number => Math.max(...texts.map(text => text.length));
    const others = INDENT.length + longest(keys) + 2 + 1 + 3 + 2 + longest(keys.map(note));
    const length = Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, this.width - others));
    for (const [key, count] of counts) {
      const bar = '█'.repeat(Math.round((length * count) / most)).padEnd(length, '·');
      const times = String(count).padStart(3);
      const shown = count > 0 ? bar : this.colors.dim(bar);
      this.io.out(`${INDENT}${key.padEnd(longest(keys))}  ${shown} ${times}  ${this.colors.dim(note(key))}`);
    }
  }

  /** Whether so many columns are left of a line. */
  hasRoomFor(columns: number): boolean {
    return INDENT.length + columns <= this.width;
  }
}

export interface Progress {
  /** @param of when the total has changed */
  update(value: number, of?: number): void;
  done(): void;
}

/** As it is where it fits, spaces and all. */
function fit(line: string, width: number): string[] {
  return line.length <= width ? [line] : wrap(line, width);
}
