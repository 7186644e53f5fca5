import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { StackEngine } from '../../../lib/local/cloudformation/engine';
import { Store } from '../../../lib/local/store';
import { define, deploy, HERE, statuses } from './stacks';
import { thing, thingWorld } from './things';

test('a stack is created in the order of its references, and tells so', async () => {
  const { engine, log } = thingWorld();
  const stack = await deploy(engine, define({ B: thing({ Peer: { Ref: 'A' } }), A: thing({ Size: '7' }) }));
  expect(log).toEqual(['create A-1', 'create B-2']);
  expect(stack.resources.get('B')).toMatchObject({ properties: { Peer: 'A-1' }, status: 'CREATE_COMPLETE' });
  expect(stack.resources.get('A')?.properties).toEqual({ Size: 7 });
  expect(statuses(stack)).toEqual([
    'Web CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS',
    'A CREATE_COMPLETE',
    'B CREATE_IN_PROGRESS',
    'B CREATE_IN_PROGRESS',
    'B CREATE_COMPLETE',
    'Web CREATE_COMPLETE',
  ]);
  const times = stack.events.map(event => event.at.getTime());
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b)); // readers order events by time alone
});

test('a stack that cannot be created is undone, dependents first, and says why', async () => {
  const { engine, log, things } = thingWorld();
  const stack = await deploy(
    engine,
    define({ A: thing({}), B: thing({ Peer: { Ref: 'A' } }), C: thing({ Size: 13 }, { DependsOn: 'B' }) }),
  );
  expect(stack).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(things.size).toBe(0);
  expect(log).toEqual(['create A-1', 'create B-2', 'delete B-2', 'delete A-1']);
  expect(stack.events.find(event => event.status === 'CREATE_FAILED')).toMatchObject({
    logicalId: 'C',
    reason: '13 brings bad luck',
  });
  expect(stack.events.find(event => event.status === 'ROLLBACK_IN_PROGRESS')?.reason).toBe(
    'The following resource(s) failed to create: [C]. Rollback requested by user.',
  );
});

test('once something has failed nothing more is begun, even what does not depend on it', async () => {
  const { engine, log } = thingWorld();
  await deploy(engine, define({ Bad: thing({ Size: 13 }), A: thing({}), B: thing({ Peer: { Ref: 'A' } }) }));
  expect(log).toEqual(['create A-1', 'delete A-1']);
});

test('without rollback what was created stays, and the next deployment goes on from there', async () => {
  const { engine, log } = thingWorld();
  const failed = await deploy(engine, define({ A: thing({}), B: thing({ Size: 13, Peer: { Ref: 'A' } }) }), {
    disableRollback: true,
  });
  expect(failed).toMatchObject({ status: 'CREATE_FAILED' });
  expect([...failed.resources.values()].map(r => `${r.logicalId} ${r.status}`)).toEqual(['A CREATE_COMPLETE', 'B CREATE_FAILED']);
  const mended = await deploy(engine, define({ A: thing({}), B: thing({ Size: 12, Peer: { Ref: 'A' } }) }));
  expect(mended).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(log).toEqual(['create A-1', 'create B-2']);
});

test('an update changes in place what can be, replaces what cannot, and deletes the old only at the end', async () => {
  const { engine, log } = thingWorld();
  const before = await deploy(
    engine,
    define({ A: thing({ Name: 'a' }), B: thing({ Size: 1, Peer: { Ref: 'A' } }), Gone: thing({}), Same: thing({ Size: 3 }) }),
  );
  log.length = 0;
  const after = await deploy(
    engine,
    define({ A: thing({ Name: 'other' }), B: thing({ Size: 1, Peer: { Ref: 'A' } }), Same: thing({ Size: '3' }) }),
  );
  expect(log).toEqual(['create A-5', 'update B-4', 'delete Gone-2', 'delete A-1']);
  expect(after.resources.get('B')?.properties.Peer).toBe('A-5');
  expect(statuses(after, before.events.length)).toEqual([
    'Web UPDATE_IN_PROGRESS',
    'A UPDATE_IN_PROGRESS',
    'A UPDATE_COMPLETE',
    'B UPDATE_IN_PROGRESS',
    'B UPDATE_COMPLETE',
    'Web UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'Gone DELETE_IN_PROGRESS',
    'A DELETE_IN_PROGRESS',
    'Gone DELETE_COMPLETE',
    'A DELETE_COMPLETE',
    'Web UPDATE_COMPLETE',
  ]);
});

