import { checkRules, pseudoParameters, templateScope } from '../../lib/template/conditions';
import { plan } from '../../lib/template/graph';
import { evaluate, NO_VALUE, type Scope } from '../../lib/template/intrinsics';
import type { Json } from '../../lib/template/json';
import { parameterValues, typedParameter } from '../../lib/template/parameters';
import { parseTemplate, type Template } from '../../lib/template/template';

const ENVIRONMENT = {
  accountId: '111122223333',
  region: 'eu-west-1',
  stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Dns/1',
  stackName: 'Dns',
  notificationArns: [],
};
const CHECK = { Type: 'AWS::Route53::HealthCheck', Properties: {} };

const template = (sections: object): Template => parseTemplate(JSON.stringify({ Resources: { Check: CHECK }, ...sections }));

function scopeOf(sections: object): Scope {
  const scope = templateScope(template(sections), pseudoParameters(ENVIRONMENT), name => (name === 'zone-id' ? 'Z1' : undefined));
  return {
    ...scope,
    ref: name => (name === 'Check' ? 'check-1' : name === 'Names' ? ['a', 'b'] : scope.ref(name)),
    attribute: (id, name) => (id === 'Check' ? `${name} of check-1` : undefined),
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

  test('Ref AWS::NoValue is no value', () => expect(evaluate({ Ref: 'AWS::NoValue' }, scope)).toBe(NO_VALUE));

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
    [{ 'Fn::Transform': {} }, /Fn::Transform is not supported by the local Route 53; it knows Ref, Fn::GetAtt/],
  ])('%j is refused', (value, message) => expect(() => evaluate(value, scope)).toThrow(message));

  test('conditions that need each other are refused', () => {
    const circle = scopeOf({ Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } } });
    expect(() => circle.condition('A')).toThrow('Circular dependencies for condition A');
  });
});

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
    [
      '{"Resources":{"A":{"Type":"T","DeletionPolicy":"Snapshot"}}}',
      /must be Delete, Retain or RetainExceptOnCreate, got "Snapshot"/,
    ],
    ['{"Resources":{"A":{"Type":"T"}},"Extra":{}}', /Invalid template property or properties \[Extra\]/],
    ['{"Resources":{"A":{"Type":"T"}},"Transform":"X"}', /runs no macros/],
    ['{"Resources":{"A":{"Type":"T"}},"Outputs":{"O":{}}}', /Every Outputs member must contain a Value object/],
  ])('%s is refused', (text, message) => expect(() => parseTemplate(text)).toThrow(message));

  test('501 resources are too many (facts 7.5)', () => {
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
    ['!Cidr [10.0.0.0/16, 4]', '!Cidr is not supported by the local Route 53; it knows !Ref, '],
    ['!Reff X', '!Reff is not supported by the local Route 53; it knows !Ref, '],
    ['[!Cidr x]', '(line 5, column 17)'],
    ['{ a: 1, b: 2, a: 3 }', "YAML not well-formed. (line 5, column 24): the key 'a' is there already (line 5, column 12)"],
    ['{ <<: { a: 1 } }', '(line 5, column 12): CloudFormation does not support merge keys (<<)'],
    ['{ [a]: 1 }', '(line 5, column 12): a key must be text'],
    ['!!binary aGk=', '(line 5, column 19): the tag !!binary means nothing here'],
    ['[&x 1, *x]', 'Template error: YAML aliases are not allowed in CloudFormation templates (line 5, column 17)'],
    ['[1, 2', 'YAML not well-formed. (line 6, column 1): '],
    ['!Base64 !Sub x', '(line 5, column 18): A node can have at most one tag'],
    ['1\n---\nb: 2', '(line 6, column 1): a template is one document, and here begins another'],
    ['['.repeat(5000), 'it is nested too deeply'],
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

describe('parameters', () => {
  const refs = (parameters: object, given: Record<string, string>, previous: Record<string, string>) =>
    new Map(
      values(parameters, given, previous).map(v => [
        v.key,
        typedParameter(template({ Parameters: parameters }).parameters.get(v.key)!, v),
      ]),
    );
  const values = (parameters: object, given: Record<string, string> = {}, previous: Record<string, string> = {}) =>
    parameterValues(
      template({ Parameters: parameters }),
      [
        ...Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
        ...Object.keys(previous).map(ParameterKey => ({ ParameterKey, UsePreviousValue: true })),
      ],
      new Map(Object.entries(previous)),
      name => (name === '/cdk-bootstrap/hnb659fds/version' ? '30' : undefined),
    );
  const BOOTSTRAP = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' };

  test.each<[string, object, Record<string, string>, Record<string, string>, Json]>([
    ['a default', { Type: 'String', Default: 'd' }, {}, {}, 'd'],
    ['a value given', { Type: 'String', Default: 'd' }, { P: 'g' }, {}, 'g'],
    ['the previous value', { Type: 'String', Default: 'd' }, {}, { P: 'before' }, 'before'],
    ['a number', { Type: 'Number', Default: 5 }, {}, {}, '5'],
    ['a list', { Type: 'CommaDelimitedList' }, { P: 'a, b' }, {}, ['a', 'b']],
    ['a Systems Manager parameter', BOOTSTRAP, {}, {}, '30'],
  ])('%s', (_, definition, given, previous, expected) =>
    expect(refs({ P: definition }, given, previous).get('P')).toEqual(expected),
  );

  test.each<[string, object, Record<string, string>, string]>([
    ['no value', { P: { Type: 'String' } }, {}, 'Parameters: [P] must have values'],
    ['no such parameter', {}, { Q: '1' }, 'Parameters: [Q] do not exist in the template'],
    [
      'not allowed',
      { P: { Type: 'String', AllowedValues: ['a', 'b'] } },
      { P: 'c' },
      "Parameter 'P' must be one of AllowedValues [a, b], got c",
    ],
    ['no match', { P: { Type: 'String', AllowedPattern: 'Z.*' } }, { P: 'aZ' }, "Parameter 'P' must match pattern Z.*, got aZ"],
    ['no number', { P: { Type: 'Number' } }, { P: 'x' }, "Parameter 'P' must be a number, got x"],
    ['too long', { P: { Type: 'String', MaxLength: 2 } }, { P: 'abc' }, "Parameter 'P' must have 0 to 2 characters, got 3"],
    ['too small', { P: { Type: 'Number', MinValue: 2 } }, { P: '1' }, "Parameter 'P' must lie from 2 to infinity, got 1"],
    ['not stored', { P: BOOTSTRAP }, { P: '/nope' }, 'Unable to fetch parameters [/nope] from parameter store for this account.'],
  ])('%s is refused', (_, parameters, given, message) => expect(() => values(parameters, given)).toThrow(message));
});

test('the rule that CDK writes about the bootstrap version is kept or refuses', () => {
  const rules = {
    Parameters: { BootstrapVersion: { Type: 'String' } },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] }] },
            AssertDescription: 'bootstrap stack too old',
          },
        ],
      },
    },
  };
  const check = (version: string) =>
    checkRules(
      template(rules),
      templateScope(template(rules), new Map([['BootstrapVersion', version]]), () => undefined),
    );
  expect(() => check('30')).not.toThrow();
  expect(() => check('5')).toThrow('Rule CheckBootstrapVersion: bootstrap stack too old');
});

