import type { ProbeResult } from '../../rules/health/probe';
import type { HealthCheck } from '../state';
import type { Checker } from './checker';
import type { Schedule } from './schedule';
import type { Semaphore } from './semaphore';

/** A probe that has ended. */
export interface ProbeEvent {
  readonly checker: Checker;
  /** As it was when the probe began, and still is. */
  readonly check: HealthCheck;
  /** Undefined when the endpoint is not on this machine, so that nothing was sent. */
  readonly result: ProbeResult | undefined;
  /** Probes of all loops are numbered as they begin. */
  readonly number: number;
  /** Milliseconds of the schedule between when it was due and when it began. */
  readonly late: number;
}

/** What all loops have in common. */
export interface ProbeLoopContext {
  readonly schedule: Schedule;
  /** Bounds the probes that are under way. */
  readonly semaphore: Semaphore;
  /** Rejects when aborted. */
  probe(check: HealthCheck, signal: AbortSignal): Promise<ProbeResult | undefined>;
  /** The number of a probe that begins now. */
  begin(): number;
  /** Whether someone waits for this checker's next result, so that it does not wait for its interval. */
  hurried(checker: Checker): boolean;
  emit(event: ProbeEvent): void;
  /** Hears of a fault of ours; the loop goes on. */
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

  /**
   * @param check may be replaced by its next version
   * @param interval milliseconds between a response and the next request (behaviour 4.4)
   */
  constructor(
    readonly checker: Checker,
    public check: HealthCheck,
    private readonly context: ProbeLoopContext,
    private readonly interval: number,
    firstProbeIn: number,
  ) {
    this.plan(firstProbeIn);
  }

  /** Probes at once, if it is hurried and not probing already. */
  wake(): void {
    if (this.next && this.context.hurried(this.checker)) {
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
    const { schedule } = this.context;
    const due = schedule.now() + delay;
    this.next = { due, cancel: schedule.after(delay, () => void this.turn(due)) };
  }

  private async turn(due: number): Promise<void> {
    const { signal } = this.stopping;
    this.next = undefined;
    try {
      await this.context.semaphore.through(() => this.probe(due, signal));
    } catch (error) {
      if (!signal.aborted) {
        this.context.fault(this.checker, error);
      }
    }
    if (!signal.aborted) {
      this.plan(this.pause());
    }
  }

  private async probe(due: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted(); // it may have waited for its turn
    const { checker, check, context } = this;
    const late = context.schedule.now() - due;
    const number = context.begin();
    const result = await context.probe(check, signal);
    if (check === this.check) {
      context.emit({ checker, check, result, number, late });
    } // else updated meanwhile: the result may be of another endpoint
  }

  private pause(): number {
    if (this.context.hurried(this.checker)) {
      return HURRIED_PAUSE;
    }
    const left = (this.regular ?? 0) - this.context.schedule.now();
    this.regular = undefined;
    return left > 0 ? left : this.interval;
  }
}
