import { VPCRegion } from '@aws-sdk/client-route-53';
import { VPC_REGIONS, vpcFault, vpcHasZone } from '../../lib/rules/vpc';

const REGION = 'eu-west-1';

test.each(['vpc-0a1b2c3d', 'vpc-0123456789abcdef0'])('%s can be a VPC', VPCId =>
  expect(vpcFault({ VPCId, VPCRegion: REGION })).toBeUndefined(),
);

test.each([
  ['', 'nothing'],
  [undefined, 'no id at all'],
  ['vpc-1', 'too short'],
  ['vpc-0123456789abcdef', 'a digit short'],
  ['vpc-0123456789abcdef01', 'a digit long'],
  ['vpc-0123456789ABCDEF0', 'capital letters'],
  ['vpc-0123456789abcdefg', 'a letter that is no digit'],
  ['subnet-0a1b2c3d', 'an id of something else'],
  [' vpc-0a1b2c3d', 'a space'],
])("'%s' cannot: %s", (VPCId, _why) =>
  expect(vpcFault({ VPCId, VPCRegion: REGION })).toEqual({ code: 'InvalidVPCId', message: 'The VPC ID is invalid.' }),
);

test.each([[undefined, 'The VPC Region is missing']])('a VPC in Region %s is refused', (VPCRegion, message) =>
  expect(vpcFault({ VPCId: 'vpc-0a1b2c3d', VPCRegion })).toEqual({
    code: 'InvalidInput',
    message: expect.stringContaining(message) as string,
  }),
);

test('the Regions are those of the API', () => expect([...VPC_REGIONS].sort()).toEqual(Object.values(VPCRegion).sort()));

test('a VPC that has the zone, or another of its name', () =>
  expect(vpcHasZone({ VPCId: 'vpc-0a1b2c3d', VPCRegion: REGION }, 'Z1')).toBe(
    'The VPC vpc-0a1b2c3d in region eu-west-1 has already been associated with the hosted zone Z1 with the same domain name.',
  ));
