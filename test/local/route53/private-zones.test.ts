/** What is asked of the VPC of a private zone (facts 5.2). */
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
  expect(text).toMatch(/^Invalid XML ; cvc-enumeration-valid: Value 'us-east-9' is not facet-valid with respect to enumeration/);
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
