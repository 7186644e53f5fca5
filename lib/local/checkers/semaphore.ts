/** Lets at most `size` through at a time; the others wait in the order they came. */
export class Semaphore {
  private inside = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly size: number) {}

  async through<T>(run: () => Promise<T>): Promise<T> {
    if (this.inside >= this.size) {
      await new Promise<void>(resolve => this.queue.push(resolve)); // whoever leaves hands its place over
    } else {
      this.inside++;
    }
    try {
      return await run();
    } finally {
      const next = this.queue.shift();
      if (next) {
        next();
      } else {
        this.inside--;
      }
    }
  }
}
