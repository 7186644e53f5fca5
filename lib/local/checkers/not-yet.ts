/** A wait was given up before what it waited for came about. */
export class NotYetError extends Error {
  constructor(awaited: string, healthCheckIds: readonly string[], signal?: AbortSignal) {
    super(`not ${awaited} yet: ${healthCheckIds.join(', ')}`, { cause: signal?.reason });
    this.name = 'NotYetError';
  }
}
