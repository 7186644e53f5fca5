import type { Clock } from '../../../lib/local/checkers/clock';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly timers = new Set<{ readonly due: number; readonly run: () => void }>();

  date(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.time);
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.time + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** How many calls are outstanding. */
  get waiting(): number {
    return this.timers.size;
  }

  /** When the next call is due; undefined when none is. */
  get nextDue(): number | undefined {
    return this.next(Infinity)?.due;
  }

  /** Moves on by `ms`; what falls due meanwhile is called, in order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (let next = this.next(end); next; next = this.next(end)) {
      this.time = Math.max(this.time, next.due);
      this.timers.delete(next);
      next.run();
    }
    this.time = end;
  }

  private next(end: number): { readonly due: number; readonly run: () => void } | undefined {
    return [...this.timers].filter(t => t.due <= end).sort((a, b) => a.due - b.due)[0];
  }
}
