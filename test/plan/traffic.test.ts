import { checkerTraffic } from '../../lib/plan/traffic';
import { declaredBy, healthCheck } from './template-of';

const trafficOf = (...configs: Record<string, unknown>[]): ReturnType<typeof checkerTraffic> =>
  checkerTraffic(declaredBy(Object.fromEntries(configs.map((config, i) => [`Check${i}`, healthCheck(config)]))).healthChecks);

test('16 checkers every 30 seconds are 1.4 million requests a month (behaviour 10)', () =>
  expect(trafficOf({})).toEqual([{ interval: 30, checkers: 16, healthChecks: 1, requestsEach: 1_382_400, requests: 1_382_400 }]));

test('checks that ask equally often are counted together, the most requests first; alarms and calculated checks ask nothing', () =>
  expect(
    trafficOf(
      {},
      { RequestInterval: 10 },
      { IPAddress: '52.0.0.2', RequestInterval: 10 },
      { Regions: ['us-east-1', 'eu-west-1', 'sa-east-1'] },
      { Type: 'CALCULATED', IPAddress: undefined, Port: undefined, ChildHealthChecks: [], HealthThreshold: 0 },
      { Type: 'CLOUDWATCH_METRIC', IPAddress: undefined, Port: undefined, AlarmIdentifier: { Name: 'a', Region: 'us-east-1' } },
    ),
  ).toEqual([
    { interval: 10, checkers: 16, healthChecks: 2, requestsEach: 4_147_200, requests: 8_294_400 },
    { interval: 30, checkers: 16, healthChecks: 1, requestsEach: 1_382_400, requests: 1_382_400 },
    { interval: 30, checkers: 6, healthChecks: 1, requestsEach: 518_400, requests: 518_400 },
  ]));
