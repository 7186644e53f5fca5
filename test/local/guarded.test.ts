import { guarded, quietly } from '../../lib/local/guarded';

test('what a callback throws is reported, and does not come out of it', () => {
  const report = jest.fn();
  const fault = new Error('thrown in a callback');
  guarded(report, (text: string) => {
    expect(text).toBe('argument');
    throw fault;
  })('argument');
  expect(report.mock.calls).toEqual([[fault]]);
});

test('nor does what the report of it throws, or a listener', () => {
  const thrower = (): never => {
    throw new Error('thrown by whoever listens');
  };
  expect(() => guarded(thrower, thrower)()).not.toThrow();
  expect(() => quietly(thrower)()).not.toThrow();
});
