/** Hears of a fault of ours that nobody waits for. */
export type ReportFault = (fault: unknown) => void;

/**
 * What a socket or a timer calls. Node ends the process for what such a callback throws; here it is reported, and the next packet,
 * connection or timer is served as if nothing had happened.
 */
export function guarded<A extends unknown[]>(report: ReportFault, run: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      run(...args);
    } catch (fault) {
      quietly(report)(fault);
    }
  };
}

/** Something that only listens, such as a log: what it throws is its own affair. */
export function quietly<A extends unknown[]>(listener: (...args: A) => unknown): (...args: A) => void {
  return (...args) => {
    try {
      listener(...args);
    } catch {
      // there is nobody left to tell
    }
  };
}
