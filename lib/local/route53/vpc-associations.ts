/** Which VPCs see a private hosted zone, and which VPCs of other accounts may (API reference). */
import type { VPC } from '@aws-sdk/client-route-53';
import { bareId } from '../../rules/ids';
import { outside, validationErrors } from '../../rules/api/words';
import { MAX_COMMENT_LENGTH } from '../../rules/limits';
import { userArn } from '../aws/accounts';
import { ServiceError } from '../aws/errors';
import type { HostedZone } from '../state';
import type { AccountContext } from './context';
import { invalidInput, noSuchHostedZone } from './errors';
import type { Operations } from './operations';
import { pageByToken } from './paging';
import { submit } from './publishing';
import { accountOfVpc, checkedVpc, checkSeesNoZoneNamed, sameVpc, vpcOf } from './vpcs';

/** Authorizations of one zone (quotas). */
const MAX_AUTHORIZATIONS = 1000;
const MAX_AUTHORIZATIONS_LISTED = 50;

export function vpcAssociationOperations(
  context: AccountContext,
): Operations<
  | 'AssociateVPCWithHostedZone'
  | 'DisassociateVPCFromHostedZone'
  | 'ListHostedZonesByVPC'
  | 'CreateVPCAssociationAuthorization'
  | 'ListVPCAssociationAuthorizations'
  | 'DeleteVPCAssociationAuthorization'
> {
  const { store, own, quotas } = context;
  const keep = (zone: HostedZone): void => {
    store.update(state => ({ ...state, zones: new Map(state.zones).set(zone.id, zone) }));
  };
  /** A zone of any account: whose VPC it is may have to do with it, too. */
  const anyZone = (id: string | undefined): HostedZone => {
    const zone = store.state.zones.get(bareId(id));
    if (!zone) {
      throw noSuchHostedZone(bareId(id));
    }
    return zone;
  };
  const ownPrivateZone = (id: string | undefined): HostedZone => {
    const zone = own.zone(id);
    if (zone.vpcs.length === 0) {
      throw invalidInput(`The hosted zone ${zone.id} is public; only private ones are associated with VPCs`);
    }
    return zone;
  };
  return {
    AssociateVPCWithHostedZone({ HostedZoneId, VPC: asked, Comment }) {
      const vpc = checkedVpc(asked);
      const zone = anyZone(HostedZoneId);
      checkAllowed(context, zone, vpc);
      if (zone.vpcs.length === 0) {
        throw new ServiceError(
          'PublicZoneVPCAssociation',
          `Attempting to associate public zone: ${zone.id} with vpc: ${vpc.VPCId}`,
        );
      }
      checkSeesNoZoneNamed(zone.name, store.state, vpc);
      if (zone.vpcs.length >= quotas.vpcsPerZone) {
        throw new ServiceError('LimitsExceeded', `Limits Exceeded: MAX_VPCS_ASSOCIATED_BY_ZONE - ${quotas.vpcsPerZone}`);
      }
      const vpcs = [...zone.vpcs, { ...vpcOf(vpc), accountId: own.accountId }];
      return { ChangeInfo: changed(context, { ...zone, vpcs }, Comment) };
    },

    DisassociateVPCFromHostedZone({ HostedZoneId, VPC: asked, Comment }) {
      const vpc = checkedVpc(asked);
      const zone = anyZone(HostedZoneId);
      const associated = zone.vpcs.find(other => sameVpc(other, vpc));
      if (associated?.accountId !== own.accountId) {
        own.zone(HostedZoneId); // whose the zone is may as well
      }
      if (!associated) {
        throw new ServiceError(
          'VPCAssociationNotFound',
          `The VPC ${vpc.VPCId} in region ${vpc.VPCRegion} is not associated with the hosted zone ${zone.id}.`,
          { status: 404 },
        );
      }
      if (zone.vpcs.length === 1) {
        throw new ServiceError(
          'LastVPCAssociation',
          `The VPC ${vpc.VPCId} in region ${vpc.VPCRegion} is the last one associated with the hosted zone ${zone.id}.`,
        );
      }
      return { ChangeInfo: changed(context, { ...zone, vpcs: zone.vpcs.filter(other => other !== associated) }, Comment) };
    },

    ListHostedZonesByVPC({ VPCId, VPCRegion, MaxItems, NextToken }) {
      const vpc = checkedVpc({ VPCId, VPCRegion });
      const owner = accountOfVpc(store.state, vpc);
      if (owner !== undefined && owner !== own.accountId) {
        throw own.accessDenied();
      }
      const seen = [...store.state.zones.values()].filter(zone => zone.vpcs.some(other => sameVpc(other, vpc)));
      const { items, next, maxItems } = pageByToken(seen, NextToken, MaxItems);
      return {
        HostedZoneSummaries: items.map(({ id, name, accountId }) => ({
          HostedZoneId: id,
          Name: name,
          Owner: { OwningAccount: accountId },
        })),
        MaxItems: maxItems,
        NextToken: next,
      };
    },

    CreateVPCAssociationAuthorization({ HostedZoneId, VPC: asked }) {
      const vpc = vpcOf(checkedVpc(asked));
      const zone = ownPrivateZone(HostedZoneId);
      const { authorizedVpcs = [] } = zone;
      if (!authorizedVpcs.some(other => sameVpc(other, vpc))) {
        if (authorizedVpcs.length >= MAX_AUTHORIZATIONS) {
          throw new ServiceError(
            'TooManyVPCAssociationAuthorizations',
            `The hosted zone ${zone.id} has ${MAX_AUTHORIZATIONS} authorizations, the most it may have`,
          );
        }
        keep({ ...zone, authorizedVpcs: [...authorizedVpcs, vpc] });
      }
      return { HostedZoneId: zone.id, VPC: vpc };
    },

    ListVPCAssociationAuthorizations({ HostedZoneId, MaxResults, NextToken }) {
      const { id, authorizedVpcs = [] } = ownPrivateZone(HostedZoneId);
      const listed = authorizedVpcs.map(vpc => ({ id: `${vpc.VPCRegion}/${vpc.VPCId}`, vpc }));
      const { items, next } = pageByToken(listed, NextToken, MaxResults ?? MAX_AUTHORIZATIONS_LISTED, MAX_AUTHORIZATIONS_LISTED);
      return { HostedZoneId: id, VPCs: items.map(({ vpc }) => vpc), NextToken: next };
    },

    DeleteVPCAssociationAuthorization({ HostedZoneId, VPC: asked }) {
      const vpc = checkedVpc(asked);
      const zone = own.zone(HostedZoneId);
      const { authorizedVpcs = [] } = zone;
      const left = authorizedVpcs.filter(other => !sameVpc(other, vpc));
      if (left.length === authorizedVpcs.length) {
        throw new ServiceError(
          'VPCAssociationAuthorizationNotFound',
          `The VPC ${vpc.VPCId} in region ${vpc.VPCRegion} is not authorized to be associated with the hosted zone ${zone.id}.`,
          { status: 404 },
        );
      }
      keep({ ...zone, authorizedVpcs: left });
      return {};
    },
  };
}

