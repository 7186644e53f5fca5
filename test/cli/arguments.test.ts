import { InvalidArgumentError } from 'commander';
import { amount, port, positive, repeated, wholeNumberFrom } from '../../lib/cli/arguments';

const seconds = positive('number of seconds');

test.each([
  ['a whole number', wholeNumberFrom(1), '12', 12],
  ['zero, where it is allowed', wholeNumberFrom(0), '0', 0],
  ['the first port', port, '0', 0],
  ['the last port', port, '65535', 65_535],
  ['an amount', amount, '0.25', 0.25],
  ['an amount of nothing', amount, '0', 0],
  ['a fraction without zero', seconds, '.5', 0.5],
])('%s is read', (_, read, text, value) => expect(read(text)).toBe(value));

test.each([
  [wholeNumberFrom(1), ['0', '-1', '1.5', '1e3', '0x10', '', ' ', 'many'], 'Expected a whole number from 1'],
  [port, ['65536', '-1', '80a', ''], 'Expected a port from 0 to 65535'],
  [amount, ['-1', '1e3', '0x10', '', ' ', 'Infinity', 'NaN', '.'], 'Expected a number from 0'],
  [seconds, ['0', '0.0', '-1', 'Infinity', '', '10s'], 'Expected a number of seconds above 0'],
])('%p refuses %p', (read, texts, expected) =>
  texts.forEach(text => expect(() => read(text)).toThrow(new InvalidArgumentError(`${expected}, got '${text}'.`))),
);

test('an option that is repeated keeps all it was given, in order', () =>
  expect(repeated('b', repeated('a', undefined))).toEqual(['a', 'b']));
