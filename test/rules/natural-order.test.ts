import { inNaturalOrder } from '../../lib/rules/natural-order';

test.each([
  [
    ['52.0.0.1', '52.0.0.10', '52.0.0.2'],
    ['52.0.0.1', '52.0.0.2', '52.0.0.10'],
  ],
  [
    ['web-10', 'web-9', 'Web-1'],
    ['Web-1', 'web-9', 'web-10'],
  ],
  [
    ['2600:1f18::10', '2600:1f18::9'],
    ['2600:1f18::9', '2600:1f18::10'],
  ],
  [
    ['10 mx10.example.com.', '10 mx2.example.com.', '5 mx1.example.com.'],
    ['5 mx1.example.com.', '10 mx2.example.com.', '10 mx10.example.com.'],
  ],
])('%j is shown as a person counts, and stays as it is', (given, shown) => {
  const before = [...given];
  expect(inNaturalOrder(given, text => text)).toEqual(shown);
  expect(given).toEqual(before);
});
