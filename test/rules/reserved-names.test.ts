import { ACCEPTED_EXAMPLE, reservationOf, reservedText } from '../../lib/rules/reserved-names';

test.each([
  ['example.com.', 'example', 'example'],
  ['www.a.example.com.', 'example', 'example'],
  ['myexample.com.', undefined, undefined],
  ['example.com.au.', undefined, undefined],
  ['example.org.', undefined, undefined],
  ['amazonaws.com.', 'aws', 'aws'],
  ['sqs.us-east-1.amazonaws.com.', 'aws', undefined], // AWS tells people to make this private zone
  ['amazonaws.com.cn.', undefined, undefined],
  ['test2.', 'label', undefined],
  ['.', 'label', 'label'],
  [`${ACCEPTED_EXAMPLE}.`, undefined, undefined],
])('%s is reserved by AWS as %p for a public zone, %p for a private one (behaviour 5.2)', (name, asPublic, asPrivate) =>
  expect([reservationOf(name, false), reservationOf(name, true)]).toEqual([asPublic, asPrivate]),
);

test('the text is the recorded one', () => expect(reservedText('test2')).toBe('test2 is reserved by AWS!'));
