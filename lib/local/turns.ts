import { setImmediate } from 'node:timers/promises';

/** Lets all others who wait have their turn, when there is more to be done. */
export async function nextTurn(more = true): Promise<void> {
  if (more) {
    await setImmediate();
  }
}
