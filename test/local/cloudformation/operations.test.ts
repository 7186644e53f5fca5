/** CloudFormation's API as the SDK's own client sees it. */
import { startWorld, type World } from '../deploy/world';

let world: World;
beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.close());

const check = (address: string, more: object = {}) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: address, Port: 80 } },
  ...more,
});
const template = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
const ONE = template({ A: check('52.0.0.1') });
const TWO = template({ A: check('52.0.0.2') });

const cfn = () => world.cloudFormation;
const status = async (name = 'Web') => (await cfn().describeStacks({ StackName: name })).Stacks?.[0].StackStatus;
const create = (body: string, name = 'Web') => cfn().createStack({ StackName: name, TemplateBody: body });

test('a template in YAML is deployed, described, and given back as it was sent', async () => {
  const yaml = `# our check
Description: from YAML
Parameters:
  Address: { Type: String, Default: 52.0.0.1 }
Resources:
  A:
    Type: AWS::Route53::HealthCheck
    Properties:
      HealthCheckConfig: { Type: TCP, IPAddress: !Ref Address, Port: 80 }
Outputs:
  Id: { Value: !GetAtt A.HealthCheckId }
`;
  await create(yaml);
  await world.engine.idle();
  const [[id, { config }]] = world.store.state.healthChecks;
  expect(config.IPAddress).toBe('52.0.0.1');
  expect((await cfn().describeStacks({ StackName: 'Web' })).Stacks).toMatchObject([
    { StackStatus: 'CREATE_COMPLETE', Description: 'from YAML', Outputs: [{ OutputKey: 'Id', OutputValue: id }] },
  ]);
  expect((await cfn().getTemplate({ StackName: 'Web' })).TemplateBody).toBe(yaml);
  await expect(cfn().validateTemplate({ TemplateBody: `${yaml}Outputs: {}\n` })).rejects.toThrow(
    "Template format error: YAML not well-formed. (line 12, column 1): the key 'Outputs' is there already (line 10, column 1)",
  );
});

test('a stack is created, described, updated and deleted without change sets', async () => {
  const { StackId } = await cfn().createStack({
    StackName: 'Web',
    TemplateBody: template(
      { A: check('52.0.0.1') },
      {
        Description: 'one check',
        Parameters: { Secret: { Type: 'String', NoEcho: true }, Stage: { Type: 'String', Default: 'prod' } },
        Outputs: { Id: { Value: { Ref: 'A' }, Description: 'its id', Export: { Name: { 'Fn::Sub': '${Stage}-id' } } } },
      },
    ),
    Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hush' }],
    Tags: [{ Key: 'team', Value: 'dns' }],
  });
  await world.engine.idle();
  const [id] = world.store.state.healthChecks.keys();
  const { Stacks: stacks } = await cfn().describeStacks({ StackName: 'Web' });
  expect(stacks).toMatchObject([
    {
      StackId,
      StackName: 'Web',
      StackStatus: 'CREATE_COMPLETE',
      Description: 'one check',
      Parameters: [
        { ParameterKey: 'Secret', ParameterValue: '****' },
        { ParameterKey: 'Stage', ParameterValue: 'prod' },
      ],
      Outputs: [{ OutputKey: 'Id', OutputValue: id, Description: 'its id', ExportName: 'prod-id' }],
      Tags: [{ Key: 'team', Value: 'dns' }],
    },
  ]);
  expect((await cfn().listExports({})).Exports).toEqual([{ ExportingStackId: StackId, Name: 'prod-id', Value: id }]);
  expect((await cfn().listStackResources({ StackName: 'Web' })).StackResourceSummaries).toMatchObject([
    {
      LogicalResourceId: 'A',
      PhysicalResourceId: id,
      ResourceType: 'AWS::Route53::HealthCheck',
      ResourceStatus: 'CREATE_COMPLETE',
    },
  ]);
  await cfn().updateStack({ StackName: 'Web', TemplateBody: TWO });
  await world.engine.idle();
  expect(world.store.state.healthChecks.get(id)?.config.IPAddress).toBe('52.0.0.2');
  await cfn().deleteStack({ StackName: 'Web' });
  await world.engine.idle();
  await expect(status()).rejects.toThrow('Stack with id Web does not exist');
  expect(await status(StackId)).toBe('DELETE_COMPLETE');
  expect(world.store.state.healthChecks.size).toBe(0);
});

