/** Waiting for the network no longer than so long. */

export interface TimeLimit {
  cancel(): void;
}

/**
 * Calls `onTimeout` after `milliseconds`, and not before what has arrived by then was looked at: timers come before sockets in the event
 * loop, so a process that was kept from running would otherwise miss replies that lie there waiting.
 */
export function timeLimit(milliseconds: number, onTimeout: () => void): TimeLimit {
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    last = setImmediate(onTimeout);
  }, milliseconds);
  return {
    cancel: () => {
      clearTimeout(timer);
      clearImmediate(last);
    },
  };
}
