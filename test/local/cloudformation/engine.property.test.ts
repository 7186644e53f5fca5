import fc from 'fast-check';
import type { Stack } from '../../../lib/local/cloudformation/stack/stack';
import { define, deploy, destroy, HERE } from './stacks';
import { thing, thingWorld, type ThingWorld } from './things';

const IDS = ['A', 'B', 'C', 'D', 'E'];

/** Each thing may refer to those before it, so that a template never holds a circle; a size of 13 will not do. */
const template = fc
  .array(
    fc.record({
      present: fc.boolean(),
      name: fc.constantFrom('n', 'm'),
      size: fc.constantFrom(1, 2, 3, 13),
      peer: fc.nat(IDS.length),
      retained: fc.constant(false),
    }),
    { minLength: IDS.length, maxLength: IDS.length },
  )
  .map(slots => {
    const present = IDS.filter((_, at) => slots[at].present);
    return Object.fromEntries(
      IDS.flatMap((id, at) => {
        const { name, size, peer } = slots[at];
        const target = IDS[peer];
        const refers = present.includes(target) && peer < at;
        return present.includes(id)
          ? [[id, thing({ Name: name, Size: size, ...(refers ? { Peer: { Ref: target } } : {}) })] as const]
          : [];
      }),
    );
  })
  .filter(resources => Object.keys(resources).length > 0);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deploy' as const), template, disableRollback: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('destroy' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What exists is what the stack says exists, as it says it is. */
function agree({ things }: ThingWorld, stack: Stack | undefined): void {
  const said = [...(stack?.resources.values() ?? [])].filter(r => r.physicalId !== '' && r.status !== 'DELETE_COMPLETE');
  expect(new Map(said.map(r => [r.physicalId, r.properties]))).toEqual(things);
}

async function take(world: ThingWorld, next: Step): Promise<void> {
  const { engine, things } = world;
  const stack = engine.lookup('Web', HERE);
  if (next.do === 'destroy') {
    if (stack) {
      expect((await destroy(engine)).status).toBe('DELETE_COMPLETE');
      expect(things.size).toBe(0);
    }
    return;
  }
  if (next.do === 'undo') {
    if (stack?.status === 'UPDATE_FAILED' || stack?.status === 'CREATE_FAILED') {
      engine.undo(stack, undefined);
      await engine.idle();
      expect(engine.find('Web', HERE).status).toMatch(/ROLLBACK_COMPLETE$/);
    }
    return;
  }
  if (stack?.status === 'ROLLBACK_COMPLETE') {
    await destroy(engine);
  }
  const before = new Map(things);
  const wasStable = stack?.status.endsWith('_COMPLETE');
  const after = await deploy(engine, define(next.template), { disableRollback: next.disableRollback });
  expect(after.status).not.toMatch(/IN_PROGRESS|ROLLBACK_FAILED/);
  expect(after.events.map(event => event.reason ?? '').filter(reason => reason.includes('Internal failure'))).toEqual([]);
  if (wasStable && after.status === 'UPDATE_ROLLBACK_COMPLETE') {
    expect(things).toEqual(before);
  }
  if (/^(CREATE|UPDATE)_COMPLETE$/.test(after.status)) {
    expect([...after.resources.keys()].sort()).toEqual(Object.keys(next.template).sort());
  }
}

test('whatever is deployed, fails, is undone or destroyed: nothing leaks, nothing is used after it is gone', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
      const world = thingWorld();
      for (const next of steps) {
        await take(world, next);
        agree(world, world.engine.lookup('Web', HERE));
      }
    }),
    { numRuns: 300 },
  ));
