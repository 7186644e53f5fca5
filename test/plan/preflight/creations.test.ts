import { healthCheck } from '../template-of';
import { findingsIn } from './world';

const zone = (Name: unknown, more: object = {}) => ({ Type: 'AWS::Route53::HostedZone', Properties: { Name, ...more } });
const VPCs = [{ VPCId: 'vpc-0123456789abcdef0', VPCRegion: 'us-east-1' }];
const CHARACTERS =
  'Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters: _ . : / = + - @';
const blocked = async (planned: Record<string, { Type: string; Properties: object }>, more: object = {}): Promise<unknown> =>
  (await findingsIn({ planned: planned as never, ...more }))
    .filter(({ level }) => level === 'blocked')
    .map(({ id, subject, found }) => [id, subject, found]);

test.each(['sub.example.com', 'test2', 'mine.amazonaws.com'])('a zone %s, which AWS reserves (behaviour 5.2)', async name =>
  expect(await blocked({ Zone: zone(name) })).toEqual([
    ['reserved-zone-name', `zone ${name}`, `Web.Zone creates it, and Route 53 would answer: ${name} is reserved by AWS!`],
  ]),
);

test('not a private zone of one label, nor a name that is taken or not known, nor a zone that is there', async () => {
  expect(await blocked({ Zone: zone('corp', { VPCs }) })).toEqual([]);
  expect(await blocked({ Zone: zone('shop.example') })).toEqual([]);
  expect(await blocked({ Zone: zone({ Ref: 'Name' }) })).toEqual([]);
  const there = { Zone: zone('sub.example.com') };
  expect(await blocked(there, { deployed: there, physical: { Zone: 'ZSUB' }, otherZones: { ZSUB: 'sub.example.com.' } })).toEqual(
    [],
  );
});

test('tags that Route 53 does not take, of health checks and zones (behaviour 5.7)', async () => {
  const odd = [{ Key: 'Name', Value: '*.shop.example 52.0.0.1' }];
  const planned = {
    Zone: zone('shop.example', { HostedZoneTags: [{ Key: 'aws:team', Value: 'web' }] }),
    Check: healthCheck({}, odd) as never,
    Fine: healthCheck({}, [{ Key: 'Name', Value: 'www 1' }, { Key: 'region', Value: { Ref: 'AWS::Region' } }]) as never,
  }; // prettier-ignore
  expect(await blocked(planned)).toEqual([
    [
      'refused-tag',
      'Web.Zone',
      "Route 53 would answer: Invalid parameter : Tags must not begin with aws:, which is reserved (tag 'aws:team': 'web')",
    ],
    ['refused-tag', 'Web.Check', `Route 53 would answer: ${CHARACTERS} (tag 'Name': '*.shop.example 52.0.0.1')`],
  ]);
});

test('tags of the stack, once', async () => {
  const planned = { One: healthCheck() as never, Two: healthCheck() as never };
  const findings = await findingsIn({ planned, tags: { team: 'R&D' } });
  expect(findings.filter(({ level }) => level === 'blocked')).toEqual([
    {
      level: 'blocked',
      id: 'refused-tag',
      subject: 'stack Web',
      found: `Route 53 would answer: ${CHARACTERS} (tag 'team': 'R&D')`,
      steps: ['change or remove the tag in the app: CloudFormation puts it on Web.One, among others'],
    },
  ]);
});
