import { evaluate } from '../../lib/template/intrinsics';
import type { Json } from '../../lib/template/json';
import type { Scope } from '../../lib/template/scope';
import { bareScope, template } from './templates';

function scopeOf(sections: object): Scope {
  const scope = bareScope(template(sections), {}, { exported: name => (name === 'zone-id' ? 'Z1' : undefined) });
  return {
    ...scope,
    ref: name => (name === 'Check' ? 'check-1' : name === 'Names' ? ['a', 'b'] : scope.ref(name)),
    attribute: (id, name) => (id === 'Check' ? `${name} of check-1` : undefined),
    availabilityZones: region => ['a', 'b', 'c'].map(zone => region + zone),
  };
}

describe('intrinsic functions', () => {
  const scope = scopeOf({
    Mappings: { Sizes: { 'eu-west-1': { fleet: 3 } } },
    Conditions: {
      InEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'InEurope' }] },
      Both: { 'Fn::And': [{ Condition: 'InEurope' }, { Condition: 'Elsewhere' }] },
      Either: { 'Fn::Or': [{ Condition: 'InEurope' }, { Condition: 'Elsewhere' }] },
      Three: { 'Fn::Equals': ['3', 3] },
    },
  });

  test.each<[Json, Json]>([
    [{ Ref: 'Check' }, 'check-1'],
    [{ Ref: 'AWS::StackName' }, 'Dns'],
    [{ 'Fn::GetAtt': ['Check', 'HealthCheckId'] }, 'HealthCheckId of check-1'],
    [{ 'Fn::GetAtt': 'Check.HealthCheckId' }, 'HealthCheckId of check-1'],
    [{ 'Fn::Join': ['.', ['www', { Ref: 'AWS::Region' }, 1]] }, 'www.eu-west-1.1'],
    [{ 'Fn::Join': ['-', { 'Fn::Split': ['.', 'a.b.c'] }] }, 'a-b-c'],
    [{ 'Fn::Join': [',', { Ref: 'Names' }] }, 'a,b'],
    [{ 'Fn::Sub': '${Check}/${Check.Id}/${AWS::AccountId}/${!Check}/$x' }, 'check-1/Id of check-1/111122223333/${Check}/$x'],
    [{ 'Fn::Sub': ['${Host}.${AWS::Region}', { Host: { Ref: 'Check' } }] }, 'check-1.eu-west-1'],
    [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': [0, { Ref: 'Names' }] }, 'a'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'fleet'] }, 3],
    [{ 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    [{ 'Fn::ImportValue': 'zone-id' }, 'Z1'],
    [{ 'Fn::If': ['InEurope', 'yes', { Ref: 'NoSuchThing' }] }, 'yes'],
    [{ 'Fn::If': ['Elsewhere', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Three', 'text and number are one', 'no'] }, 'text and number are one'],
    [{ a: { Ref: 'AWS::NoValue' }, b: [1, { 'Fn::If': ['Elsewhere', 2, { Ref: 'AWS::NoValue' }] }] }, { b: [1] }],
    [{ __proto__: null, constructor: 'data' }, { constructor: 'data' }],
  ])('%j comes to %j', (value, expected) => expect(evaluate(value, scope)).toEqual(expected));

  test('Ref AWS::NoValue is no value', () => expect(evaluate({ Ref: 'AWS::NoValue' }, scope)).toBeUndefined());

  test.each<[Json, RegExp]>([
    [{ Ref: 'Missing' }, /Unresolved resource dependencies \[Missing\]/],
    [{ 'Fn::GetAtt': ['Missing', 'Id'] }, /Unresolved resource dependencies \[Missing\]/],
    [{ 'Fn::GetAtt': 'Check' }, /Fn::GetAtt requires two non-empty parameters/],
    [{ 'Fn::Sub': '${Missing}' }, /Unresolved resource dependencies \[Missing\]/],
    [{ 'Fn::Join': ['.', 'not a list'] }, /Fn::Join requires a list, got "not a list"/],
    [{ 'Fn::Join': ['.', [{}]] }, /Fn::Join requires strings, got \{\}/],
    [{ 'Fn::Select': [2, ['a']] }, /cannot select nonexistent value at index 2/],
    [{ 'Fn::FindInMap': ['Sizes', 'us-east-1', 'fleet'] }, /Unable to get mapping for Sizes::us-east-1::fleet/],
    [{ 'Fn::FindInMap': ['Sizes', 'constructor', 'name'] }, /Unable to get mapping for Sizes::constructor::name/],
    [{ 'Fn::ImportValue': 'nobody' }, /No export named nobody found/],
    [{ 'Fn::If': ['Missing', 1, 2] }, /Unresolved dependencies \[Missing\]/],
    [{ 'Fn::Transform': {} }, /Fn::Transform is not supported here; there are Ref, Fn::GetAtt/],
  ])('%j is refused', (value, message) => expect(() => evaluate(value, scope)).toThrow(message));

  test('conditions that need each other are refused', () => {
    const circle = scopeOf({ Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } } });
    expect(() => circle.condition('A')).toThrow('Circular dependencies for condition A');
  });
});
