import { declare, type StackTemplate } from '../../../lib/plan/declare';
import type { Declared } from '../../../lib/plan/declared';
import type { Template } from '../../../lib/plan/template/read';
import { group, member } from '../template-of';

const stack = (name: string, template: Template, rest: Partial<StackTemplate> = {}): StackTemplate => ({
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
function shown(value: unknown, template: Template = {}, rest: Partial<StackTemplate> = {}): string | undefined {
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
  ['a function that is not known', { 'Fn::Base64': 'x' }, '${Base64}'],
])('%s', (_, value, expected) => {
  const template: Template = {
    Mappings: { Ips: { 'eu-west-1': { web: '52.0.0.4' } } },
    Parameters: {
      Address: { Type: 'String', Default: '52.0.0.5' },
      Bare: { Type: 'String' },
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

test('what was assumed is noted', () => {
  const template: Template = {
    Parameters: { Ttl: { Type: 'Number', Default: 60 } },
    Resources: {
      Group: {
        ...group([member({ 'Fn::If': ['IsProd', '52.0.0.1', '52.0.0.2'] }, { TTL: { Ref: 'Ttl' } })]),
        Condition: 'WithDns',
      },
    },
  };
  expect(declare([stack('Web', template)]).notes).toEqual([
    "Web: parameter Ttl is read as its default, '60'",
    'Web: depends on condition IsProd; read as if it held',
    'Web.Group exists only under condition WithDns; read as if it held',
  ]);
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
