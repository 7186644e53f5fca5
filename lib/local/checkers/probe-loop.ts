import type { Checker } from './checker';
import type { Schedule } from './schedule';

/** How a loop learns what to do, and tells what came of it. */
export interface Duty {
  readonly schedule: Schedule;
  /** Milliseconds between a response and the next request (behaviour 4.4). */
  readonly interval: number;
  /** Whether someone waits for this checker's next result, so that it does not wait for its interval. */
  hurried(checker: Checker): boolean;
  /** One probe, due at this moment of the schedule, and what follows from it; rejects when aborted. */
  run(checker: Checker, due: number, signal: AbortSignal): Promise<void>;
  /** Hears of a fault of ours in `run`; the loop goes on. */
  fault(checker: Checker, error: unknown): void;
}

/** Milliseconds between the probes of a hurried checker, so that an endpoint that keeps changing is not flooded. */
const HURRIED_PAUSE = 10;

/** Keeps one checker probing, each time one interval after the last probe ended, until it is stopped. */
export class ProbeLoop {
  private readonly stopping = new AbortController();
  /** The next probe; undefined while one is under way. */
  private next: { readonly due: number; readonly cancel: () => void } | undefined;
  /** When the next probe would have been, had it not been hurried: checkers that were hurried together must not stay in step. */
  private regular: number | undefined;

  constructor(
    readonly checker: Checker,
    private readonly duty: Duty,
    firstProbeIn: number,
  ) {
    this.plan(firstProbeIn);
  }

  /** Probes at once, if it is hurried and not probing already. */
  wake(): void {
    if (this.next && this.duty.hurried(this.checker)) {
      this.next.cancel();
      this.regular ??= this.next.due;
      this.plan(0);
    }
  }

  /** At once: a probe that is under way is dropped, its sockets closed. */
  stop(): void {
    this.next?.cancel();
    this.stopping.abort(new Error('the checker was stopped'));
  }

  private plan(delay: number): void {
    const { schedule } = this.duty;
    const due = schedule.now() + delay;
    this.next = { due, cancel: schedule.after(delay, () => void this.probe(due)) };
  }

  private async probe(due: number): Promise<void> {
    const { signal } = this.stopping;
    this.next = undefined;
    try {
      await this.duty.run(this.checker, due, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.duty.fault(this.checker, error);
      }
    }
    if (!signal.aborted) {
      this.plan(this.pause());
    }
  }

  private pause(): number {
    if (this.duty.hurried(this.checker)) {
      return HURRIED_PAUSE;
    }
    const left = (this.regular ?? 0) - this.duty.schedule.now();
    this.regular = undefined;
    return left > 0 ? left : this.duty.interval;
  }
}
