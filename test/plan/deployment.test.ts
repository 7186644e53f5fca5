import { deploymentTime, type DeploymentTime } from '../../lib/plan/deployment';
import { addresses, declaredBy, group, member, watchedGroup } from './template-of';

const timeOf = (resources: Parameters<typeof declaredBy>[0]): DeploymentTime => deploymentTime(declaredBy(resources));

test('twelve checks and one group: no throttle at best, then one wait until INSYNC', () => {
  // CreateHealthCheck: 50 at once, then 0.5/s (behaviour 8.2). Best 0; with the bucket empty 12 / 0.5 = 24 s. INSYNC 40 to 60 s (behaviour 5.4, 7.2).
  expect(timeOf(watchedGroup(addresses(12))).seconds).toEqual({ best: 0 + 40, worst: 24 + 60 });
});

test('a hundred checks meet the throttle', () => {
  // Best (100 − 50) / 0.5 = 100 s, worst 100 / 0.5 = 200 s.
  expect(timeOf(watchedGroup(addresses(100))).seconds).toEqual({ best: 100 + 40, worst: 200 + 60 });
});

test('separate record sets go to Route 53 one after another, a zone takes one batch at a time', () => {
  const single = (address: string): Parameters<typeof declaredBy>[0][string] => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: { HostedZoneId: 'Z1', ...member(address) },
  });
  // Three batches to one zone: nothing or 2 × 1 s more.
  expect(timeOf({ A: single('52.0.0.1'), B: single('52.0.0.2'), C: single('52.0.0.3') }).seconds).toEqual({
    best: 40,
    worst: 62,
  });
});

test('a batch that depends on another waits until that is INSYNC', () => {
  const first = group([member('52.0.0.1')]);
  const second = { ...group([member('52.0.0.2', { Name: 'alias.example.com.' })], { HostedZoneId: 'Z2' }), DependsOn: ['First'] };
  const third = { ...group([member('52.0.0.3', { Name: 'third.example.com.' })], { HostedZoneId: 'Z3' }), DependsOn: 'Second' };
  expect(timeOf({ First: first, Second: second, Third: third }).seconds).toEqual({ best: 3 * 40, worst: 3 * 60 });
});

test('an app without Route 53 waits for nothing', () =>
  expect(timeOf({})).toEqual({ seconds: { best: 0, worst: 0 }, steps: [] }));
