import type { HealthCheckConfig } from '../../lib/rules/health-check-config';
import { encode } from 'dns-packet';
import { HealthReader, type CheckHealth } from '../../lib/verify/health/read';
import { inMemory, replyTo } from './support/dns';
import { apiOf, honestValues, multiValueFleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { verifyWith } from './support/run';

const HTTP: HealthCheckConfig = { Type: 'HTTP', IPAddress: '198.51.100.1' };

/** Reads check `x`; `healthy` of 16 checkers report success. */
async function read(configs: Record<string, HealthCheckConfig>, healthy: Record<string, number> = {}): Promise<CheckHealth> {
  const asked: string[] = [];
  const reader = new HealthReader({
    healthCheck: id => Promise.resolve(configs[id]),
    observations: id => {
      asked.push(id);
      return Promise.resolve(
        id in healthy
          ? Array.from({ length: 16 }, (_, at) => ({
              Region: 'us-east-1' as const,
              IPAddress: `192.0.2.${at}`,
              StatusReport: { Status: at < healthy[id] ? 'Success: HTTP Status Code 200, OK' : 'Failure: Connection timed out.' },
            }))
          : [],
      );
    },
  });
  const health = (await reader.read(['x'])).get('x')!;
  expect(new Set(asked).size).toBe(asked.length); // each check is asked for once
  return health;
}

describe('the verdict on a health check (behaviour 4.1, 4.4)', () => {
  test('more than 18 % of the checkers must report success: 3 of 16 do, 2 of 16 do not', async () => {
    expect((await read({ x: HTTP }, { x: 3 })).healthy).toBe(true);
    expect((await read({ x: HTTP }, { x: 2 })).healthy).toBe(false);
  });

  test('inverted turns it round', async () => {
    expect(await read({ x: { ...HTTP, Inverted: true } }, { x: 16 })).toMatchObject({ healthy: false, note: 'inverted' });
  });

  test('one that no checker reports on yet is healthy, inverted unhealthy', async () => {
    expect((await read({ x: HTTP })).healthy).toBe(true);
    expect((await read({ x: { ...HTTP, Inverted: true } })).healthy).toBe(false);
  });

  test('a disabled one is healthy whatever was measured; disabled and inverted is unhealthy', async () => {
    expect((await read({ x: { ...HTTP, Disabled: true } }, { x: 0 })).healthy).toBe(true);
    expect((await read({ x: { ...HTTP, Disabled: true, Inverted: true } }, { x: 16 })).healthy).toBe(false);
  });

  test('a calculated one counts its healthy children', async () => {
    const configs = (threshold: number): Record<string, HealthCheckConfig> => ({
      x: { Type: 'CALCULATED', HealthThreshold: threshold, ChildHealthChecks: ['a', 'b', 'c'] },
      a: HTTP,
      b: HTTP,
      c: { ...HTTP, Disabled: true },
    });
    expect((await read(configs(2), { a: 16, b: 0 })).healthy).toBe(true);
    expect((await read(configs(3), { a: 16, b: 0 })).healthy).toBe(false);
  });

  test('what follows an alarm or a routing control the API does not tell', async () => {
    expect(await read({ x: { Type: 'CLOUDWATCH_METRIC' } })).toMatchObject({
      healthy: undefined,
      note: 'follows a CloudWatch alarm',
    });
    expect((await read({ x: { Type: 'RECOVERY_CONTROL' } })).healthy).toBeUndefined();
  });

  test('a calculated one is known as soon as the unknown child makes no difference', async () => {
    const configs = (threshold: number): Record<string, HealthCheckConfig> => ({
      x: { Type: 'CALCULATED', HealthThreshold: threshold, ChildHealthChecks: ['a', 'b'] },
      a: HTTP,
      b: { Type: 'CLOUDWATCH_METRIC' },
    });
    expect((await read(configs(1), { a: 16 })).healthy).toBe(true);
    expect((await read(configs(2), { a: 16 })).healthy).toBeUndefined();
    expect((await read(configs(2), { a: 0 })).healthy).toBe(false);
  });

  test('a deleted one is unknown, because its records are in an unpredictable state', async () => {
    expect(await read({})).toMatchObject({ type: 'missing', healthy: undefined });
  });
});

describe('records whose health the API does not tell', () => {
  const fleet = multiValueFleet(12);
  const api = apiOf(fleet, { healthCheck: id => Promise.resolve(id === 'check-4' ? { Type: 'CLOUDWATCH_METRIC' } : HTTP) });

  test.each([
    { state: 'unhealthy', served: multiValueFleet(12, [4]) },
    { state: 'healthy', served: fleet },
  ])('are taken for $state when the answers say so', async ({ state, served }) => {
    const random = seededRandom(5);
    const report = await verifyWith(
      api,
      inMemory(ask => [encode(replyTo(ask, served, honestValues(served, random)))]),
    );
    expect(report.verdict).toBe('holds');
    expect(report.names[0].members[3].health).toBe(`assumed ${state}`);
  });

  test.each([
    { others: 'unhealthy', down: [1, 2, 3], verdict: 'holds', health: 'assumed unhealthy' },
    { others: 'partly healthy', down: [1, 2], verdict: 'violated', health: 'assumed healthy' },
  ])(
    'answered together with unhealthy ones: $verdict when the others are $others (behaviour 1.1)',
    async ({ down, verdict, health }) => {
      const told = multiValueFleet(4, down);
      const everything = multiValueFleet(4, [1, 2, 3, 4]); // all are unhealthy, so all are answered
      const random = seededRandom(5);
      const report = await verifyWith(
        apiOf(told, { healthCheck: id => Promise.resolve(id === 'check-4' ? { Type: 'RECOVERY_CONTROL' } : HTTP) }),
        inMemory(ask => [encode(replyTo(ask, everything, honestValues(everything, random)))]),
      );
      expect(report.verdict).toBe(verdict);
      expect(report.names[0].members[3].health).toBe(health);
    },
  );
});

describe('health that changes while asking', () => {
  test('is asked about again, and the second try decides', async () => {
    const fleet = multiValueFleet(12);
    const random = seededRandom(5);
    let queries = 0;
    const transport = inMemory(ask => {
      if (++queries === 10) {
        fleet.unhealthy.add('check-2');
      }
      return [encode(replyTo(ask, fleet, honestValues(fleet, random)))];
    });
    const report = await verifyWith(apiOf(fleet), transport);
    expect(report).toMatchObject({ verdict: 'holds', tries: 2, changes: [] });
  });

  test('during each of three tries leaves no verdict, and the report says which check', async () => {
    const fleet = multiValueFleet(12);
    const random = seededRandom(5);
    let queries = 0;
    const transport = inMemory(ask => {
      if (++queries % 200 === 0) {
        fleet.unhealthy[fleet.unhealthy.has('check-2') ? 'delete' : 'add']('check-2');
      }
      return [encode(replyTo(ask, fleet, honestValues(fleet, random)))];
    });
    const report = await verifyWith(apiOf(fleet), transport, { queries: 25 }); // 16 lanes of 13: 208 queries a try
    expect(report).toMatchObject({ verdict: 'unsettled', tries: 3 });
    expect(report.changes).toEqual([
      expect.stringMatching(/^health check check-2: (healthy, then unhealthy|unhealthy, then healthy)$/),
    ]);
  });

  test('but has not reached the servers yet is asked about once more, and noted', async () => {
    const fleet = multiValueFleet(12, [2]);
    const behind = multiValueFleet(12); // what the servers go by at first
    const random = seededRandom(5);
    let queries = 0;
    const transport = inMemory(ask => {
      const served = ++queries <= 60 ? behind : fleet;
      return [encode(replyTo(ask, served, honestValues(served, random)))];
    });
    const report = await verifyWith(apiOf(fleet), transport);
    expect(report).toMatchObject({ verdict: 'holds', tries: 2, changes: [] });
    expect(report.names[0].notes).toContainEqual(
      expect.stringMatching(/^seen in the first try, gone in the second: .*saw 198\.51\.100\.2, which is unhealthy/),
    );
  });

  test('records changed while asking count as well', async () => {
    const fleet = multiValueFleet(3);
    let readings = 0;
    const api = apiOf(fleet, {
      recordSets: () => Promise.resolve(fleet.sets.map(set => ({ ...set, TTL: 60 + readings++ }))),
    });
    const transport = inMemory(ask => [encode(replyTo(ask, fleet, honestValues(fleet, seededRandom(1))))]);
    expect((await verifyWith(api, transport)).changes).toEqual(['record sets were changed while they were being verified']);
  });
});
