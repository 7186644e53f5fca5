import { namesOf } from '../../lib/plan/names';
import { quotasUsed, type QuotaUse } from '../../lib/plan/quotas';
import type { RawResource } from '../../lib/template/stacks';
import { addresses, declaredBy, group, healthCheck, member, watchedGroup } from './template-of';

function usesOf(resources: Record<string, RawResource>): QuotaUse[] {
  const declared = declaredBy(resources);
  return quotasUsed(declared, namesOf(declared));
}
const use = (uses: readonly QuotaUse[], quota: string): Pick<QuotaUse, 'of' | 'used' | 'limit'>[] =>
  uses.filter(one => one.quota === quota).map(({ of, used, limit }) => ({ of, used, limit }));

describe('a hundred watched endpoints in one group', () => {
  const uses = usesOf(watchedGroup(addresses(100)));

  // The hundred addresses 52.0.0.1 to 52.0.0.100 have 9 × 8 + 90 × 9 + 1 × 10 = 892 characters.
  test.each([
    ['record sets of one name and type', 'www.example.com A', 100, 100],
    ['health checks', 'account', 100, 200],
    ['CreateHealthCheck calls in 24 hours', 'account', 100, 1000],
    ['values of a change batch', 'Web.Group', 100, 1000],
    ['characters of a change batch', 'Web.Group', 892, 32000],
    ['resources of a stack', 'Web', 101, 500],
    ['values of one record set', 'www.example.com A', 1, 400],
  ])('%s', (quota, of, used, limit) => expect(use(uses, quota)).toEqual([{ of, used, limit }]));

  test('the fullest comes first', () => {
    const shares = uses.map(({ used, limit }) => used / limit);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBe(1);
  });
});

test('a zone of the app has its NS and SOA before any record of ours (behaviour 5.2)', () => {
  const uses = usesOf({
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } },
    Group: group([member('52.0.0.1')], { HostedZoneId: { Ref: 'Zone' } }),
  });
  expect(use(uses, 'records of a zone')).toEqual([{ of: 'example.com', used: 3, limit: 10000 }]);
});

test('an alias counts as one value of a batch (behaviour 5.3)', () => {
  const AliasTarget = { HostedZoneId: 'Z2', DNSName: 'lb.example.net', EvaluateTargetHealth: true };
  expect(use(usesOf({ Group: group([{ Name: 'a.example.com', Type: 'A', AliasTarget }]) }), 'values of a change batch')).toEqual([
    { of: 'Web.Group', used: 1, limit: 1000 },
  ]);
});

test('children and tags of a health check are counted', () => {
  const tags = [{ Key: 'Name', Value: 'all' }];
  const uses = usesOf({ A: healthCheck({ Type: 'CALCULATED', ChildHealthChecks: ['one', 'two'] }, tags) });
  expect(use(uses, 'children of a calculated health check')).toEqual([{ of: 'all', used: 2, limit: 255 }]);
  expect(use(uses, 'tags of a health check')).toEqual([{ of: 'all', used: 1, limit: 10 }]);
});
