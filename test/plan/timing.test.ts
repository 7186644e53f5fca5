import { makePlan, type Plan } from '../../lib/plan/plan';
import { DEFAULT_ASSUMPTIONS } from '../../lib/plan/cost';
import { declaredBy, group, healthCheck, member, watchedGroup } from './template-of';

const planOf = (resources: Parameters<typeof declaredBy>[0]): Plan => makePlan(declaredBy(resources), DEFAULT_ASSUMPTIONS);
const firstEndpoint = (plan: Plan): Plan['names'][number]['endpoints'][number] => plan.names[0].endpoints[0];

// best  (threshold − 1) × interval: the first failing probe is due at once and refused at once
// rough threshold × interval (behaviour 10)
// worst threshold × (interval + longest probe): the probe runs into its time limit (behaviour 4.1) and the interval
//       counts from the reply (behaviour 4.4)
test.each([
  // behaviour 10: 3 × 30 s + 60 s = 150 s. HTTP: 4 s to connect + 2 s for the status. Worst 3 × (30 + 6) = 108, + 60 = 168.
  ['HTTP by default', {}, { best: 60, rough: 90, worst: 108 }, { best: 60, rough: 150, worst: 168 }],
  // behaviour 10: 10 s interval, 1 failure. Worst 1 × (10 + 6) = 16, + 60 = 76.
  [
    'HTTPS, 10 s, 1 failure',
    { Type: 'HTTPS', RequestInterval: 10, FailureThreshold: 1 },
    { best: 0, rough: 10, worst: 16 },
    { best: 0, rough: 70, worst: 76 },
  ],
  // The body has 2 s more: 4 + 2 + 2. Worst 2 × (10 + 8) = 36, + 60 = 96.
  [
    'string match',
    { Type: 'HTTP_STR_MATCH', RequestInterval: 10, FailureThreshold: 2 },
    { best: 10, rough: 20, worst: 36 },
    { best: 10, rough: 80, worst: 96 },
  ],
  // TCP: 10 s to connect. Worst 10 × (30 + 10) = 400, + 60 = 460.
  [
    'TCP, 10 failures',
    { Type: 'TCP', FailureThreshold: '10' },
    { best: 270, rough: 300, worst: 400 },
    { best: 270, rough: 360, worst: 460 },
  ],
])('%s: a dead endpoint is dropped, and forgotten, in time', (_, config, noLongerAnswered, cachesEmpty) =>
  expect(firstEndpoint(planOf(watchedGroup(['52.0.0.1'], config)))).toMatchObject({ noLongerAnswered, cachesEmpty }),
);

test('a record set without a health check is never dropped', () =>
  expect(firstEndpoint(planOf({ Group: group([member('52.0.0.1')]) })).noLongerAnswered).toBe('never: it has no health check'));

test('a calculated check is as quick as its quickest child at best, and as slow as its slowest at worst', () => {
  const plan = planOf({
    Quick: healthCheck({ RequestInterval: 10, FailureThreshold: 1 }), // 0, 10, 16
    Slow: healthCheck({ Type: 'TCP' }), // 60, 90, 3 × (30 + 10) = 120
    Both: healthCheck({
      Type: 'CALCULATED',
      IPAddress: undefined,
      HealthThreshold: 2,
      ChildHealthChecks: [{ Ref: 'Quick' }, { Ref: 'Slow' }],
    }),
    Group: group([member('52.0.0.1', { HealthCheckId: { Ref: 'Both' } })]),
  });
  expect(firstEndpoint(plan).noLongerAnswered).toEqual({ best: 0, rough: 90, worst: 120 });
  expect(firstEndpoint(plan).healthCheck?.watches).toBe('at least 2 of 2 checks');
});

test('an alarm check takes as long as the alarm looks back, and one data point more', () => {
  const plan = planOf({
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Period: 60, EvaluationPeriods: 3 } },
    Check: healthCheck({
      Type: 'CLOUDWATCH_METRIC',
      IPAddress: undefined,
      AlarmIdentifier: { Name: { Ref: 'Alarm' }, Region: 'us-east-1' },
    }),
    Group: group([member('52.0.0.1', { HealthCheckId: { Ref: 'Check' } })]),
  });
  expect(firstEndpoint(plan).noLongerAnswered).toEqual({ best: 0, rough: 180, worst: 240 });
});

test('an alias is as slow as the slowest endpoint behind it, and answers with the TTL found there', () => {
  const alias = { HostedZoneId: 'Z0123456789ABCDEFGHIJ', DNSName: 'www.example.com.', EvaluateTargetHealth: true };
  const plan = planOf({
    Alias: group([{ Name: 'alias.example.com.', Type: 'A', AliasTarget: alias }]),
    ...watchedGroup(['52.0.0.1', '52.0.0.2']),
  });
  expect(firstEndpoint(plan)).toMatchObject({
    values: ['www.example.com'],
    alias: true,
    ttl: 60,
    cachesEmpty: { best: 60, rough: 150, worst: 168 },
  });
});

test('aliases in a circle are named as such and end', () => {
  const alias = (name: string, target: string): Record<string, unknown> => ({
    Name: name,
    Type: 'A',
    AliasTarget: { HostedZoneId: 'Z0123456789ABCDEFGHIJ', DNSName: target, EvaluateTargetHealth: true },
  });
  const plan = planOf({ Group: group([alias('a.example.com', 'b.example.com'), alias('b.example.com', 'a.example.com')]) });
  expect(firstEndpoint(plan).noLongerAnswered).toBe('circular aliases');
});
