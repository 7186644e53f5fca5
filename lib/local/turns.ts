import { setImmediate } from 'node:timers/promises';

/** Lets all others who wait have their turn, when there is more to be done. */
export async function nextTurn(more = true): Promise<void> {
  if (more) {
    await setImmediate();
  }
}

/** One at a time goes through, and between two of them whoever waits for the network has a turn. Many requests may come in one packet. */
export class RequestQueue {
  private last: Promise<unknown> = Promise.resolve();

  pass(): Promise<void> {
    const mine = this.last.then(() => nextTurn());
    this.last = mine;
    return mine;
  }
}
