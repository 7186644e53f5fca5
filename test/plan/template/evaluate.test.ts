import { declare } from '../../../lib/plan/declare';
import type { Declared } from '../../../lib/plan/declared';
import type { RawResource, RawTemplate, StackTemplate } from '../../../lib/template/stacks';
import { group, member } from '../template-of';

const stack = (name: string, template: RawTemplate, rest: Partial<StackTemplate> = {}): StackTemplate => ({
  name,
  stackName: name,
  file: `${name}.json`,
  bytes: 0,
  template,
  ...rest,
});
const valuesOf = (declared: Declared): (string | undefined)[] =>
  declared.batches.flatMap(batch => batch.recordSets.flatMap(({ set }) => set.ResourceRecords?.map(({ Value }) => Value)));

/** What stands for the value of a record set. */
function shown(value: unknown, template: RawTemplate = {}, rest: Partial<StackTemplate> = {}): string | undefined {
  const declared = declare([
    stack('Web', { ...template, Resources: { Group: group([{ ...member('x'), ResourceRecords: [value] }]) } }, rest),
  ]);
  return valuesOf(declared)[0];
}

test.each([
  ['text', '52.0.0.1', '52.0.0.1'],
  ['Ref', { Ref: 'ElasticIp' }, '${ElasticIp}'],
  ['GetAtt', { 'Fn::GetAtt': ['ElasticIp', 'PublicIp'] }, '${ElasticIp.PublicIp}'],
  ['GetAtt as text', { 'Fn::GetAtt': 'ElasticIp.PublicIp' }, '${ElasticIp.PublicIp}'],
  ['Join', { 'Fn::Join': ['.', ['52', '0', { Ref: 'Third' }, '1']] }, '52.0.${Third}.1'],
  ['Sub', { 'Fn::Sub': 'a-${Server.PublicIp}-${AWS::Region}-${!Literal}' }, 'a-${Server.PublicIp}-eu-west-1-${Literal}'],
  ['Sub with variables', { 'Fn::Sub': ['${a}.${Ip}', { a: 'x' }] }, 'x.${Ip}'],
  ['Select', { 'Fn::Select': [1, ['52.0.0.1', '52.0.0.2']] }, '52.0.0.2'],
  ['Select and Split', { 'Fn::Select': ['0', { 'Fn::Split': [',', '52.0.0.1,52.0.0.2'] }] }, '52.0.0.1'],
  [
    'Select of what is not known',
    { 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::GetAtt': ['Endpoint', 'Ips'] }] }] },
    '${Select 0 of Endpoint.Ips}',
  ],
  ['If', { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, '52.0.0.3'] }, '52.0.0.3'],
  ['FindInMap', { 'Fn::FindInMap': ['Ips', { Ref: 'AWS::Region' }, 'web'] }, '52.0.0.4'],
  ['FindInMap of what is not known', { 'Fn::FindInMap': ['Ips', { Ref: 'Stage' }, 'web'] }, '${FindInMap Ips ${Stage} web}'],
  ['a parameter with a default', { Ref: 'Address' }, '52.0.0.5'],
  ['a parameter without', { Ref: 'Bare' }, '${Bare}'],
  ['a parameter read from SSM, whose default is a path', { Ref: 'Stored' }, '${Stored}'],
  ['an export of another app', { 'Fn::ImportValue': 'Other:Ip' }, '${ImportValue Other:Ip}'],
  ['Base64', { 'Fn::Base64': 'x' }, 'eA=='],
  ['a function that is not known', { 'Fn::Length': ['x'] }, '${Length x}'],
  ['a dynamic reference', '{{resolve:ssm:/ip}}', '{{resolve:ssm:/ip}}'],
  ['a list parameter', { 'Fn::Select': [1, { Ref: 'List' }] }, '52.0.0.7'],
  ['If, of a condition that is known', { 'Fn::If': ['InEurope', '52.0.0.8', '52.0.0.9'] }, '52.0.0.8'],
  ['If, of one that does not hold', { 'Fn::If': ['InAmerica', '52.0.0.8', '52.0.0.9'] }, '52.0.0.9'],
  ['the partition', { 'Fn::Sub': '${AWS::Partition}' }, 'aws'],
])('%s', (_, value, expected) => {
  const template: RawTemplate = {
    Conditions: {
      InEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
      InAmerica: { 'Fn::Not': [{ Condition: 'InEurope' }] },
    },
    Mappings: { Ips: { 'eu-west-1': { web: '52.0.0.4' } } },
    Parameters: {
      Address: { Type: 'String', Default: '52.0.0.5' },
      Bare: { Type: 'String' },
      List: { Type: 'CommaDelimitedList', Default: '52.0.0.6, 52.0.0.7' },
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ip' },
    },
  };
  expect(shown(value, template, { region: 'eu-west-1' })).toBe(expected);
});

