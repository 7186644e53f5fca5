import { Schedule } from '../../../lib/local/checkers/schedule';
import { ManualClock } from './manual-clock';

let clock: ManualClock;
let called: string[];
const note = (name: string) => () => void called.push(name);

beforeEach(() => {
  clock = new ManualClock();
  called = [];
});

test('at speed 10 what is due in ten seconds is called after one', () => {
  new Schedule(clock, 10).after(10_000, note('a'));
  clock.advance(999);
  expect(called).toEqual([]);
  clock.advance(1);
  expect(called).toEqual(['a']);
});

test('a new speed applies to what is already waiting, from where it stood', () => {
  const schedule = new Schedule(clock);
  schedule.after(10_000, note('a'));
  clock.advance(4000);
  schedule.speed = 6;
  clock.advance(999);
  expect(called).toEqual([]);
  clock.advance(1);
  expect(called).toEqual(['a']);
  expect(schedule.now()).toBe(10_000);
});

test('what is cancelled or stopped is never called, and leaves no timer', () => {
  const schedule = new Schedule(clock);
  schedule.after(1000, note('cancelled'))();
  schedule.after(1000, note('stopped'));
  schedule.stop();
  expect(clock.waiting).toBe(0);
  clock.advance(2000);
  expect(called).toEqual([]);
});

test.each([0, 0.009, -1, 1001, NaN, Infinity])('speed %p is refused, and the old one stays', speed => {
  const schedule = new Schedule(clock, 2);
  expect(() => (schedule.speed = speed)).toThrow(`speed must be a number from 0.01 to 1000 (1 is real time), got ${speed}`);
  expect(schedule.speed).toBe(2);
  expect(() => new Schedule(clock, speed)).toThrow(RangeError);
});
