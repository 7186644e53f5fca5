/** Which VPCs see a private zone, within an account and across two. */
import type { Route53 as Client } from '@aws-sdk/client-route-53';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { createZone, faultOf, type Local, startLocal } from './harness';

const A = '111111111111';
const B = '222222222222';

const vpc = (n: number) => ({ VPCId: `vpc-0000000${n}`, VPCRegion: 'eu-west-1' as const });
const idOf = (zone: string): string => zone.replace('/hostedzone/', '');

let local: Local;
let a: Client;
let b: Client;
beforeEach(async () => {
  local = await startLocal();
  [a, b] = [local.clientOf(A), local.clientOf(B)];
});
afterEach(() => local.close());

const create = async (client: Client, Name = 'corp.example', VPC: object | 'public' = vpc(1)): Promise<string> =>
  idOf(await createZone({ ...local, client }, Name, VPC === 'public' ? {} : { VPC }));
const vpcsOf = async (client: Client, Id: string): Promise<unknown> => (await client.getHostedZone({ Id })).VPCs;

describe('in one account', () => {
  test('a VPC is associated, listed with its zones, and disassociated', async () => {
    const HostedZoneId = await create(a);
    const other = await create(a, 'other.example', vpc(2));
    const { ChangeInfo } = await a.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2), Comment: 'second' });
    expect(ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'second' });
    expect((await a.getChange({ Id: ChangeInfo!.Id })).ChangeInfo!.Status).toBe('INSYNC');
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(1), vpc(2)]);
    const summary = (id: string, Name: string) => ({ HostedZoneId: id, Name, Owner: { OwningAccount: A } });
    const both = [summary(HostedZoneId, 'corp.example.'), summary(other, 'other.example.')];
    both.sort((x, y) => (x.HostedZoneId < y.HostedZoneId ? -1 : 1));
    expect(await a.listHostedZonesByVPC(vpc(2))).toMatchObject({ HostedZoneSummaries: both, MaxItems: 100 });
    await a.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc(1) });
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(2)]);
    expect((await a.listHostedZonesByVPC(vpc(1))).HostedZoneSummaries).toEqual([]);
  });

  test('zones of a VPC come in pages, also when the next one is gone by then', async () => {
    const zones = await Promise.all(['a', 'b', 'c'].map(name => create(a, `${name}.example`)));
    zones.sort();
    const first = await a.listHostedZonesByVPC({ ...vpc(1), MaxItems: 1 });
    expect(first.HostedZoneSummaries!.map(zone => zone.HostedZoneId)).toEqual([zones[0]]);
    await a.deleteHostedZone({ Id: zones[1] });
    const second = await a.listHostedZonesByVPC({ ...vpc(1), NextToken: first.NextToken });
    expect([second.HostedZoneSummaries!.map(zone => zone.HostedZoneId), second.NextToken]).toEqual([[zones[2]], undefined]);
    const odd = a.listHostedZonesByVPC({ ...vpc(1), NextToken: zones[2] });
    expect((await faultOf(odd))[0]).toBe('InvalidPaginationToken');
  });

  test.each<[string, (zone: string) => Promise<unknown>, [string, number, string | RegExp]]>([
    [
      'a zone that does not exist',
      () => a.associateVPCWithHostedZone({ HostedZoneId: 'Z0', VPC: vpc(2) }),
      ['NoSuchHostedZone', 404, 'No hosted zone found with ID: Z0'],
    ],
    [
      'an id that is none',
      HostedZoneId => a.associateVPCWithHostedZone({ HostedZoneId, VPC: { ...vpc(2), VPCId: 'vpc-2' } }),
      ['InvalidVPCId', 400, 'The VPC ID is invalid.'],
    ],
    [
      'the VPC again',
      HostedZoneId => a.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(1) }),
      [
        'ConflictingDomainExists',
        400,
        /^The VPC vpc-00000001 in region eu-west-1 has already been associated with the hosted zone Z/,
      ],
    ],
    [
      'a VPC that sees a zone of that name',
      async HostedZoneId => {
        await create(a, 'CORP.example', vpc(2));
        await a.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) });
      },
      ['ConflictingDomainExists', 400, /^The VPC vpc-00000002 in region eu-west-1 has already been associated/],
    ],
    [
      'a public zone',
      async () => a.associateVPCWithHostedZone({ HostedZoneId: await create(a, 'public.example', 'public'), VPC: vpc(2) }),
      ['PublicZoneVPCAssociation', 400, /^Attempting to associate public zone: Z\w+ with vpc: vpc-00000002$/],
    ],
    [
      'the loss of the last VPC',
      HostedZoneId => a.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc(1) }),
      ['LastVPCAssociation', 400, /^The VPC vpc-00000001 in region eu-west-1 is the last one associated/],
    ],
    [
      'the loss of another VPC',
      HostedZoneId => a.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc(2) }),
      ['VPCAssociationNotFound', 404, /^The VPC vpc-00000002 in region eu-west-1 is not associated/],
    ],
    [
      'the loss of a VPC of that id in another Region',
      HostedZoneId => a.disassociateVPCFromHostedZone({ HostedZoneId, VPC: { ...vpc(1), VPCRegion: 'eu-west-2' } }),
      ['VPCAssociationNotFound', 404, /eu-west-2/],
    ],
    [
      'a comment too long',
      HostedZoneId => a.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2), Comment: 'x'.repeat(257) }),
      ['InvalidInput', 400, /at 'comment' failed to satisfy constraint: Member must have length less than or equal to 256$/],
    ],
  ])('%s is refused', async (_, call, [code, status, message]) => {
    const zone = await create(a);
    const [foundCode, foundStatus, found] = await faultOf(call(zone));
    expect([foundCode, foundStatus]).toEqual([code, status]);
    expect(found).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(await vpcsOf(a, zone)).toEqual([vpc(1)]);
  });

  test('more VPCs than a zone may have are refused', async () => {
    const small = await startLocal({ quotas: { ...ACCOUNT_QUOTAS, vpcsPerZone: 1 } });
    const HostedZoneId = await createZone(small, 'corp.example', { VPC: vpc(1) });
    expect((await faultOf(small.client.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) })))[0]).toBe('LimitsExceeded');
    await small.close();
  });
});