describe('order', () => {
  const order = (resources: object, conditions: object = {}) => {
    const parsed = parseTemplate(JSON.stringify({ Resources: resources, Conditions: conditions }));
    return plan(
      parsed,
      templateScope(parsed, pseudoParameters(ENVIRONMENT), () => undefined),
    ).map(r => r.logicalId);
  };
  const resource = (properties: object, more: object = {}) => ({ Type: 'T', Properties: properties, ...more });

  test('each resource comes after what it refers to and what it depends on', () =>
    expect(
      order({
        Group: resource({ sets: [{ check: { Ref: 'Check' } }, { zone: { 'Fn::GetAtt': ['Zone', 'Id'] } }] }),
        Named: resource({ name: { 'Fn::Sub': 'x.${Group}' } }),
        Check: resource({}, { DependsOn: 'Zone' }),
        Zone: resource({ region: { Ref: 'AWS::Region' } }),
      }),
    ).toEqual(['Zone', 'Check', 'Group', 'Named']));

  test('a resource whose condition does not hold is left out, and not waited for', () =>
    expect(
      order(
        {
          A: resource({ x: { 'Fn::If': ['Off', { Ref: 'B' }, 'none'] } }, { DependsOn: ['B'] }),
          B: resource({}, { Condition: 'Off' }),
        },
        { Off: { 'Fn::Equals': [1, 2] } },
      ),
    ).toEqual(['A']));

  test.each<[string, object, string]>([
    [
      'a circle',
      { A: resource({ x: { Ref: 'B' } }), B: resource({}, { DependsOn: 'A' }) },
      'Circular dependency between resources: [A, B]',
    ],
    ['a resource that needs itself', { A: resource({ x: { Ref: 'A' } }) }, 'Circular dependency between resources: [A]'],
    ['a reference to nothing', { A: resource({ x: { Ref: 'B' } }) }, 'Unresolved resource dependencies [B]'],
    ['a dependency on nothing', { A: resource({}, { DependsOn: 'B' }) }, 'Unresolved resource dependencies [B]'],
  ])('%s is refused', (_, resources, message) => expect(() => order(resources)).toThrow(message));
});
