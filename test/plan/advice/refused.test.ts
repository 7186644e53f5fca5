import { advise } from '../../../lib/plan/advice';
import { declaredBy, healthCheck } from '../template-of';

const refusedIn = (resources: Parameters<typeof declaredBy>[0]): unknown =>
  advise(declaredBy(resources), [])
    .filter(({ level }) => level === 'refused')
    .map(({ id, subjects, reason }) => [id, subjects, reason]);

test('a zone that AWS reserves, and tags that Route 53 does not take (behaviour 5.2, 5.7)', () => {
  const tag = { Key: 'Name', Value: '*' };
  const resources = {
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'a.example.com', HostedZoneTags: [tag] } },
    Check: healthCheck({}, [tag]),
  };
  const said = expect.stringMatching(
    /^Route 53 would say: Invalid parameter : Tags can only contain letters.* \(tag 'Name': '\*'\)$/,
  ) as string;
  expect(refusedIn(resources)).toEqual([
    ['reserved-zone-name', ['zone a.example.com'], 'Route 53 would say: a.example.com is reserved by AWS!'],
    ['refused-tag', ['zone a.example.com', 'health check *'], said],
  ]);
  expect(refusedIn({ Check: healthCheck({}, [{ Key: 'Name', Value: 'www' }]) })).toEqual([]);
});
