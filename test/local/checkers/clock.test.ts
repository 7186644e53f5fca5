import { SYSTEM_CLOCK } from '../../../lib/local/checkers/clock';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('what is put off for longer than a timer of Node waits does not happen at once', () => {
  const run = jest.fn();
  SYSTEM_CLOCK.after(99_999_999_999, run);
  jest.advanceTimersByTime(86_400_000);
  expect(run).not.toHaveBeenCalled();
});

test('what is put off happens when its time has come, and only then', () => {
  const run = jest.fn();
  SYSTEM_CLOCK.after(1000, run);
  jest.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(1);
});