test('a stack goes through a change set, which is looked at before anything is done', async () => {
  const asked = { StackName: 'Web', ChangeSetName: 'first' };
  await cfn().createChangeSet({ ...asked, ChangeSetType: 'CREATE', TemplateBody: ONE });
  expect(await status()).toBe('REVIEW_IN_PROGRESS');
  expect(world.store.state.healthChecks.size).toBe(0);
  expect(await cfn().describeChangeSet(asked)).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A' } }],
  });
  await cfn().executeChangeSet(asked);
  await world.engine.idle();
  expect(await status()).toBe('CREATE_COMPLETE');
  expect((await cfn().listChangeSets({ StackName: 'Web' })).Summaries).toEqual([]);

  await cfn().createChangeSet({ ...asked, ChangeSetName: 'second', TemplateBody: TWO });
  const values = { StackName: 'Web', ChangeSetName: 'second', IncludePropertyValues: true };
  const target = async (question: object) =>
    (await cfn().describeChangeSet({ ...values, ...question })).Changes?.[0].ResourceChange?.Details?.[0].Target;
  expect(await target({})).toMatchObject({
    BeforeValue: '52.0.0.1',
    AfterValue: '52.0.0.2',
    Path: '/Properties/HealthCheckConfig/IPAddress',
  });
  expect(await target({ IncludePropertyValues: false })).toEqual({
    Attribute: 'Properties',
    Name: 'HealthCheckConfig',
    RequiresRecreation: 'Never',
  });
  expect((await cfn().getTemplate({ StackName: 'Web', ChangeSetName: 'second' })).TemplateBody).toBe(TWO);
  expect((await cfn().getTemplate({ StackName: 'Web' })).TemplateBody).toBe(ONE);
  await cfn().deleteChangeSet({ StackName: 'Web', ChangeSetName: 'second' });
  await expect(cfn().describeChangeSet(values)).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
});

test('a change set without changes has failed, cannot be executed, and says so in the words that tools look for', async () => {
  await create(ONE);
  await world.engine.idle();
  const asked = { StackName: 'Web', ChangeSetName: 'none' };
  await cfn().createChangeSet({ ...asked, UsePreviousTemplate: true });
  expect(await cfn().describeChangeSet(asked)).toMatchObject({
    Status: 'FAILED',
    StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set.",
    ExecutionStatus: 'UNAVAILABLE',
  });
  await expect(cfn().executeChangeSet(asked)).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  await expect(cfn().updateStack({ StackName: 'Web', TemplateBody: ONE })).rejects.toThrow('No updates are to be performed.');
});

test('events are paged newest first, and each comes once', async () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`C${n}`, check(`52.0.0.${n + 1}`)]));
  await create(template(many));
  await world.engine.idle();
  const seen: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const { StackEvents: events = [], NextToken: next } = await cfn().describeStackEvents({ StackName: 'Web', NextToken: token });
    seen.push(...events.map(event => event.EventId!));
    token = next;
    pages++;
  } while (token);
  expect(pages).toBe(2);
  expect(seen).toEqual([...world.store.state.stacks.values()][0].events.map(event => event.id).reverse());
});

test('termination protection is switched on and off', async () => {
  await create(ONE);
  await world.engine.idle();
  await cfn().updateTerminationProtection({ StackName: 'Web', EnableTerminationProtection: true });
  await expect(cfn().deleteStack({ StackName: 'Web' })).rejects.toThrow('TerminationProtection is enabled');
  await cfn().updateTerminationProtection({ StackName: 'Web', EnableTerminationProtection: false });
  await cfn().deleteStack({ StackName: 'Web' });
  await world.engine.idle();
  expect(world.store.state.healthChecks.size).toBe(0);
});

