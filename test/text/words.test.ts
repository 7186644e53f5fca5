import { cut, listed, plural } from '../../lib/text/words';

test.each<[number, string]>([
  [0, '0 queries'],
  [1, '1 query'],
  [2, '2 queries'],
])('%p is written %p', (n, text) => expect(plural(n, 'query', 'queries')).toBe(text));

test.each<[string, number, string]>([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['abcd', 1, '…'],
  ['abcd', 0, ''],
  ['', 0, ''],
])('%p in %p columns is %p', (text, columns, shown) => expect(cut(text, columns)).toBe(shown));

test('a list ends with how many more there are', () => {
  expect(listed(['a', 'b'], 2)).toBe('a, b');
  expect(listed(['a', 'b', 'c', 'd'], 2, '; ')).toBe('a; b and 2 more');
  expect(listed([], 2)).toBe('');
});
