import { onAbort } from '../on-abort';
import { type Checker, thresholdOf } from './checker';
import type { ProbeEvent } from './probe-loop';

/** A wait was given up before what it waited for came about. */
export class NotYetError extends Error {
  constructor(awaited: string, healthCheckIds: readonly string[], signal?: AbortSignal) {
    super(`not ${awaited} yet: ${healthCheckIds.join(', ')}`, { cause: signal?.reason });
    this.name = 'NotYetError';
  }
}

interface Wait {
  readonly healthCheckIds: ReadonlySet<string>;
  /** Only probes of a higher number count. */
  readonly since: number;
  readonly runs: Map<Checker, { success: boolean | undefined; count: number }>;
  readonly done: Set<Checker>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Waits until verdicts rest on probes of now: see `Checkers.settle`. */
export class Convergence {
  private readonly waits = new Set<Wait>();

  /** @param checkersOf the checkers of a check that are at work */
  constructor(private readonly checkersOf: (healthCheckId: string) => readonly Checker[]) {}

  /** @param since how many probes have begun: those do not count */
  settle(healthCheckIds: readonly string[], since: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.waits.delete(wait);
        unfollow();
      };
      const wait: Wait = {
        healthCheckIds: new Set(healthCheckIds),
        since,
        runs: new Map(),
        done: new Set(),
        resolve: () => (end(), resolve()),
        reject: error => (end(), reject(error)),
      };
      const abort = (): void => wait.reject(new NotYetError('settled', this.unsettled(wait), signal));
      const unfollow = onAbort(signal, abort);
      this.waits.add(wait);
      if (signal?.aborted) {
        return abort();
      }
      this.resolveIfDone(wait);
    });
  }

  /** Whether someone waits for results of this checker. */
  awaits(checker: Checker): boolean {
    return [...this.waits].some(wait => wait.healthCheckIds.has(checker.healthCheckId) && !wait.done.has(checker));
  }

  take({ checker, check, result, number }: ProbeEvent): void {
    const success = result?.success; // undefined when there was nothing to probe
    for (const wait of this.waits) {
      if (number <= wait.since || !wait.healthCheckIds.has(checker.healthCheckId)) {
        continue;
      }
      const before = wait.runs.get(checker);
      const count = before && before.success === success ? before.count + 1 : 1;
      wait.runs.set(checker, { success, count });
      if (success === undefined || count >= thresholdOf(check)) {
        wait.done.add(checker);
        this.resolveIfDone(wait);
      } else {
        wait.done.delete(checker);
      }
    }
  }

  /** Checkers may have come or gone. */
  recount(): void {
    this.waits.forEach(wait => this.resolveIfDone(wait));
  }

  close(): void {
    this.waits.forEach(wait => wait.reject(new Error('the health checkers were stopped')));
  }

  private resolveIfDone(wait: Wait): void {
    if (this.unsettled(wait).length === 0) {
      wait.resolve();
    }
  }

  private unsettled(wait: Wait): string[] {
    return [...wait.healthCheckIds].filter(id => this.checkersOf(id).some(checker => !wait.done.has(checker)));
  }
}
