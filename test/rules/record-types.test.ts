import { isRecordType, MULTIVALUE_TYPES, RECORD_TYPES, recordTypeOfCode, recordTypeRule } from '../../lib/rules/record-types';

test('multivalue groups may hold the thirteen types of the API model (behaviour 1.2)', () =>
  expect([...MULTIVALUE_TYPES].sort()).toEqual('A AAAA MX NAPTR PTR SPF SRV TXT CAA TLSA SSHFP SVCB HTTPS'.split(' ').sort()));

test.each(['CNAME', 'NS', 'SOA', 'DS'] as const)('%s is no multivalue type, and the rule says why', type =>
  expect(recordTypeRule(type).notMultivalue).toMatch(/^[a-zR].{40,}/),
);

test.each([
  ['NS', 'otherPolicies'],
  ['SOA', 'otherPolicies'],
  ['DS', 'otherPolicies'],
  ['NS', 'alias'],
  ['SOA', 'alias'],
] as const)('%s has no %s (behaviour 1.2, 3.2)', (type, property) => {
  expect(recordTypeRule(type)[property]).toBe(false);
  expect(recordTypeRule('CNAME')[property]).toBe(true);
});

test('CNAME and SOA hold one value, all others many (behaviour 2.1)', () =>
  expect(RECORD_TYPES.filter(type => recordTypeRule(type).singleValue)).toEqual(['CNAME', 'SOA']));

test('each number on the wire stands for one type', () => {
  expect(RECORD_TYPES.map(type => recordTypeOfCode(recordTypeRule(type).code))).toEqual(RECORD_TYPES);
  expect(recordTypeOfCode(41)).toBeUndefined();
});

test.each(['a', 'AFSDB', '', 'constructor', 'toString'])("'%s' is no record type", text =>
  expect(isRecordType(text)).toBe(false),
);
