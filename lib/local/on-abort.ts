const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal is aborted, unless the function returned was called before. However many listen to a signal this way,
 * it has one listener: Node 20 prints a warning of a leak at the eleventh, and a hundred health checks may wait under the signal of one
 * caller, whose limits are not ours to change.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) {
    return () => undefined;
  }
  const listeners = listenersOf.get(signal) ?? listenTo(signal);
  const entry = (): void => listener(); // an identity of its own, should one function listen twice
  listeners.add(entry);
  return () => {
    if (listeners.delete(entry) && listeners.size === 0) {
      stopListening(signal);
    }
  };
}

const call = (event: Event): void => listenersOf.get(event.target as AbortSignal)?.forEach(listener => listener());

function listenTo(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  listenersOf.set(signal, listeners);
  signal.addEventListener('abort', call);
  return listeners;
}

function stopListening(signal: AbortSignal): void {
  listenersOf.delete(signal);
  signal.removeEventListener('abort', call);
}