test('a template is validated and summed up without a stack', async () => {
  const body = template({ A: check('52.0.0.1') }, { Parameters: { P: { Type: 'String', Default: 'd', Description: 'a word' } } });
  expect((await cfn().validateTemplate({ TemplateBody: body })).Parameters).toMatchObject([
    { ParameterKey: 'P', DefaultValue: 'd' },
  ]);
  expect(await cfn().getTemplateSummary({ TemplateBody: body })).toMatchObject({
    ResourceTypes: ['AWS::Route53::HealthCheck'],
    Parameters: [{ ParameterKey: 'P', ParameterType: 'String', Description: 'a word' }],
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a template that is none', () => create('{}'), 'At least one Resources member must be defined.'],
  [
    'no template at all',
    () => cfn().createStack({ StackName: 'Web' }),
    'Either Template URL or Template Body must be specified.',
  ],
  [
    'a template that is not in S3',
    () => cfn().createStack({ StackName: 'Web', TemplateURL: 'https://s3.us-east-1.amazonaws.com/b/%E0%A4%A' }),
    'The specified key does not exist.',
  ],
  ['a template too large for a request', () => create(template({ A: check('52.0.0.1', { Metadata: { x: 'x'.repeat(51_200) } }) })), "at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200"], // prettier-ignore
  ['a name that is none', () => create(ONE, '1st'), "Value '1st' at 'stackName' failed to satisfy constraint"],
  ['a resource type that is not supported', () => create(template({ A: { Type: 'AWS::CloudWatch::Alarm' } })), '[AWS::CloudWatch::Alarm (A)]'], // prettier-ignore
  ['an update of no stack', () => cfn().updateStack({ StackName: 'Web', TemplateBody: ONE }), 'Stack with id Web does not exist'],
  ['an import', () => cfn().createChangeSet({ StackName: 'Web', ChangeSetName: 'c', ChangeSetType: 'IMPORT', TemplateBody: ONE }), 'imports no resources'], // prettier-ignore
  ['drift detection', () => cfn().detectStackDrift({ StackName: 'Web' }), 'DetectStackDrift is not built'],
])('%s is refused, and leaves no stack behind', async (_, call, message) => {
  await expect(call()).rejects.toThrow(message);
  expect(world.store.state.stacks.size).toBe(0);
});

test('the template of an update is read once, from the change set to the end of it and in all that is asked meanwhile', async () => {
  await create(ONE);
  await world.engine.idle();
  const parse = jest.spyOn(JSON, 'parse');
  await cfn().createChangeSet({ StackName: 'Web', ChangeSetName: 'c', TemplateBody: TWO });
  await cfn().describeChangeSet({ StackName: 'Web', ChangeSetName: 'c' });
  await cfn().executeChangeSet({ StackName: 'Web', ChangeSetName: 'c' });
  await world.engine.idle();
  expect(await status()).toBe('UPDATE_COMPLETE');
  expect(parse.mock.calls.filter(([text]) => text === TWO)).toHaveLength(1);
  expect(parse.mock.calls.filter(([text]) => text === ONE)).toHaveLength(0);
  parse.mockRestore();
});

test('a template in a request may have 51,200 bytes (behaviour 7.5)', async () => {
  const validate = (TemplateBody: string) => cfn().validateTemplate({ TemplateBody });
  await expect(validate(ONE.padEnd(51_200))).resolves.toBeDefined();
  await expect(validate(ONE.padEnd(51_201))).rejects.toThrow('Member must have length less than or equal to 51200');
});

test.each([
  ['functions that come to more than memory holds', nested(30)],
  ['YAML that is nested without end', `a:\n${'- '.repeat(25_000)}`],
])('%s are refused, and the server goes on', async (_, body) => {
  await expect(create(body)).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(create(ONE)).resolves.toBeDefined();
});

/** About 20 bytes a level, and each level twice as much as the next. */
function nested(levels: number): string {
  const name = Array.from({ length: levels }).reduce<unknown>(a => ({ 'Fn::Sub': ['${a}${a}', { a }] }), 'x');
  return template({ A: check('52.0.0.1', { Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: name, Port: 80 } } }) });
}

test('a stack that exists is not created again, and what is not there is deleted at once', async () => {
  await create(ONE);
  await world.engine.idle();
  await expect(create(TWO)).rejects.toThrow('Stack [Web] already exists');
  await expect(cfn().deleteStack({ StackName: 'Nobody' })).resolves.toBeDefined();
});

test('only so many deleted stacks are remembered', async () => {
  for (let n = 0; n < 102; n++) {
    await create(ONE, `S${n}`);
    await world.engine.idle();
    await cfn().deleteStack({ StackName: `S${n}` });
    await world.engine.idle();
  }
  expect(world.store.state.stacks.size).toBe(100);
});
