/** What only the deployment decides is said, and never counted as compared. */
import { group, member, ZONE } from '../template-of';
import { findingsIn, liveMember } from './world';

const said = async (world: Parameters<typeof findingsIn>[0]): Promise<string[]> =>
  (await findingsIn(world)).map(({ level, id, found }) => `${level} ${id} ${found}`);

const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'new.example' } };
const custom = { Type: 'Custom::Zone' };

test.each([
  [
    'a name',
    { Group: group([member('52.0.0.1', { Name: { 'Fn::Sub': '${Site.Name}.example.com' } })]), Site: { Type: 'Custom::Site' } },
    'warning not-compared ${Site.Name}.example.com A: not compared with what is live, because Site.Name is known only at deployment',
  ],
  [
    'a zone that another resource tells',
    { Group: group([member('52.0.0.1')], { HostedZoneId: { 'Fn::GetAtt': ['Custom', 'Id'] } }), Custom: custom },
    'warning not-compared www.example.com A: not compared with what is live, because zone: Custom.Id is known only at deployment',
  ],
  [
    'a zone that is imported',
    { Group: group([member('52.0.0.1')], { HostedZoneId: { 'Fn::ImportValue': 'zone' } }) },
    'warning not-compared www.example.com A: not compared with what is live, because zone: No export named zone found',
  ],
  [
    'values',
    { Group: group([member({ 'Fn::GetAtt': ['Eip', 'PublicIp'] }, { SetIdentifier: 'a' })]), Eip: { Type: 'AWS::EC2::EIP' } },
    'note values-not-known www.example.com A: not checked against the rules of Route 53, because Eip.PublicIp is known only at deployment',
  ],
])('%s', async (_, planned, expected) => expect(await said({ planned })).toEqual([expected]));

test('nothing is said where there is nothing to compare with, or all is told', async () => {
  expect(await said({ planned: { Zone: zone, Group: group([member('52.0.0.1')], { HostedZoneId: { Ref: 'Zone' } }) } })).toEqual(
    [],
  );
  const imported = { Group: group([member('52.0.0.1')], { HostedZoneId: { 'Fn::ImportValue': 'zone' } }) };
  expect(await said({ planned: imported, exports: { zone: ZONE } })).toEqual([]);
});

test('an imported zone is compared with, too', async () => {
  const imported = { Group: group([member('52.0.0.1', { TTL: 60 })], { HostedZoneId: { 'Fn::ImportValue': 'zone' } }) };
  const found = await findingsIn({ planned: imported, exports: { zone: ZONE }, live: [liveMember('52.0.0.1', { TTL: 300 })] });
  expect(found.map(({ id }) => id)).toEqual(['set-identifier-taken']);
});
