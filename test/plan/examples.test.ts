/** What `plan` says of the examples, against figures worked out by hand from the facts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { DEFAULT_ASSUMPTIONS } from '../../lib/plan/cost';
import { readAssembly } from '../../lib/plan/assembly';
import { declare } from '../../lib/plan/declare';
import { makePlan, type Plan, type PlannedName } from '../../lib/plan/plan';
import { EXAMPLE_NAMES, exampleFile } from '../examples/names';

const scratch = mkdtempSync(join(tmpdir(), 'plan-examples-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function planOf(example: string): Promise<Plan> {
  const { app } = (await import(exampleFile(example, 'app.ts'))) as { app: App };
  return makePlan(declare(readAssembly(app.synth().directory)), DEFAULT_ASSUMPTIONS);
}
const nameIn = (plan: Plan, name: string, type = 'A'): PlannedName =>
  plan.names.find(one => one.name === name && one.type === type)!;
const used = (plan: Plan, quota: string): number => plan.quotas.find(use => use.quota === quota)?.used ?? 0;

test('multivalue: twelve servers, IPv4 and IPv6, HTTP every 10 s, two failures, TTL 60', async () => {
  const plan = await planOf('multivalue');
  // Best (2 − 1) × 10, about 2 × 10, worst 2 × (10 + 6); caches 60 more (behaviour 4.1, 4.2, 10).
  for (const type of ['A', 'AAAA']) {
    const { policy, endpoints } = nameIn(plan, 'www.shop.example', type);
    expect([policy, endpoints.length]).toEqual(['multivalue', 12]);
    for (const endpoint of endpoints) {
      expect(endpoint.noLongerAnswered).toEqual({ best: 10, rough: 20, worst: 32 });
      expect(endpoint.cachesEmpty).toEqual({ best: 10, rough: 80, worst: 92 });
    }
  }
  // A zone 0.50, 24 checks of other endpoints at 0.75 and 2.00 for the short interval (behaviour 8.3): 0.50 + 18.00 + 48.00.
  expect(plan.cost.perMonth).toBe(66.5);
  // 24 checks, a zone and a group for both types (behaviour 7.5).
  expect(used(plan, 'resources of a stack')).toBe(24 + 1 + 1);
  expect(used(plan, 'values of a change batch')).toBe(24);
  // 52.0.0.1 to .9 have 8 characters, .10 to .12 nine; 2600:1f18::1 to ::9 have 12, ::10 to ::12 thirteen: 99 + 147.
  expect(used(plan, 'characters of a change batch')).toBe(9 * 8 + 3 * 9 + 9 * 12 + 3 * 13);
  // Zone: 40 to 60 s for INSYNC and up to 1/2 s of throttle; checks: 0 to 24 / 0.5 = 48 s; one batch: 40 to 60 s (behaviour 7.2, 8.2).
  expect(plan.deployment.seconds).toEqual({ best: 40 + 0 + 40, worst: 60.5 + 48 + 60 });
});

test('failover: two sites of four, TCP every 10 s, three failures; the primary goes when its last server does', async () => {
  const plan = await planOf('failover');
  // TCP may take 10 s to fail: best (3 − 1) × 10, about 3 × 10, worst 3 × (10 + 10) (behaviour 4.1).
  const tcp = { best: 20, rough: 30, worst: 60 };
  const { policy, endpoints } = nameIn(plan, 'www.shop.example');
  expect(policy).toBe('failover');
  expect(endpoints.map(({ noLongerAnswered, cachesEmpty, ttl }) => [noLongerAnswered, cachesEmpty, ttl])).toEqual([
    [tcp, { best: 20, rough: 90, worst: 120 }, 60],
    [tcp, { best: 20, rough: 90, worst: 120 }, 60],
  ]);
  // 0.50 + 8 × (0.75 + 2.00).
  expect(plan.cost.perMonth).toBe(22.5);
});

test('fallback: six servers, and a page that is always there', async () => {
  const plan = await planOf('fallback');
  const [primary, secondary] = nameIn(plan, 'www.shop.example').endpoints;
  // HTTP every 10 s, three failures: 2 × 10, 3 × 10, 3 × (10 + 6).
  expect(primary.noLongerAnswered).toEqual({ best: 20, rough: 30, worst: 48 });
  expect(secondary.noLongerAnswered).toBe('never: it has no health check');
  // 0.50 + 6 × (0.75 + 2.00).
  expect(plan.cost.perMonth).toBe(17);
});

test('calculated checks: as quick as the quickest child, as slow as the slowest; a switch is moved by hand', async () => {
  const plan = await planOf('calculated-checks');
  const times = new Map(nameIn(plan, 'www.shop.example').endpoints.map(e => [e.identifier, e.noLongerAnswered]));
  // HTTP 60, 90, 3 × 36; TCP 60, 90, 3 × 40.
  expect(times.get('one')).toEqual({ best: 60, rough: 90, worst: 120 });
  expect(times.get('three')).toBe('changes when its routing control is switched');
  // A zone, two times three children elsewhere at 0.75, two calculated and one switch at 0.50.
  expect(plan.cost.perMonth).toBe(0.5 + 6 * 0.75 + 3 * 0.5);
});

test('simple: no health check, so a dead server is never dropped, and plan says what to do about it', async () => {
  const plan = await planOf('simple');
  expect(
    plan.names.map(({ name, endpoints: [{ values, noLongerAnswered }] }) => [name, values.length, noLongerAnswered]),
  ).toEqual([['resolvers.shop.example', 3, 'never: it has no health check']]);
  expect(plan.cost.perMonth).toBe(0.5);
  expect(plan.advice.map(({ id }) => id)).toEqual(['simple-with-several-values']);
});

test('txt: HTTPS with a search string is two options, and the body may take two seconds more', async () => {
  const plan = await planOf('txt');
  // 3 × (30 + 8).
  expect(nameIn(plan, '_relays.shop.example', 'TXT').endpoints[0].noLongerAnswered).toEqual({ best: 60, rough: 90, worst: 114 });
  // 0.50 + 3 × (0.75 + 2 × 2.00).
  expect(plan.cost.perMonth).toBe(14.75);
});

test.each(EXAMPLE_NAMES)('Route 53 would refuse nothing of %s', async example =>
  expect((await planOf(example)).advice.filter(({ level }) => level === 'refused')).toEqual([]),
);
