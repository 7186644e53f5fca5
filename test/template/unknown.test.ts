import { evaluate } from '../../lib/template/intrinsics';
import type { Json } from '../../lib/template/json';
import { isUnknown, Unknown } from '../../lib/template/value';
import { bareScope, template } from './templates';

/** Of `Eip` and `Stage` it is known only that they will be there; `Region` is a parameter with a value. */
function scope(lenient = false) {
  const values = {
    Eip: Unknown.of('Eip', 'Eip is still to be created', { stack: 'Web', logicalId: 'Eip' }),
    Stage: Unknown.of('Stage', 'parameter Stage has no value'),
    Region: 'eu-west-1',
  };
  const sections = {
    Mappings: { Ips: { prod: { web: '52.0.0.1' } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      InEurope: { 'Fn::Equals': [{ Ref: 'Region' }, 'eu-west-1'] },
      Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'InEurope' }] },
      EitherOne: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'InEurope' }] },
      Neither: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      Listed: { 'Fn::Contains': [['eu-west-1', { Ref: 'Stage' }], { Ref: 'Region' }] },
      NotListed: { 'Fn::Contains': [['us-east-1', { Ref: 'Stage' }], { Ref: 'Region' }] },
      Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
    },
  };
  return bareScope(template(sections), values, { lenient });
}

const LATER = 'Eip is still to be created';
const NO_STAGE = 'parameter Stage has no value';

test.each<[Json, string, string]>([
  [{ Ref: 'Eip' }, '${Eip}', LATER],
  [{ 'Fn::Join': ['.', ['a', { Ref: 'Eip' }, { Ref: 'Stage' }]] }, 'a.${Eip}.${Stage}', `${LATER}; ${NO_STAGE}`],
  [{ 'Fn::Join': ['', [{ Ref: 'Eip' }]] }, '${Eip}', LATER],
  [{ 'Fn::Join': ['-', { Ref: 'Eip' }] }, '${Eip}', LATER],
  [{ 'Fn::Sub': 'www-${Stage}.${Region}.${!Kept}' }, 'www-${Stage}.eu-west-1.${Kept}', NO_STAGE],
  [{ 'Fn::Sub': ['${a}${a}', { a: { Ref: 'Eip' } }] }, '${Eip}${Eip}', LATER],
  [{ 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'Eip' }] }] }, '${Select 0 of Eip}', LATER],
  [{ 'Fn::Select': [{ Ref: 'Stage' }, ['a', 'b']] }, '${Select ${Stage} of ["a","b"]}', NO_STAGE],
  [{ 'Fn::FindInMap': ['Ips', { Ref: 'Stage' }, 'web'] }, '${FindInMap Ips ${Stage} web}', NO_STAGE],
  [{ 'Fn::Base64': { Ref: 'Eip' } }, '${Base64}', LATER],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-zone' } }, '${ImportValue ${Stage}-zone}', NO_STAGE],
  [{ 'Fn::GetAtt': ['Check', { Ref: 'Stage' }] }, '${Check.${Stage}}', NO_STAGE],
  [{ 'Fn::Cidr': [{ Ref: 'Stage' }, 4, 8] }, '${Cidr ${Stage} 4 8}', NO_STAGE],
  [{ 'Fn::GetAZs': '' }, '${GetAZs eu-west-1}', 'which availability zones an account has is not in the template'],
  [{ 'Fn::If': ['IsProd', 'a', 'b'] }, '${If IsProd}', NO_STAGE],
  [{ 'Fn::If': ['Both', 'a', 'b'] }, '${If Both}', NO_STAGE],
  [{ 'Fn::If': ['Neither', 'a', 'b'] }, '${If Neither}', NO_STAGE],
  [{ 'Fn::If': ['NotListed', 'a', 'b'] }, '${If NotListed}', NO_STAGE],
])('%j is not known: %s', (value, shown, why) => {
  const result = evaluate(value, scope());
  expect(isUnknown(result) && { shown: String(result), why: result.why }).toEqual({ shown, why });
});

test.each<[Json, Json]>([
  [{ 'Fn::If': ['EitherOne', 'a', 'b'] }, 'a'],
  [{ 'Fn::If': ['Listed', 'a', 'b'] }, 'a'],
  [{ 'Fn::Select': [1, [{ Ref: 'Eip' }, 'b']] }, 'b'],
])('%j is known all the same', (value, expected) => expect(evaluate(value, scope())).toBe(expected));

test('a reference keeps its resource, and only as long as nothing stands around it', () => {
  const only = (value: Json) => (evaluate(value, scope()) as Unknown).only?.reference;
  expect(only({ 'Fn::Join': ['', [{ Ref: 'Eip' }]] })).toEqual({ stack: 'Web', logicalId: 'Eip' });
  expect(only({ 'Fn::Sub': '${Eip}' })).toEqual({ stack: 'Web', logicalId: 'Eip' });
  expect(only({ 'Fn::Sub': 'x${Eip}' })).toBeUndefined();
  expect(only({ 'Fn::Split': ['.', { Ref: 'Eip' }] })).toBeUndefined();
});

test.each<[Json, string, string]>([
  [{ Ref: 'Missing' }, '${Missing}', 'Unresolved resource dependencies [Missing] in the Resources block of the template'],
  [{ 'Fn::ImportValue': 'Other:Ip' }, '${ImportValue Other:Ip}', 'No export named Other:Ip found'],
  [{ 'Fn::Length': ['a'] }, '${Length a}', 'Fn::Length is not supported here; there are Ref, '],
  [{ 'Fn::Join': [',', 'x'] }, '${Join , x}', 'Fn::Join requires a list, got "x"'],
  [{ 'Fn::If': ['Circle', 1, 2] }, '${If Circle}', 'Circular dependencies for condition Circle'],
  ['{{resolve:ssm:/name}}', '{{resolve:ssm:/name}}', 'CloudFormation resolves dynamic references when it deploys'],
  [{ 'Fn::Sub': '{{resolve:ssm:/${Region}}}' }, '{{resolve:ssm:/eu-west-1}}', 'CloudFormation resolves dynamic references'],
])('%j is an error where a template is deployed, and not known where it is only read', (value, shown, why) => {
  expect(() => evaluate(value, scope())).toThrow();
  const result = evaluate(value, scope(true)) as Unknown;
  expect(String(result)).toBe(shown);
  expect(result.why).toContain(why);
});

test('what is around something that cannot be worked out is read all the same', () => {
  const read = evaluate({ Name: { 'Fn::Nope': 1 }, TTL: 60, Values: [{ Ref: 'Region' }] }, scope(true));
  expect(read).toEqual({ Name: expect.any(Unknown), TTL: 60, Values: ['eu-west-1'] });
});
