/** What is asked of the VPC of a private zone (behaviour 5.2). */
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { createZone, faultOf, type Local, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const VPC = { VPCRegion: 'us-east-1', VPCId: 'vpc-0123456789abcdef0' };
const create = (Name: string, vpc: object): Promise<string> => createZone(local, Name, { VPC: vpc });

test('a VPC id that has not the form of one', async () => {
  expect(await faultOf(create('corp.example', { ...VPC, VPCId: 'vpc-1' }))).toEqual([
    'InvalidVPCId',
    400,
    'The VPC ID is invalid.',
  ]);
  expect(local.store.state.zones.size).toBe(0);
});

test('a Region that does not exist', async () => {
  const [code, status, text] = await faultOf(create('corp.example', { ...VPC, VPCRegion: 'us-east-9' }));
  expect([code, status]).toEqual(['InvalidInput', 400]);
  expect(text).toMatch(
    /^1 validation error detected: Value 'us-east-9' at 'vPC\.vPCRegion' failed to satisfy constraint: Member must/,
  );
});

test('a second zone of the name in the VPC; another name, VPC or Region is none', async () => {
  const id = (await create('corp.example', VPC)).replace('/hostedzone/', '');
  expect(await faultOf(create('Corp.example.', VPC))).toEqual([
    'ConflictingDomainExists',
    400,
    `The VPC ${VPC.VPCId} in region us-east-1 has already been associated with the hosted zone ${id} with the same domain name.`,
  ]);
  await create('www.corp.example', VPC);
  await create('corp.example', { ...VPC, VPCId: 'vpc-0a1b2c3d' });
  await create('corp.example', { ...VPC, VPCRegion: 'eu-west-1' });
  await createZone(local, 'corp.example');
  expect(local.store.state.zones.size).toBe(5);
});

describe('a private zone holds no', () => {
  const fault = async (more: object): Promise<string> => {
    const HostedZoneId = await create('corp.example', VPC);
    const set = { Name: 'www.corp.example', Type: 'A', ...more } as ResourceRecordSet;
    const [code, , text] = await faultOf(
      local.client.changeResourceRecordSets({
        HostedZoneId,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] },
      }),
    );
    expect(code).toBe('InvalidChangeBatch');
    return text;
  };

  test('IP-based set', async () => {
    const cidr = { CollectionId: '00000000-0000-4000-8000-000000000001', LocationName: 'here' };
    const set = { TTL: 1, ResourceRecords: [{ Value: '10.0.0.1' }], SetIdentifier: 's1', CidrRoutingConfig: cidr };
    expect(await fault(set)).toBe(
      '[RRSet with DNS name www.corp.example., type A, SetIdentifier s1 cannot be created because CIDR RRSet is not supported with private hosted zone.]',
    );
  });

  test('alias of a distribution', async () => {
    const target = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd111111abcdef8.cloudfront.net', EvaluateTargetHealth: false };
    expect(await fault({ AliasTarget: target })).toMatch(/d111111abcdef8\.cloudfront\.net\., type A .* was not found\]$/);
  });
});
