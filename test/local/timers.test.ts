import { Timers } from '../../lib/local/timers';
import { ManualClock } from './checkers/manual-clock';

test('what is put off and throws is reported, and what comes after it still happens', () => {
  const clock = new ManualClock();
  const report = jest.fn();
  const fault = new Error('thrown by a timer');
  const happened = jest.fn();
  const later = new Timers(clock, report);
  later.run(10, () => {
    throw fault;
  });
  later.run(20, happened);
  clock.advance(30);
  expect([report.mock.calls, happened.mock.calls.length]).toEqual([[[fault]], 1]);
});
