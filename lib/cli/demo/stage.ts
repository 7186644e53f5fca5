import { SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { Io } from '../io';

/** Where the story is told: numbered scenes, what happens in them, and progress while a person waits. */
export class Stage {
  private scene = 0;
  private readonly colors: ReturnType<typeof pc.createColors>;

  constructor(private readonly io: Io) {
    this.colors = pc.createColors(io.colour);
  }

  title(text: string): void {
    this.io.out(`\n  ${this.colors.bold(text)}\n`);
  }

  /** Tells one scene; what it throws is shown as the reason it failed. Resolves to whether it held. */
  async play(title: string, act: () => Promise<void> | void): Promise<boolean> {
    this.scene += 1;
    this.io.out(`${this.colors.cyan(String(this.scene).padStart(2))}  ${this.colors.bold(title)}`);
    try {
      await act();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.say(this.io.stop.aborted ? this.colors.dim('interrupted') : `${this.colors.red('✗')} ${reason}`);
      return false;
    } finally {
      this.io.out('');
    }
  }

  say(text: string): void {
    text.split('\n').forEach(line => this.io.out(line === '' ? '' : `    ${line}`));
  }

  /** Something another program printed. */
  quote(text: string): void {
    this.say(
      text
        .trimEnd()
        .split('\n')
        .map(line => this.colors.dim(`│ ${line.trimEnd()}`))
        .join('\n'),
    );
  }

  good(text: string): void {
    this.say(`${this.colors.green('✓')} ${text}`);
  }

  /** A bar that fills up to `total`; on a terminal only. */
  progress(label: string, total: number): { update(value: number): void; done(): void } {
    if (!this.io.progress) {
      return { update: () => undefined, done: () => undefined };
    }
    const bar = new SingleBar({
      stream: this.io.progress,
      format: `    ${label} [{bar}] {value}/{total}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
    });
    bar.start(total, 0);
    return { update: value => bar.update(value), done: () => bar.stop() };
  }

  /** How often each endpoint was answered, as bars a person can compare at a glance. */
  tally(counts: ReadonlyMap<string, number>, note: (key: string) => string): void {
    const most = Math.max(1, ...counts.values());
    const width = Math.max(...[...counts.keys()].map(key => key.length));
    for (const [key, count] of counts) {
      const bar = '█'.repeat(Math.round((24 * count) / most)).padEnd(24, '·');
      this.say(
        `${key.padEnd(width)}  ${count > 0 ? bar : this.colors.dim(bar)} ${String(count).padStart(3)}  ${this.colors.dim(note(key))}`,
      );
    }
  }
}
