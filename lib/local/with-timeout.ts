import { onAbort } from './on-abort';

/** The longest that a timer of Node waits; one for longer would fire at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * Does `work` under a signal that is aborted after `ms`, or when `outer` is. Not `AbortSignal.timeout` and `AbortSignal.any`: Node 20 may
 * collect such a signal before it has fired, and what waits for it then waits for ever.
 */
export async function withTimeout<T>(ms: number, work: (signal: AbortSignal) => T, outer?: AbortSignal): Promise<Awaited<T>> {
  if (!(ms >= 0)) {
    throw new RangeError(`a time limit must be a number of milliseconds from 0, got ${ms}`);
  }
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new DOMException(`${ms} ms have passed`, 'TimeoutError')),
    Math.min(ms, LONGEST_TIMEOUT),
  );
  timer.unref(); // whoever waits for something keeps the process running, not the limit to it
  const follow = (): void => limit.abort(outer?.reason);
  const unfollow = onAbort(outer, follow);
  try {
    if (outer?.aborted) {
      follow();
    }
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    unfollow();
  }
}
