import { getEventListeners, once } from 'node:events';
import { withTimeout } from '../../lib/local/with-timeout';

/** What ended the work. */
const reason = async (signal: AbortSignal): Promise<unknown> => {
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  return signal.reason;
};

const timersOf = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;

afterEach(() => jest.restoreAllMocks());

test('work that is done in time is answered, and neither timer nor listener is left', async () => {
  const outer = new AbortController();
  const clear = jest.spyOn(global, 'clearTimeout');
  const before = timersOf();
  await expect(withTimeout(60_000, () => Promise.resolve('done'), outer.signal)).resolves.toBe('done');
  await expect(withTimeout(60_000, () => Promise.reject(new Error('broken')), outer.signal)).rejects.toThrow('broken');
  await expect(
    withTimeout(
      60_000,
      () => {
        throw new Error('at once');
      },
      outer.signal,
    ),
  ).rejects.toThrow('at once');
  expect(clear).toHaveBeenCalledTimes(3);
  expect(timersOf()).toBe(before);
  expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
});

test('the signal is aborted when the time is over', async () =>
  expect(await withTimeout(1, reason)).toMatchObject({ name: 'TimeoutError', message: '1 ms have passed' }));

test('the signal is aborted when the outer one is, with its reason', async () => {
  const outer = new AbortController();
  const ended = withTimeout(60_000, reason, outer.signal);
  outer.abort('the client has gone');
  expect(await ended).toBe('the client has gone');
  expect(await withTimeout(60_000, reason, outer.signal)).toBe('the client has gone');
});

test('more than a timer can wait is as long as it can', async () => {
  const set = jest.spyOn(global, 'setTimeout');
  await withTimeout(Infinity, () => undefined);
  expect(set).toHaveBeenLastCalledWith(expect.any(Function), 2 ** 31 - 1);
});

test.each([-1, NaN])('a limit of %p is refused, and nothing is begun', async ms => {
  const work = jest.fn();
  await expect(withTimeout(ms, work)).rejects.toThrow(`a time limit must be a number of milliseconds from 0, got ${ms}`);
  expect(work).not.toHaveBeenCalled();
});
