import { getEventListeners } from 'node:events';
import { onAbort } from '../../lib/local/on-abort';
import { withTimeout } from '../../lib/local/with-timeout';

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('all are called, but for those who stopped listening', () => {
  const { signal, abort } = withSignal();
  const called: string[] = [];
  onAbort(signal, () => called.push('first'));
  const stop = onAbort(signal, () => called.push('second'));
  onAbort(signal, () => called.push('third'));
  stop();
  abort();
  expect(called).toEqual(['first', 'third']);
});

test('one function may listen twice', () => {
  const { signal, abort } = withSignal();
  const listener = jest.fn();
  const stops = [onAbort(signal, listener), onAbort(signal, listener)];
  stops[0]();
  abort();
  expect(listener).toHaveBeenCalledTimes(1);
});

test('many waits under one signal are one listener, which goes with the last of them', async () => {
  const { signal } = withSignal();
  const during: number[] = [];
  const wait = (): Promise<void> => withTimeout(60_000, () => Promise.resolve(void during.push(listenersOf(signal))), signal);
  await Promise.all(Array.from({ length: 100 }, wait));
  expect(new Set(during)).toEqual(new Set([1]));
  expect(listenersOf(signal)).toBe(0);
});

test('without a signal there is nothing to hear', () => expect(onAbort(undefined, jest.fn())).not.toThrow());

test('what one of them does leaves the others listening', () => {
  const { signal, abort } = withSignal();
  const later = jest.fn();
  const stop = onAbort(signal, () => stop());
  onAbort(signal, later);
  abort();
  expect(later).toHaveBeenCalledTimes(1);
});

function withSignal(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
