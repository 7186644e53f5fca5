import type { Checker } from './checker';
import type { Schedule } from './schedule';

/** How a watch learns what to do, and tells what came of it. */
export interface Duty {
  readonly schedule: Schedule;
  /** Milliseconds between a response and the next request (facts 4.4). */
  readonly interval: number;
  /** One probe, due at this moment of the schedule, and what follows from it; rejects when aborted. */
  run(checker: Checker, due: number, signal: AbortSignal): Promise<void>;
  /** Hears of a fault of ours in `run`; the watch goes on. */
  fault(checker: Checker, error: unknown): void;
}

/** Keeps one checker probing, each time one interval after the last probe ended, until it is stopped. */
export class Watch {
  private readonly stopping = new AbortController();
  private cancel: () => void;

  constructor(
    readonly checker: Checker,
    private readonly duty: Duty,
    firstProbeIn: number,
  ) {
    this.cancel = this.next(firstProbeIn);
  }

  /** At once: a probe that is under way is dropped, its sockets closed. */
  stop(): void {
    this.cancel();
    this.stopping.abort(new Error('the checker was stopped'));
  }

  private next(delay: number): () => void {
    const { schedule } = this.duty;
    const due = schedule.now() + delay;
    return schedule.after(delay, () => void this.probe(due));
  }

  private async probe(due: number): Promise<void> {
    const { signal } = this.stopping;
    try {
      await this.duty.run(this.checker, due, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.duty.fault(this.checker, error);
      }
    }
    if (!signal.aborted) {
      this.cancel = this.next(this.duty.interval);
    }
  }
}
