import { AUTHORITATIVE_ANSWER, encode } from 'dns-packet';
import type { ResourceRecordSet } from '../../lib/rules/record-set';
import type { Report } from '../../lib/verify/report/model';
import { inMemory } from './support/dns';
import { apiOf, multiValueFleet, ZONE, type Fleet } from './support/fleet';
import { verifyWith } from './support/run';

const NAME = 'www.example.com.';

/** Verifies `sets` against a server that gives `answers`, in turn. */
async function verifySets(sets: ResourceRecordSet[], unhealthy: string[], ...answers: string[][]): Promise<Report> {
  const fleet: Fleet = { name: NAME, type: 'A', ttl: 60, sets, unhealthy: new Set(unhealthy) };
  let turn = 0;
  const transport = inMemory(({ query }) => [
    encode({
      type: 'response',
      id: query.id,
      flags: AUTHORITATIVE_ANSWER,
      questions: query.questions,
      answers: answers[turn++ % answers.length].map(data => ({ type: 'A', name: query.questions![0].name, ttl: 60, data })),
      additionals: query.additionals,
    }),
  ]);
  return verifyWith(apiOf(fleet), transport);
}

const record = (Name: string, value: string, rest: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: value }],
  ...rest,
});
const alias = (Name: string, DNSName: string, rest: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId: ZONE.id, DNSName, EvaluateTargetHealth: true },
  ...rest,
});
const rules = (report: Report): string[] => [...new Set(report.names[0].violations.map(v => v.rule))];

describe('failover (behaviour 2.2)', () => {
  const PAIR = [
    record(NAME, '198.51.100.1', { SetIdentifier: 'a', Failover: 'PRIMARY', HealthCheckId: 'check-1' }),
    record(NAME, '198.51.100.2', { SetIdentifier: 'b', Failover: 'SECONDARY', HealthCheckId: 'check-2' }),
  ];

  test.each([
    { unhealthy: [], answer: '198.51.100.1' },
    { unhealthy: ['check-2'], answer: '198.51.100.1' },
    { unhealthy: ['check-1'], answer: '198.51.100.2' },
    { unhealthy: ['check-1', 'check-2'], answer: '198.51.100.1' },
  ])('with $unhealthy unhealthy, $answer is the answer', async ({ unhealthy, answer }) => {
    expect((await verifySets(PAIR, unhealthy, [answer])).verdict).toBe('holds');
  });

  test('the secondary while the primary is healthy is caught', async () => {
    const report = await verifySets(PAIR, [], ['198.51.100.2']);
    expect(rules(report)).toEqual(['selection']);
    expect(report.names[0].violations[0]).toMatchObject({ seen: '198.51.100.2', allowed: '198.51.100.1' });
  });

  test('the unhealthy primary while the secondary is healthy is caught', async () => {
    expect(rules(await verifySets(PAIR, ['check-1'], ['198.51.100.1']))).toEqual(['healthy']);
  });
});

describe('simple (behaviour 2.1)', () => {
  const NINE = Array.from({ length: 9 }, (_, at) => `198.51.100.${at + 1}`);
  const SET = { ...record(NAME, '', {}), ResourceRecords: NINE.map(Value => ({ Value })) };

  test('all values come, in any order, even more than eight', async () => {
    expect((await verifySets([SET], [], NINE, [...NINE].reverse())).verdict).toBe('holds');
  });

  test('eight of nine are caught', async () => {
    expect(rules(await verifySets([SET], [], NINE.slice(1), NINE.slice(0, 8)))).toEqual(['count']);
  });
});

describe('a failover alias over two multivalue groups (behaviour 2.2, 3.3)', () => {
  const group = (name: string, from: number): ResourceRecordSet[] =>
    [0, 1].map(n =>
      record(name, `198.51.100.${from + n}`, {
        SetIdentifier: `m${n}`,
        MultiValueAnswer: true,
        HealthCheckId: `check-${from + n}`,
      }),
    );
  const TREE = [
    alias(NAME, 'blue.example.com.', { SetIdentifier: 'blue', Failover: 'PRIMARY' }),
    alias(NAME, 'green.example.com', { SetIdentifier: 'green', Failover: 'SECONDARY' }),
    ...group('blue.example.com.', 1),
    ...group('green.example.com.', 11),
  ];

  test('the healthy members of the primary group are the answer', async () => {
    const report = await verifySets(TREE, ['check-2'], ['198.51.100.1']);
    expect(report.verdict).toBe('holds');
    expect(report.names[0]).toMatchObject({ policy: 'failover alias', allowed: [{ size: 1, of: ['198.51.100.1'], ttl: 60 }] });
  });

  test('when the whole primary group is unhealthy, the secondary group is the answer', async () => {
    const report = await verifySets(TREE, ['check-1', 'check-2'], ['198.51.100.12', '198.51.100.11']);
    expect(report.verdict).toBe('holds');
  });

  test('an answer out of both groups is caught', async () => {
    expect(rules(await verifySets(TREE, [], ['198.51.100.1', '198.51.100.11']))).toContain('selection');
  });
});

test('of two weighted sets either may be answered, but not both', async () => {
  const sets = ['198.51.100.1', '198.51.100.2'].map((value, at) => record(NAME, value, { SetIdentifier: `w${at}`, Weight: 1 }));
  expect((await verifySets(sets, [], ['198.51.100.1'], ['198.51.100.2'])).verdict).toBe('holds');
  expect(rules(await verifySets(sets, [], ['198.51.100.1', '198.51.100.2']))).toEqual(['selection']);
});

test('a name that is answered by where the client is, is refused', async () => {
  const sets = [record(NAME, '198.51.100.1', { SetIdentifier: 'x', GeoLocation: { CountryCode: '*' } })];
  await expect(verifySets(sets, [], ['198.51.100.1'])).rejects.toThrow(/www\.example\.com A is answered by where the client is/);
});

test('an alias out of the zone is refused', async () => {
  const target = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd111111abcdef8.cloudfront.net.', EvaluateTargetHealth: false };
  const report = verifySets([{ Name: NAME, Type: 'A', AliasTarget: target }], [], ['198.51.100.1']);
  await expect(report).rejects.toThrow(/www\.example\.com A is an alias to something outside its hosted zone/);
});

test('a wildcard is verified by asking for a name it covers', async () => {
  const fleet = multiValueFleet(3);
  const sets = fleet.sets.map(set => ({ ...set, Name: '\\052.example.com.' }));
  const asked = new Set<string>();
  const transport = inMemory(({ query }) => {
    asked.add(query.questions![0].name.toLowerCase());
    return [
      encode({
        type: 'response',
        id: query.id,
        flags: AUTHORITATIVE_ANSWER,
        questions: query.questions,
        answers: [1, 2, 3].map(n => ({ type: 'A', name: query.questions![0].name, ttl: 60, data: `198.51.100.${n}` })),
        additionals: query.additionals,
      }),
    ];
  });
  const report = await verifyWith(apiOf({ ...fleet, sets }), transport, {}, [{ name: '*.example.com' }]);
  expect(report.verdict).toBe('holds');
  expect(report.names[0]).toMatchObject({
    name: '*.example.com', // the same in every run, as a history of reports wants it
    notes: [expect.stringMatching(/^asked for as verify-[0-9a-f]+\.example\.com, which it covers$/)],
  });
  expect([...asked]).toEqual([expect.stringMatching(/^verify-[0-9a-f]+\.example\.com$/)]);
});
