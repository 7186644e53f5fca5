import type { Clock } from './clock';

interface Entry {
  /** In the schedule's own milliseconds. */
  readonly due: number;
  readonly run: () => void;
  disarm: () => void;
}

/**
 * Time that may run faster than the clock: at speed 60 a minute of the schedule passes in a second. A new speed applies at once to what is
 * already waiting. The time limits of a probe are not scheduled here: sockets take the time they take, at any speed.
 */
export class Schedule {
  private readonly waiting = new Set<Entry>();
  private anchor: { readonly clock: number; readonly own: number };

  constructor(
    private readonly clock: Clock,
    private currentSpeed = 1,
  ) {
    checkSpeed(currentSpeed);
    this.anchor = { clock: clock.now(), own: 0 };
  }

  get speed(): number {
    return this.currentSpeed;
  }

  set speed(speed: number) {
    checkSpeed(speed);
    this.anchor = { clock: this.clock.now(), own: this.now() };
    this.currentSpeed = speed;
    this.waiting.forEach(entry => {
      entry.disarm();
      this.arm(entry);
    });
  }

  /** Milliseconds since the schedule began. */
  now(): number {
    return this.anchor.own + (this.clock.now() - this.anchor.clock) * this.currentSpeed;
  }

  /** Calls `run` once, `ms` of the schedule's time from now. Returns how to prevent that. */
  after(ms: number, run: () => void): () => void {
    const entry: Entry = { due: this.now() + ms, run, disarm: () => undefined };
    this.waiting.add(entry);
    this.arm(entry);
    return () => {
      entry.disarm();
      this.waiting.delete(entry);
    };
  }

  /** Nothing that waits will be called. */
  stop(): void {
    this.waiting.forEach(entry => entry.disarm());
    this.waiting.clear();
  }

  private arm(entry: Entry): void {
    entry.disarm = this.clock.after(Math.max(0, (entry.due - this.now()) / this.currentSpeed), () => {
      this.waiting.delete(entry);
      entry.run();
    });
  }
}

/** Slower, and the longest wait no longer fits a timer; faster, and intervals are shorter than what a timer can tell apart. */
export const SPEED = { min: 0.01, max: 1000 };

function checkSpeed(speed: number): void {
  if (!(speed >= SPEED.min && speed <= SPEED.max)) {
    throw new RangeError(`speed must be a number from ${SPEED.min} to ${SPEED.max} (1 is real time), got ${speed}`);
  }
}