describe('across accounts', () => {
  test('the owner of the zone authorizes, the owner of the VPC associates, and either may disassociate', async () => {
    const HostedZoneId = await create(a);
    expect(await a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) })).toMatchObject({ HostedZoneId, VPC: vpc(2) });
    await a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) });
    expect(await a.listVPCAssociationAuthorizations({ HostedZoneId })).toMatchObject({ HostedZoneId, VPCs: [vpc(2)] });
    const { ChangeInfo } = await b.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) });
    expect((await b.getChange({ Id: ChangeInfo!.Id })).ChangeInfo!.Status).toBe('INSYNC');
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(1), vpc(2)]);
    expect((await faultOf(b.getHostedZone({ Id: HostedZoneId })))[0]).toBe('AccessDenied');
    expect((await b.listHostedZonesByVPC(vpc(2))).HostedZoneSummaries).toEqual([
      { HostedZoneId, Name: 'corp.example.', Owner: { OwningAccount: A } },
    ]);
    await a.deleteVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) });
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(1), vpc(2)]);
    await b.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc(2) });
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(1)]);
    expect((await faultOf(b.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) })))[0]).toBe('NotAuthorizedException');

    await a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(3) });
    await b.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(3) });
    await a.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc(3) });
    expect(await vpcsOf(a, HostedZoneId)).toEqual([vpc(1)]);
  });

  test('without an authorization nobody associates a VPC with the zone of another', async () => {
    const HostedZoneId = await create(a);
    expect(await faultOf(b.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) }))).toEqual([
      'NotAuthorizedException',
      401,
      `User: arn:aws:iam::${B}:user/local is not authorized to perform: route53:AssociateVPCWithHostedZone on resource: ` +
        `arn:aws:route53:::hostedzone/${HostedZoneId}`,
    ]);
  });

  test('the owner of the zone cannot associate the VPC of another: one that was authorized, or that the other has used', async () => {
    const HostedZoneId = await create(a);
    await a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) });
    await create(b, 'b.example', vpc(3));
    for (const n of [2, 3]) {
      expect(await faultOf(a.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(n) }))).toEqual([
        'NotAuthorizedException',
        401,
        `The VPC: vpc-0000000${n} has not authorized to associate with your hosted zone.`,
      ]);
    }
    expect(await faultOf(create(a, 'a.example', vpc(3)))).toEqual([
      'InvalidVPCId',
      400,
      'The VPC vpc-00000003 in region eu-west-1 that you provided is not authorized to make the association.',
    ]);
    expect((await faultOf(a.listHostedZonesByVPC(vpc(3))))[0]).toBe('AccessDenied');
  });

  test('an authorization is of no use to who has not the VPC', async () => {
    const HostedZoneId = await create(a);
    await create(a, 'other.example', vpc(2));
    await a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) });
    expect((await faultOf(b.associateVPCWithHostedZone({ HostedZoneId, VPC: vpc(2) })))[2]).toMatch(
      /on resource: arn:aws:ec2:eu-west-1:222222222222:vpc\/vpc-00000002$/,
    );
  });

  test.each<[string, string, (zone: string) => Promise<unknown>]>([
    [
      'CreateVPCAssociationAuthorization',
      'AccessDenied',
      z => b.createVPCAssociationAuthorization({ HostedZoneId: z, VPC: vpc(2) }),
    ],
    ['ListVPCAssociationAuthorizations', 'AccessDenied', z => b.listVPCAssociationAuthorizations({ HostedZoneId: z })],
    [
      'DeleteVPCAssociationAuthorization',
      'AccessDenied',
      z => b.deleteVPCAssociationAuthorization({ HostedZoneId: z, VPC: vpc(1) }),
    ],
    ['DisassociateVPCFromHostedZone', 'AccessDenied', z => b.disassociateVPCFromHostedZone({ HostedZoneId: z, VPC: vpc(1) })],
  ])("%s of another's zone and VPC is refused", async (_, code, call) => {
    expect((await faultOf(call(await create(a))))[0]).toBe(code);
  });

  test('an authorization that is not there cannot be deleted, and a public zone has none', async () => {
    const call = a.deleteVPCAssociationAuthorization({ HostedZoneId: await create(a), VPC: vpc(2) });
    expect((await faultOf(call)).slice(0, 2)).toEqual(['VPCAssociationAuthorizationNotFound', 404]);
    const HostedZoneId = await create(a, 'public.example', 'public');
    expect((await faultOf(a.createVPCAssociationAuthorization({ HostedZoneId, VPC: vpc(2) })))[0]).toBe('InvalidInput');
  });

  test('authorizations come in pages of fifty', async () => {
    const HostedZoneId = await create(a);
    const all = Array.from({ length: 60 }, (_, n) => ({ ...vpc(0), VPCId: `vpc-${String(10_000_000 + n)}` }));
    for (const VPC of all) {
      await a.createVPCAssociationAuthorization({ HostedZoneId, VPC });
    }
    const { VPCs, NextToken } = await a.listVPCAssociationAuthorizations({ HostedZoneId });
    const rest = await a.listVPCAssociationAuthorizations({ HostedZoneId, NextToken });
    expect([VPCs!.length, [...VPCs!, ...rest.VPCs!], rest.NextToken]).toEqual([50, all, undefined]);
  });
});
