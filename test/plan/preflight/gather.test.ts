import type { StackTemplate } from '../../../lib/template/stacks';
import { gatherFacts, type DnsQuestion } from '../../../lib/plan/preflight/gather';
import { judgeDeployment } from '../../../lib/plan/preflight/judge';
import type { DeployedStack } from '../../../lib/aws/stacks';
import type { LiveReader } from '../../../lib/aws/reader';
import type { RawTemplate } from '../../../lib/template/stacks';
import { group, member, ZONE } from '../template-of';
import { liveMember } from './world';

const NESTED_ARN = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/Web-Inner-1ABC/0';
const OUTER: RawTemplate = {
  Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Ip: '52.0.0.1' } } } },
};
const INNER: RawTemplate = {
  Parameters: { Ip: { Type: 'String' } },
  Resources: { Group: group([member({ Ref: 'Ip' }, { SetIdentifier: 'a' })]) },
};

const deployed = (template: RawTemplate, resources: DeployedStack['resources']): DeployedStack => ({
  status: 'UPDATE_COMPLETE',
  template: JSON.stringify(template),
  resources,
});

test('DNS is asked once for each name and type that is deployed, but for wildcards, delegations and what is not known yet', async () => {
  const types = ['A', 'TXT', 'HTTPS', 'DS', 'NS', 'SOA'];
  const sets = types.map(Type => ({ Name: `${Type}.example.com`, Type, TTL: 60, ResourceRecords: ['any'] }));
  const more = [
    member('52.0.0.1', { SetIdentifier: 'a' }),
    member('52.0.0.2', { SetIdentifier: 'b' }),
    { Name: '*.example.com', Type: 'A', TTL: 60, ResourceRecords: ['52.0.0.1'] },
    { Name: { 'Fn::GetAtt': ['Other', 'Name'] }, Type: 'A', TTL: 60, ResourceRecords: ['52.0.0.1'] },
  ];
  const questions: DnsQuestion[] = [];
  const reader = {
    stack: () => Promise.resolve(deployed({ Resources: { Group: group([...sets, ...more]) } }, [])),
    zone: (id: string) => Promise.resolve({ id, name: 'example.com.', isPrivate: false, nameServers: [] }),
    zonesNamed: () => Promise.resolve([]),
    zonesWithin: () => Promise.resolve([]),
    recordSets: () => Promise.resolve([]),
    recordLimit: () => Promise.resolve(100),
  } as unknown as LiveReader;
  const stack = { name: 'Web', stackName: 'Web', file: '', bytes: 0, template: {} };
  await gatherFacts([stack], reader, (_, asked) => {
    questions.push(...asked);
    return Promise.resolve([]);
  });
  expect(questions.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
    'a.example.com. A',
    'ds.example.com. DS',
    'https.example.com. HTTPS',
    'txt.example.com. TXT',
    'www.example.com. A',
  ]);
});

test('a nested stack is found by the physical id that its parent has for it, in its Region, and owns its records', async () => {
  const asked: [string, string | undefined][] = [];
  const reader: LiveReader = {
    stack: (name, region) => {
      asked.push([name, region]);
      const inner = { logicalId: 'Inner', physicalId: NESTED_ARN, type: 'AWS::CloudFormation::Stack' };
      return Promise.resolve(name === 'Web' ? deployed(OUTER, [inner]) : name === NESTED_ARN ? deployed(INNER, []) : undefined);
    },
    zone: id => Promise.resolve({ id, name: 'example.com.', isPrivate: false, nameServers: [] }),
    zonesNamed: () => Promise.resolve([]),
    zonesWithin: () => Promise.resolve([]),
    recordSets: () => Promise.resolve([liveMember('52.0.0.1', { SetIdentifier: 'a' })]),
    recordLimit: () => Promise.resolve(100),
    exports: () => Promise.reject(new Error('nothing is imported')),
    healthCheckIds: () => Promise.reject(new Error('no health check is used, so none need be listed')),
    healthCheckLimit: () => Promise.reject(new Error('nor counted')),
  };
  const stack = (name: string, template: RawTemplate, parent?: StackTemplate['parent']): StackTemplate => ({
    name,
    stackName: name,
    file: '',
    bytes: 0,
    region: 'eu-west-1',
    template,
    parent,
  });
  const assembly = [stack('Web', OUTER), stack('Web/Inner', INNER, { stack: 'Web', logicalId: 'Inner' })];
  const facts = await gatherFacts(assembly, reader, () => Promise.resolve([]));

  expect(asked).toEqual([
    ['Web', 'eu-west-1'],
    [NESTED_ARN, 'eu-west-1'],
  ]);
  expect(facts.deployed.batches.map(({ location: place, zone }) => [place.stack, zone.id])).toEqual([['Web/Inner', ZONE]]);
  expect(judgeDeployment(facts)).toEqual([]);
});
