/** What Route 53 asks of a VPC that is to be associated with a private hosted zone (behaviour 5.2). */
import { REGION_NAMES } from './routing/regions';

/** As the API has it, where the model requires neither member. */
export interface Vpc {
  readonly VPCId?: string;
  readonly VPCRegion?: string;
}

export interface VpcFault {
  readonly code: 'InvalidInput' | 'InvalidVPCId';
  readonly message: string;
}

/** Regions a VPC may be in: those that route, and the ones of partitions that no other partition can name (API reference, VPC). */
export const VPC_REGIONS: readonly string[] = [
  ...REGION_NAMES,
  'eusc-de-east-1',
  'eu-isoe-west-1',
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isob-west-1',
  'us-isof-east-1',
  'us-isof-south-1',
];

/** `vpc-` and 17 hexadecimal digits, or the 8 of VPCs made before 2018 (EC2 guide, resource IDs). */
const VPC_ID = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Why the VPC cannot be one; whether it exists is not known here. Undefined when it can. */
export function vpcFault({ VPCId: id, VPCRegion: region }: Vpc): VpcFault | undefined {
  if (region === undefined) {
    return { code: 'InvalidInput', message: 'The VPC Region is missing' };
  }
  return VPC_ID.test(id ?? '') ? undefined : { code: 'InvalidVPCId', message: 'The VPC ID is invalid.' };
}

/** `ConflictingDomainExists`: the VPC has a zone of that name, be it this one or another. */
export function vpcHasZone({ VPCId: id, VPCRegion: region }: Vpc, zoneId: string): string {
  return `The VPC ${id} in region ${region} has already been associated with the hosted zone ${zoneId} with the same domain name.`;
}
