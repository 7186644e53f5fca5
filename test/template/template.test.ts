import type { Json } from '../../lib/template/json';
import { parseTemplate } from '../../lib/template/deployable';
import { CHECK, template } from './templates';

describe('form', () => {
  test.each<[string, RegExp]>([
    ['{', /JSON not well-formed/],
    ['[]', /unsupported structure/],
    ['nonsense', /unsupported structure/],
    ['', /unsupported structure/],
    ['{}', /At least one Resources member must be defined/],
    ['{"Resources":{"A":{}}}', /\[\/Resources\/A\] Every Resources object must contain a Type member/],
    ['{"Resources":{"A-B":{"Type":"T"}}}', /Resources? name A-B is non alphanumeric/],
    ['{"Resources":{"A":{"Type":"T","Propertys":{}}}}', /Invalid template resource property 'Propertys'/],
    ['{"Resources":{"A":{"Type":"T","DeletionPolicy":"Snapshot"}}}', /\[\/Resources\/A\] cannot have the policy Snapshot/],
    ['{"Resources":{"A":{"Type":"T"}},"Extra":{}}', /Invalid template property or properties \[Extra\]/],
    ['{"Resources":{"A":{"Type":"T"}},"Transform":"X"}', /runs no macros/],
    ['{"Resources":{"A":{"Type":"T"}},"Outputs":{"O":{}}}', /Every Outputs member must contain a Value object/],
  ])('%s is refused', (text, message) => expect(() => parseTemplate(text)).toThrow(message));

  test('501 resources are too many (behaviour 7.5)', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`R${i}`, CHECK]));
    expect(() => parseTemplate(JSON.stringify({ Resources: many }))).toThrow(
      'Number of resources, 501, is greater than maximum allowed, 500',
    );
  });
});

describe('YAML', () => {
  const yaml = (resource: string): Json => {
    const { resources } = parseTemplate(`Resources:\n  A:\n    Type: T\n    Properties:\n      P: ${resource}\n`);
    return resources.get('A')!.properties.P;
  };

  test('a template in YAML is the one that its JSON would be', () => {
    const text = `---
AWSTemplateFormatVersion: 2010-09-09 # a date for YAML, text for CloudFormation
Description: >
  two lines
  that are one
Parameters:
  Stage: { Type: String, Default: prod, AllowedValues: [prod, test] }
Mappings:
  Zones:
    012345678901: { id: Z1 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  Other: !Not [!Condition IsProd]
Resources:
  Check:
    Type: AWS::Route53::HealthCheck
    Condition: IsProd
    DeletionPolicy: Retain
    Properties:
      HealthCheckConfig:
        Type: HTTP
        Inverted: no
        Port: 80
        ResourcePath: !If [IsProd, /live, !Ref AWS::NoValue]
        SearchString: |
          ok
          "fine"
  Record:
    Type: AWS::Route53::RecordSet
    DependsOn: [Check]
    Properties:
      HostedZoneId: !FindInMap [Zones, !Ref "AWS::AccountId", id]
      Name: !Sub
        - www.\${Domain}
        - Domain: !ImportValue
            Fn::Sub: \${Stage}-domain
      HealthCheckId: !GetAtt Check.HealthCheckId
      ResourceRecords:
      - !Select [0, !Split [",", !Join [",", [192.0.2.1, 192.0.2.2]]]]
Outputs:
  Secret:
    Value: !Base64 yes
`;
    expect(parseTemplate(text)).toEqual(
      template({
        AWSTemplateFormatVersion: '2010-09-09',
        Description: 'two lines that are one\n',
        Parameters: { Stage: { Type: 'String', Default: 'prod', AllowedValues: ['prod', 'test'] } },
        Mappings: { Zones: { '012345678901': { id: 'Z1' } } },
        Conditions: {
          IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
          Other: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        },
        Resources: {
          Check: {
            Type: 'AWS::Route53::HealthCheck',
            Condition: 'IsProd',
            DeletionPolicy: 'Retain',
            Properties: {
              HealthCheckConfig: {
                Type: 'HTTP',
                Inverted: false,
                Port: 80,
                ResourcePath: { 'Fn::If': ['IsProd', '/live', { Ref: 'AWS::NoValue' }] },
                SearchString: 'ok\n"fine"\n',
              },
            },
          },
          Record: {
            Type: 'AWS::Route53::RecordSet',
            DependsOn: ['Check'],
            Properties: {
              HostedZoneId: { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::AccountId' }, 'id'] },
              Name: { 'Fn::Sub': ['www.${Domain}', { Domain: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-domain' } } }] },
              HealthCheckId: { 'Fn::GetAtt': 'Check.HealthCheckId' },
              ResourceRecords: [{ 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::Join': [',', ['192.0.2.1', '192.0.2.2']] }] }] }],
            },
          },
        },
        Outputs: { Secret: { Value: { 'Fn::Base64': 'yes' } } },
      }),
    );
  });

  test.each<[string, Json]>([
    ['10', 10],
    ['-1.5', -1.5],
    ['0123', '0123'],
    ['1.10', '1.10'],
    ['12:30', '12:30'],
    ['12345678901234567890', '12345678901234567890'],
    ['"10"', '10'],
    ['!!str 10', '10'],
    ['!!int "10"', 10],
    ['On', true],
    ["'On'", 'On'],
    ['~', null],
    ['2001:db8::1', '2001:db8::1'],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['{ __proto__: { a: 1 } }', JSON.parse('{"__proto__":{"a":1}}') as Json],
  ])('the value %s is %j', (text, value) => {
    expect(yaml(text)).toEqual(value);
    expect(JSON.stringify(yaml(text))).toBe(JSON.stringify(value));
  });

  test.each<[string, string]>([
    ['!Transform { Name: x }', '!Transform is not supported by the local Route 53; it knows !Ref, '],
    ['!Reff X', '!Reff is not supported by the local Route 53; it knows !Ref, '],
    ['[!Length x]', '(line 5, column 19)'],
    ['{ a: 1, b: 2, a: 3 }', "YAML not well-formed. (line 5, column 24): the key 'a' is there already (line 5, column 12)"],
    ['{ <<: { a: 1 } }', '(line 5, column 12): CloudFormation does not support merge keys (<<)'],
    ['{ [a]: 1 }', '(line 5, column 12): a key must be text'],
    ['!!binary aGk=', '(line 5, column 19): the tag !!binary means nothing here'],
    ['[&x 1, *x]', 'Template error: YAML aliases are not allowed in CloudFormation templates (line 5, column 17)'],
    ['[1, 2', 'YAML not well-formed. (line 6, column 1): '],
    ['!Base64 !Sub x', '(line 5, column 18): a value can have one tag'],
    ['1\n---\nb: 2', '(line 6, column 1): a template is one document, and here begins another'],
    ['['.repeat(5000), 'it is nested more than 100 levels deep'],
  ])('%.30s is refused with its place', (text, message) => expect(() => yaml(text)).toThrow(message));

  test('a key of the template that comes twice is refused with both lines', () =>
    expect(() => parseTemplate('Resources:\n  A:\n    Type: T\n  A:\n    Type: U\n')).toThrow(
      "YAML not well-formed. (line 4, column 3): the key 'A' is there already (line 2, column 3)",
    ));

  test('aliases of aliases are refused at once, however much they would come to', () => {
    const bomb = [...'abcdefghi'].map((name, at, all) => `${name}: &${name} [${at ? `*${all[at - 1]}, `.repeat(9) : 'x'}]`);
    expect(() => parseTemplate(bomb.join('\n'))).toThrow('YAML aliases are not allowed in CloudFormation templates (line 2');
  });
});
