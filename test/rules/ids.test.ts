import { bareId, locationOf, pathId } from '../../lib/rules/ids';

test.each(['Z1', '/hostedzone/Z1', 'hostedzone/Z1', '/change/Z1', '/delegationset/Z1', '/healthcheck/Z1'])(
  '%s is an id, bare or behind its path (behaviour 5.1)',
  id => expect(bareId(id)).toBe('Z1'),
);

test.each(['/other/Z1', 'Z1/hostedzone/', '//hostedzone/Z1'])('%s has no path of an id', id => expect(bareId(id)).toBe(id));

test('no id is an empty one', () => expect(bareId(undefined)).toBe(''));

test('what is created has its path below the version of the API (behaviour 5.1)', () =>
  expect(locationOf(pathId('hostedzone', 'Z1'))).toBe('https://route53.amazonaws.com/2013-04-01/hostedzone/Z1'));
