import type { Clock } from './checkers/clock';

/** What is put off until a time to come, none of which happens once it is closed. */
export class Later {
  private readonly cancels = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  readonly run = (ms: number, what: () => void): void => {
    const cancel = this.clock.after(ms, () => {
      this.cancels.delete(cancel);
      what();
    });
    this.cancels.add(cancel);
  };

  close(): void {
    this.cancels.forEach(cancel => cancel());
    this.cancels.clear();
  }
}
