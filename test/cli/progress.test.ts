import type { Io } from '../../lib/cli/io';
import { progressBar } from '../../lib/cli/progress';
import { terminal } from './support/terminal';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const io = (progress?: NodeJS.WritableStream): Io => ({
  out: () => undefined,
  err: () => undefined,
  isTerminal: true,
  colour: true,
  columns: 100,
  env: {},
  stop: new AbortController().signal,
  onSignal: () => () => undefined,
  progress,
});
const REDRAWN = 1000;

test('what is counted has a bar, what is not has none', () => {
  const { stream, lastLine } = terminal();
  const bar = progressBar(io(stream));
  const shows = (asked: number, of: number, doing: string): string => {
    bar.show({ asked, of, doing });
    jest.advanceTimersByTime(REDRAWN);
    return lastLine();
  };
  expect(lastLine()).toBe('starting');
  expect(shows(0, 0, 'reading health')).toBe('reading health');
  expect(shows(0, 20, 'asking www.example.com A')).toBe(`${'░'.repeat(24)} 0/20 asking www.example.com A`);
  expect(shows(5, 20, 'asking www.example.com A')).toBe(`${'█'.repeat(6)}${'░'.repeat(18)} 5/20 asking www.example.com A`);
  expect(shows(20, 20, 'asking mail.example.com MX')).toBe(`${'█'.repeat(24)} 20/20 asking mail.example.com MX`);
  expect(shows(0, 0, 'reading health again')).toBe('reading health again');
  bar.stop();
});

test('without a terminal nothing is drawn, and nothing is left running', () => {
  const bar = progressBar(io());
  bar.show({ asked: 1, of: 2, doing: 'asking' });
  expect(jest.getTimerCount()).toBe(0);
  bar.stop();
});

test('when it is stopped, no timer remains', () => {
  const bar = progressBar(io(terminal().stream));
  expect(jest.getTimerCount()).toBe(1);
  bar.stop();
  expect(jest.getTimerCount()).toBe(0);
});
