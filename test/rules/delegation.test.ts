import { delegationAbove, delegationsOf } from '../../lib/rules/delegation';

const ZONE = 'example.com.';
const SETS = [
  { Name: ZONE, Type: 'NS' },
  { Name: 'sub.example.com.', Type: 'NS', ResourceRecords: [{ Value: 'NS1.sub.example.com' }, { Value: '${Later}' }] },
  { Name: 'deep.sub.example.com.', Type: 'NS' },
];

test.each<[name: string, type: string, hiddenBy: string | undefined]>([
  ['example.com.', 'A', undefined],
  ['www.example.com.', 'A', undefined],
  ['notsub.example.com.', 'A', undefined],
  ['sub.example.com.', 'A', 'sub.example.com.'],
  ['sub.example.com.', 'NS', undefined],
  ['sub.example.com.', 'DS', undefined], // RFC 4035 section 3.1.4.1
  ['www.sub.example.com.', 'A', 'sub.example.com.'],
  ['www.sub.example.com.', 'DS', 'sub.example.com.'],
  ['\\052.sub.example.com.', 'A', 'sub.example.com.'],
  ['www.deep.sub.example.com.', 'A', 'sub.example.com.'], // the highest cut decides
  ['deep.sub.example.com.', 'NS', 'sub.example.com.'],
  ['ns1.sub.example.com.', 'A', undefined], // glue
  ['ns1.sub.example.com.', 'AAAA', undefined],
  ['ns1.sub.example.com.', 'TXT', 'sub.example.com.'],
  ['ns2.sub.example.com.', 'A', 'sub.example.com.'],
])('%s %s is hidden by %s', (Name, Type, hiddenBy) =>
  expect(delegationAbove({ Name, Type }, ZONE, delegationsOf(ZONE, SETS))?.Name).toBe(hiddenBy),
);
