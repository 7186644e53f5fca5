import { readStack, readWith, type DeployedStack, type StackReader } from '../../lib/aws/stacks';
import { readStacks } from '../../lib/template/stacks';
import { namesIn, type TemplateNames } from '../../lib/verify/template';

const record = (Name: unknown, more: object = {}) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: 'Z1', Name, Type: 'A', ...more },
});

/** The names of the deployed stack `Web`, among these that are deployed by name or ARN. */
async function namesOf(
  deployed: Record<string, { template: object } & Partial<Omit<DeployedStack, 'template'>>>,
  exports: StackReader['exports'] = () => Promise.resolve(new Map()),
): Promise<TemplateNames> {
  const reader: StackReader = {
    stack: name => {
      const { template, ...rest } = deployed[name];
      return Promise.resolve({ status: 'CREATE_COMPLETE', resources: [], ...rest, template: JSON.stringify(template) });
    },
    exports,
  };
  const live = await readStack({ name: 'Web', stackName: 'Web' }, reader);
  return readWith(live, reader, known => namesIn(readStacks(live.map(({ stack }) => stack), { deployed: known }))); // prettier-ignore
}

const whys = ({ skipped }: TemplateNames) => skipped.map(({ why }) => why);

test('an output tells the attribute that it is, and none tells another', async () => {
  const template = {
    Resources: {
      Site: { Type: 'AWS::CloudFront::Distribution' },
      A: record({ 'Fn::GetAtt': ['Site', 'DomainName'] }),
      B: record({ 'Fn::Sub': '${Site.Other}.shop.example' }),
    },
    Outputs: { Domain: { Value: { 'Fn::GetAtt': 'Site.DomainName' } } },
  };
  const found = await namesOf({ Web: { template, outputs: { Domain: 'd1.shop.example' } } });
  expect(found.targets).toEqual([{ name: 'd1.shop.example', type: 'A', zoneId: 'Z1' }]);
  expect(whys(found)).toEqual([
    '${Site.Other}.shop.example A (Web.B) is not known: Site.Other is told by no physical ID and no output of the deployed stack',
  ]);
});

test('the stacks nested in a stack are read, with what their parent hands to them', async () => {
  const arn = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Web-Inner-1/0';
  const inner = { Parameters: { Host: { Type: 'String' } }, Resources: { A: record({ 'Fn::Sub': '${Host}.${AWS::Region}.shop.example' }) } }; // prettier-ignore
  const found = await namesOf({
    Web: {
      template: { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Host: 'in' } } } } },
      resources: [{ logicalId: 'Inner', physicalId: arn, type: 'AWS::CloudFormation::Stack' }],
    },
    [arn]: { template: inner, id: arn },
  });
  expect(found).toEqual({ targets: [{ name: 'in.eu-west-1.shop.example', type: 'A', zoneId: 'Z1' }], skipped: [] });
});

test('what is imported is asked for once, and only when something is; a refusal is the reason', async () => {
  const importing = { Resources: { A: record({ 'Fn::ImportValue': 'a' }), B: record({ 'Fn::ImportValue': 'b' }) } };
  let asked = 0;
  const exports = () => Promise.resolve(new Map([['a', 'a.shop.example']])).finally(() => asked++);
  const found = await namesOf({ Web: { template: importing } }, exports);
  expect([found.targets.map(({ name }) => name), whys(found), asked]).toEqual([
    ['a.shop.example'],
    ['${ImportValue b} A (Web.B) is not known: No export named b found'],
    1,
  ]);
  await namesOf({ Web: { template: { Resources: { A: record('a.shop.example') } } } }, exports);
  expect(asked).toBe(1);
  const refused = await namesOf({ Web: { template: importing } }, () => Promise.reject(new Error('not authorized')));
  expect(whys(refused)[0]).toBe('${ImportValue a} A (Web.A) is not known: exports cannot be listed: not authorized');
});

test('record sets of a group are told one by one, and what is no record set is skipped', async () => {
  const group = (RecordSets: unknown) => ({
    Type: 'AWS::Route53::RecordSetGroup',
    Properties: { HostedZoneId: 'Z2', RecordSets },
  });
  const found = await namesOf({
    Web: {
      template: {
        Parameters: { More: { Type: 'String', NoEcho: true } },
        Conditions: { HasMore: { 'Fn::Equals': [{ Ref: 'More' }, 'yes'] } },
        Resources: {
          Group: group([{ Name: 'a.shop.example', Type: 'A' }, { Name: 'b.shop.example', Type: 'A', HostedZoneId: 'Z3' }, { 'Fn::If': ['HasMore', {}, { Ref: 'AWS::NoValue' }] }]), // prettier-ignore
          Made: group({ 'Fn::Transform': { Name: 'Macro' } }),
          Typed: record('c.shop.example', { Type: { Ref: 'More' } }),
          Nameless: record({ Ref: 'AWS::NoValue' }),
        },
      },
      parameters: { More: '****' },
    },
  });
  expect(found.targets).toEqual([
    { name: 'a.shop.example', type: 'A', zoneId: 'Z2' },
    { name: 'b.shop.example', type: 'A', zoneId: 'Z3' },
  ]);
  expect(whys(found)).toEqual([
    'which record sets Web.Group has is not known: parameter More is not shown (NoEcho)',
    expect.stringMatching(/^which record sets Web\.Made has is not known: Fn::Transform is not supported here; /),
    'c.shop.example ${More} (Web.Typed) is not known: parameter More is not shown (NoEcho)',
    'a record set of Web.Nameless has no name',
  ]);
});