/**
 * Whose zone it is associates VPCs of its own; an account whose VPC was authorized associates that. A VPC is its account's from the first
 * association on; one that was only authorized so far counts as another account's.
 *
 * @throws ServiceError NotAuthorizedException
 */
function checkAllowed({ store, own }: AccountContext, zone: HostedZone, vpc: VPC): void {
  const owner = accountOfVpc(store.state, vpc);
  const authorized = (zone.authorizedVpcs ?? []).some(other => sameVpc(other, vpc));
  const refuse = (message: string): never => {
    throw new ServiceError('NotAuthorizedException', message, { status: 401 });
  };
  if (zone.accountId === own.accountId) {
    if (owner === undefined ? authorized : owner !== own.accountId) {
      refuse(`The VPC: ${vpc.VPCId} has not authorized to associate with your hosted zone.`);
    }
    return;
  }
  const onResource = `User: ${userArn(own.accountId)} is not authorized to perform: route53:AssociateVPCWithHostedZone on resource:`;
  if (!authorized) {
    refuse(`${onResource} arn:aws:route53:::hostedzone/${zone.id}`);
  }
  if (owner !== undefined && owner !== own.accountId) {
    refuse(`${onResource} arn:aws:ec2:${vpc.VPCRegion}:${own.accountId}:vpc/${vpc.VPCId}`);
  }
}

function changed(context: AccountContext, zone: HostedZone, comment: string | undefined): ReturnType<typeof submit> {
  const faults = outside(comment?.length, { min: 0, max: MAX_COMMENT_LENGTH }, 'comment', 'length', comment);
  if (faults.length > 0) {
    throw invalidInput(validationErrors(faults));
  }
  return submit(context, state => ({ state, change: { zoneId: zone.id, zone, comment } }));
}