test('an update that fails leaves everything as it was, and a later deletion still goes in order', async () => {
  const { engine, log, things } = thingWorld();
  const first = define({ A: thing({ Name: 'a' }), B: thing({ Size: 1, Peer: { Ref: 'A' } }) });
  await deploy(engine, first);
  const content = new Map(things);
  log.length = 0;
  const after = await deploy(
    engine,
    define({
      A: thing({ Name: 'other' }),
      B: thing({ Size: 2, Peer: { Ref: 'A' } }),
      New: thing({ Peer: { Ref: 'B' } }),
      Bad: thing({ Size: 13 }, { DependsOn: 'New' }),
    }),
  );
  expect(after).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', definition: first });
  expect(things).toEqual(content);
  expect(log).toEqual(['create A-3', 'update B-2', 'create New-4', 'update B-2', 'delete New-4', 'delete A-3']);
  log.length = 0;
  engine.delete(after, [], undefined);
  await engine.idle();
  expect(log).toEqual(['delete B-2', 'delete A-1']);
  expect(engine.lookup('Web', HERE)).toBeUndefined();
  expect(engine.find(after.id, HERE).status).toBe('DELETE_COMPLETE');
});

test('an update that failed without rollback can be rolled back later', async () => {
  const { engine, things } = thingWorld();
  await deploy(engine, define({ A: thing({ Size: 1 }) }));
  const content = new Map(things);
  const failed = await deploy(engine, define({ A: thing({ Size: 2 }), Bad: thing({ Size: 13 }, { DependsOn: 'A' }) }), {
    disableRollback: true,
  });
  expect(failed.status).toBe('UPDATE_FAILED');
  expect(things).not.toEqual(content);
  engine.undo(failed, undefined);
  await engine.idle();
  expect(engine.find('Web', HERE).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(things).toEqual(content);
});

test('what is to be retained stays when its stack, or it, goes', async () => {
  const { engine, things } = thingWorld();
  const keep = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  await deploy(engine, define({ A: thing({ Name: 'a' }, keep), B: thing({}, keep), C: thing({}) }));
  const stack = await deploy(engine, define({ A: thing({ Name: 'b' }, keep), C: thing({}) }));
  expect([...things.keys()]).toEqual(['A-1', 'B-2', 'C-3', 'A-4']);
  engine.delete(stack, [], undefined);
  await engine.idle();
  expect([...things.keys()]).toEqual(['A-1', 'B-2', 'A-4']);
});

test('a deletion that fails says what is left, and can be tried again without it', async () => {
  const { engine, things, stuck } = thingWorld();
  const stack = await deploy(engine, define({ A: thing({}), B: thing({ Peer: { Ref: 'A' } }), C: thing({}) }));
  stuck.add('B-3');
  engine.delete(stack, [], undefined);
  await engine.idle();
  expect(engine.find('Web', HERE)).toMatchObject({
    status: 'DELETE_FAILED',
    statusReason: 'The following resource(s) failed to delete: [B].',
  });
  expect([...things.keys()]).toEqual(['A-1', 'B-3']); // what it depends on is not touched
  engine.delete(engine.find('Web', HERE), ['A', 'B'], undefined);
  await engine.idle();
  expect(engine.lookup('Web', HERE)).toBeUndefined();
  expect([...things.keys()]).toEqual(['A-1', 'B-3']);
});

test('termination protection refuses a deletion before anything is touched', async () => {
  const { engine, things } = thingWorld();
  const stack = await deploy(engine, define({ A: thing({}) }));
  engine.put({ ...stack, terminationProtection: true });
  expect(() => engine.delete(engine.find('Web', HERE), [], undefined)).toThrow(
    'Stack [Web] cannot be deleted while TerminationProtection is enabled',
  );
  expect(things.size).toBe(1);
});

test('exports are there for other stacks, and stay while one uses them', async () => {
  const { engine } = thingWorld();
  const outputs = (value: unknown) => ({ Outputs: { Size: { Value: value, Export: { Name: 'size' } } } });
  await deploy(engine, define({ A: thing({ Size: 4 }) }, {}, outputs({ 'Fn::GetAtt': ['A', 'Size'] })), { name: 'Base' });
  const user = await deploy(engine, define({ B: thing({ Peer: { 'Fn::ImportValue': 'size' } }) }), { name: 'User' });
  expect(user.resources.get('B')?.properties).toEqual({ Peer: '4' });
  const kept = await deploy(engine, define({ A: thing({ Size: 4 }), C: thing({}) }, {}, outputs('4')), { name: 'Base' });
  expect(kept).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const changed = await deploy(engine, define({ A: thing({ Size: 4 }) }, {}, outputs('5')), { name: 'Base' });
  expect(changed).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(changed.events.find(e => e.status === 'UPDATE_ROLLBACK_IN_PROGRESS')?.reason).toBe(
    'Export size cannot be updated as it is in use by User',
  );
  engine.delete(changed, [], undefined);
  await engine.idle();
  expect(engine.find('Base', HERE).statusReason).toBe('Export size cannot be deleted as it is in use by User');
  const clash = await deploy(engine, define({ A: thing({}) }, {}, outputs('6')), { name: 'Other' });
  expect(clash.status).toBe('ROLLBACK_COMPLETE');
});

test('a stack is changed by one operation at a time', async () => {
  const { engine } = thingWorld();
  const stack = engine.openFor('Web', HERE, () => undefined);
  engine.deploy(stack, define({ A: thing({}) }), {});
  expect(() => engine.deploy(engine.find('Web', HERE), define({ A: thing({}) }), {})).toThrow(
    `Stack:${stack.id} is in CREATE_IN_PROGRESS state and can not be updated.`,
  );
  await engine.idle();
});

test.each<[StackStatus, boolean, StackStatus]>([
  ['CREATE_IN_PROGRESS', false, 'CREATE_FAILED'],
  ['UPDATE_IN_PROGRESS', true, 'UPDATE_FAILED'],
  ['UPDATE_IN_PROGRESS', false, 'CREATE_FAILED'],
  ['DELETE_IN_PROGRESS', false, 'DELETE_FAILED'],
])(
  '%s (with a state to go back to: %p) that the end of the program cut off is %s when it starts again',
  async (status, has, end) => {
    const { engine } = thingWorld();
    const stack = await deploy(engine, define({ A: thing({}) }));
    const { definition, resources, outputs, imports } = stack;
    engine.put({ ...stack, status, before: has ? { definition, resources, outputs, imports } : undefined });
    const again = new StackEngine({ ...engine.world, store: new Store(engine.world.store.state) });
    expect(again.find('Web', HERE)).toMatchObject({ status: end, statusReason: expect.stringContaining('was stopped') });
  },
);

test('a clean-up that the end of the program cut off goes on when it starts again', async () => {
  const { engine, things } = thingWorld();
  await deploy(engine, define({ Old: thing({}), Older: thing({ Peer: { Ref: 'Old' } }) }));
  const stack = engine.find('Web', HERE);
  const leftovers = [...stack.resources.values()];
  engine.put({ ...stack, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', resources: new Map(), leftovers });
  const again = new StackEngine({ ...engine.world, store: new Store(engine.world.store.state) });
  await again.idle();
  expect(again.find('Web', HERE).status).toBe('UPDATE_COMPLETE');
  expect(things.size).toBe(0);
});

test('a fault of a resource type is told as one and leaves no stack in progress', async () => {
  const { engine } = thingWorld();
  engine.world.types.get('Test::Thing')!.create = () => Promise.reject(new TypeError('oops'));
  const stack = await deploy(engine, define({ A: thing({}) }));
  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(stack.events.find(e => e.status === 'CREATE_FAILED')?.reason).toBe(
    'Internal failure of the local Route 53: TypeError: oops',
  );
});

describe('what a change set says', () => {
  const FIRST = { A: thing({ Name: 'a' }), B: thing({ Size: 1, Peer: { Ref: 'A' } }), C: thing({ Name: { 'Fn::Sub': '${A}' } }) };

  const changes = async (next: object, more: object = {}) => {
    const { engine } = thingWorld();
    const stack = await deploy(engine, define(FIRST));
    return engine.changes(stack, define(next, {}, more))?.map(({ ResourceChange: change }) => change!);
  };

  test('nothing at all', async () => expect(await changes(FIRST)).toBeUndefined());

  test('nothing but an output', async () => expect(await changes(FIRST, { Outputs: { O: { Value: 'x' } } })).toEqual([]));

  test('added and removed', async () => {
    expect(await changes({ A: FIRST.A, B: FIRST.B, New: thing({ Peer: { Ref: 'B' } }) })).toEqual([
      expect.objectContaining({ Action: 'Add', LogicalResourceId: 'New', ResourceType: 'Test::Thing' }),
      expect.objectContaining({ Action: 'Remove', LogicalResourceId: 'C', PhysicalResourceId: 'C-3', PolicyAction: 'Delete' }),
    ]);
  });

  test('changed in place', async () => {
    expect(await changes({ ...FIRST, B: thing({ Size: 2, Peer: { Ref: 'A' } }) })).toEqual([
      expect.objectContaining({
        Action: 'Modify',
        LogicalResourceId: 'B',
        Replacement: 'False',
        Scope: ['Properties'],
        Details: [
          {
            Evaluation: 'Static',
            ChangeSource: 'DirectModification',
            Target: expect.objectContaining({
              Attribute: 'Properties',
              Name: 'Size',
              RequiresRecreation: 'Never',
              BeforeValue: '1',
              AfterValue: '2',
            }),
          },
        ],
      }),
    ]);
  });

  test('replaced, and what follows for those that refer to it', async () => {
    const found = new Map(
      (await changes({ ...FIRST, A: thing({ Name: 'other' }) }))!.map(change => [change.LogicalResourceId, change]),
    );
    expect(found.get('A')).toMatchObject({ Replacement: 'True', PolicyAction: 'ReplaceAndDelete' });
    const dynamic = { Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: 'A' };
    expect(found.get('C')).toMatchObject({ Replacement: 'Conditional', Details: [dynamic] });
    expect(found.get('B')).toMatchObject({ Replacement: 'False', Details: [dynamic] });
  });

  test.each<[string, object]>([
    ['joined', { 'Fn::Join': ['-', [{ Ref: 'A' }, { 'Fn::GetAtt': ['A', 'Size'] }]] }],
    ['split and selected', { 'Fn::Select': [2, { 'Fn::Split': ['.', { Ref: 'A' }] }] }],
    ['a list, joined', { 'Fn::Join': [',', { 'Fn::GetAtt': ['A', 'Size'] }] }],
    ['a list, selected', { 'Fn::Select': [3, { 'Fn::GetAtt': ['A', 'Size'] }] }],
    ['encoded', { 'Fn::Base64': { Ref: 'A' } }],
  ])('what nobody can know yet may be used: %s', async (_, peer) => {
    const found = await changes({ ...FIRST, A: thing({ Name: 'other' }), B: thing({ Size: 1, Peer: peer }) });
    expect(found?.find(change => change.LogicalResourceId === 'B')).toMatchObject({
      Action: 'Modify',
      Details: [
        { Evaluation: 'Dynamic', CausingEntity: 'A', Target: { AfterValue: expect.stringContaining('KNOWN_AFTER_APPLY') } },
      ],
    });
  });

  test('changed metadata alone', async () => {
    expect(await changes({ ...FIRST, A: thing({ Name: 'a' }, { Metadata: { 'aws:cdk:path': 'x' } }) })).toEqual([
      expect.objectContaining({ Action: 'Modify', LogicalResourceId: 'A', Replacement: 'False', Scope: ['Metadata'] }),
    ]);
  });

  test.each<[string, object, string]>([
    [
      'an attribute that there is not',
      { A: thing({ Peer: { 'Fn::GetAtt': ['B', 'Colour'] } }), B: thing({}) },
      'resource B does not support attribute type Colour in Fn::GetAtt',
    ],
    [
      'a type that is not supported',
      { A: { Type: 'AWS::EC2::EIP' } },
      'Unrecognized resource types: [AWS::EC2::EIP (A)]. The local Route 53 deploys only Test::Thing, Test::Other',
    ],
    [
      'another type under an old logical id',
      { A: { Type: 'Test::Other' } },
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]',
    ],
  ])('%s is refused', async (_, next, message) => await expect(changes(next)).rejects.toThrow(message));
});
