/** VPCs, of which nothing is known here but what calls have said: which zones they see, and so whose they are. */
import type { VPC } from '@aws-sdk/client-route-53';
import { vpcFault, vpcHasZone } from '../../rules/vpc';
import { ServiceError } from '../aws/errors';
import type { State } from '../state';

export function sameVpc(a: VPC, b: VPC): boolean {
  return a.VPCId === b.VPCId && a.VPCRegion === b.VPCRegion;
}

/** As the API has it: without whose it is. */
export function vpcOf({ VPCId, VPCRegion }: VPC): VPC {
  return { VPCId, VPCRegion };
}

/**
 * The VPC that a call is about.
 *
 * @throws ServiceError InvalidInput or InvalidVPCId for what can be none
 */
export function checkedVpc(vpc: VPC = {}): VPC {
  const fault = vpcFault(vpc);
  if (fault) {
    throw new ServiceError(fault.code, fault.message);
  }
  return vpc;
}

/** Whose the VPC is: the account's that associated it with a zone. Undefined for one that no zone has. */
export function accountOfVpc({ zones }: State, vpc: VPC): string | undefined {
  for (const zone of zones.values()) {
    const found = zone.vpcs.find(other => sameVpc(other, vpc));
    if (found) {
      return found.accountId;
    }
  }
  return undefined;
}

/**
 * A VPC sees one private zone of a name (behaviour 5.2).
 *
 * @throws ServiceError ConflictingDomainExists
 */
export function checkSeesNoZoneNamed(name: string, { zones }: State, vpc: VPC): void {
  for (const zone of zones.values()) {
    if (zone.name === name && zone.vpcs.some(other => sameVpc(other, vpc))) {
      throw new ServiceError('ConflictingDomainExists', vpcHasZone(vpc, zone.id));
    }
  }
}
