import type { Clock } from './checkers/clock';
import { guarded, type ReportFault } from './guarded';

/** What is put off until a time to come, none of which happens once it is closed. */
export class Timers {
  private readonly cancels = new Set<() => void>();

  constructor(
    private readonly clock: Clock,
    private readonly report: ReportFault,
  ) {}

  readonly run = (ms: number, what: () => void): void => {
    const happen = guarded(this.report, () => {
      this.cancels.delete(cancel);
      what();
    });
    const cancel = this.clock.after(ms, happen);
    this.cancels.add(cancel);
  };

  close(): void {
    this.cancels.forEach(cancel => cancel());
    this.cancels.clear();
  }
}
