/** What one checker thinks of an endpoint, and how close it is to changing its mind. */
export interface CheckerState {
  /** Undefined until the checker has enough data to report anything. */
  readonly healthy: boolean | undefined;
  /** Consecutive results that speak against `healthy`. */
  readonly contrary: number;
}

/** A new checker takes the endpoint for healthy, and reports nothing yet (behaviour 4.4, 5.6). */
export const NEW_CHECKER: CheckerState = { healthy: undefined, contrary: 0 };

/**
 * One checker after one more result: it changes its mind after `threshold` consecutive results, the same number for failing and for
 * recovering (behaviour 4.4). A new one starts from healthy, so one success confirms it and `threshold` failures turn it.
 */
export function afterResult(state: CheckerState, success: boolean, threshold: number): CheckerState {
  const current = state.healthy ?? true;
  if (success === current) {
    return { healthy: current, contrary: 0 };
  }
  const contrary = state.contrary + 1;
  return contrary >= threshold ? { healthy: success, contrary: 0 } : { healthy: state.healthy, contrary };
}