test.each([
  ['AAAA', '2A00:0:0::1', '2a00::1'],
  ['MX', '10  Mail.example.com', '10  Mail.example.com'], // its characters are counted
])('%s %s is read as %s', (Type, value, expected) =>
  expect(valuesOf(declare([stack('Web', { Resources: { Group: group([member(value, { Type })]) } })]))).toEqual([expected]),
);

test('a record set that is left out by AWS::NoValue is not there', () => {
  const Group = group([member('52.0.0.1'), { Ref: 'AWS::NoValue' }]);
  expect(valuesOf(declare([stack('Web', { Resources: { Group } })]))).toStrictEqual(['52.0.0.1']);
});

test('what was assumed, and what could not be read, is noted', () => {
  const template: RawTemplate = {
    Parameters: { Ttl: { Type: 'Number', Default: 60 }, Stage: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Never: { 'Fn::Equals': [1, 2] } },
    Resources: {
      Group: {
        ...group([
          member({ 'Fn::If': ['IsProd', '52.0.0.1', '52.0.0.2'] }, { TTL: { Ref: 'Ttl' } }),
          { 'Fn::Transform': { Name: 'More' } },
        ]),
        Condition: 'IsProd',
      },
      Other: group({ 'Fn::FindInMap': ['Sets', { Ref: 'Stage' }, 'all'] } as unknown as []),
      Gone: { ...group([member('52.0.0.3')]), Condition: 'Never' },
      'Fn::ForEach::More': [] as unknown as RawResource,
    },
  };
  const { notes, batches } = declare([stack('Web', template)]);
  expect(notes).toEqual([
    'Web: Template format error: [/Resources/Fn::ForEach::More] must be an object',
    'Web.Group exists only under condition IsProd (parameter Stage has no value); read as if it held',
    "Web: parameter Ttl is read as its default, '60'",
    'Web: depends on condition IsProd (parameter Stage has no value); read as if it held',
    expect.stringContaining('Web.Group: a record set is skipped: Fn::Transform is not supported here'),
    'Web.Other: its record sets are skipped: parameter Stage has no value',
  ]);
  expect(batches.map(({ location: place, recordSets }) => [place.logicalId, recordSets.length])).toEqual([
    ['Group', 1],
    ['Other', 0],
  ]);
});

test('exports are those of the account and Region, and may not go round in a circle', () => {
  const exporting = (region: string, Value: unknown): StackTemplate =>
    stack(region, { Outputs: { Ip: { Value, Export: { Name: 'Ip' } } } }, { region, account: '111122223333' });
  const importing = { Resources: { Group: group([member({ 'Fn::ImportValue': 'Ip' })]) } };
  const stacks = [exporting('eu-west-1', '52.0.0.1'), exporting('us-east-1', '52.0.0.2')];
  const web = stack('Web', importing, { region: 'us-east-1', account: '111122223333' });
  expect(valuesOf(declare([web, ...stacks]))).toEqual(['52.0.0.2']);
  expect(valuesOf(declare([web, ...stacks.reverse()]))).toEqual(['52.0.0.2']);
  expect(valuesOf(declare([exporting('us-east-1', { 'Fn::ImportValue': 'Ip' }), web]))).toEqual(['${us-east-1 Outputs.Ip}']);
});

test('a value that another stack of the app exports is that stack’s resource', () => {
  const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'Example.COM' } };
  const declared = declare([
    stack('Network', {
      Resources: { Zone: zone },
      Outputs: { Id: { Value: { Ref: 'Zone' }, Export: { Name: 'Network:Zone' } } },
    }),
    stack('Web', { Resources: { Group: group([member('52.0.0.1')], { HostedZoneId: { 'Fn::ImportValue': 'Network:Zone' } }) } }),
  ]);
  expect(declared.zones[0]).toMatchObject({ key: 'Network.Zone', name: 'example.com.' });
  expect(declared.batches[0].zone).toMatchObject({ key: 'Network.Zone', declaredAt: { stack: 'Network', logicalId: 'Zone' } });
});

test('a nested stack gets its parameters from its parent, and gives its outputs back', () => {
  const declared = declare([
    stack('Web', {
      Resources: {
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Ip: { 'Fn::GetAtt': ['Eip', 'PublicIp'] } } } },
        Group: group([member({ 'Fn::GetAtt': ['Inner', 'Outputs.Chosen'] }, { SetIdentifier: 'outer' })]),
      },
    }),
    stack(
      'Web/Inner',
      {
        Parameters: { Ip: { Type: 'String' } },
        Resources: { Group: group([member({ Ref: 'Ip' }, { SetIdentifier: 'inner' })]) },
        Outputs: { Chosen: { Value: { 'Fn::GetAtt': ['Server', 'PublicIp'] } } },
      },
      { parent: { stack: 'Web', logicalId: 'Inner' } },
    ),
  ]);
  expect(valuesOf(declared)).toEqual(['${Web/Inner/Server.PublicIp}', '${Web/Eip.PublicIp}']);
});
