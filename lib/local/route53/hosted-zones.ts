/** Hosted zones (behaviour 5.2). */
import type { HostedZone as ApiHostedZone, VPC } from '@aws-sdk/client-route-53';
import { bareId, locationOf, pathId, tagged } from '../../rules/ids';
import { ACCEPTED_EXAMPLE, reservationOf, reservedText, type Reservation } from '../../rules/reserved-names';
import { compareNames, displayName, InvalidNameError, isInZone, normalizeName } from '../../rules/names';
import { isApexType } from '../../rules/record-types';
import { ServiceError } from '../aws/errors';
import type { HostedZone } from '../state';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import { newId } from './ids';
import { newNameServers, ownRecordSets } from './name-servers';
import type { Operations } from './operations';
import { byMarker, page } from './paging';
import { submit } from './publishing';
import { accountOfVpc, checkedVpc, checkSeesNoZoneNamed, vpcOf } from './vpcs';

/** Characters of a name without its last dot: the service stops two short of DNS (behaviour 5.2). */
const MAX_ZONE_NAME_LENGTH = 253;

export function hostedZoneOperations(
  context: AccountContext,
): Operations<
  | 'CreateHostedZone'
  | 'GetHostedZone'
  | 'DeleteHostedZone'
  | 'UpdateHostedZoneComment'
  | 'ListHostedZones'
  | 'ListHostedZonesByName'
  | 'GetHostedZoneCount'
> {
  const { store, own, random } = context;
  return {
    CreateHostedZone(input) {
      const name = zoneName(input.Name ?? '', input.VPC !== undefined, context);
      const reference = input.CallerReference ?? '';
      const comment = input.HostedZoneConfig?.Comment || undefined;
      if (input.HostedZoneConfig?.PrivateZone && !input.VPC) {
        throw invalidInput('When you create a private hosted zone, you must specify a VPC');
      }
      const vpc = input.VPC && checkedVpc(input.VPC);
      if (vpc) {
        checkOwn(context, vpc);
        checkSeesNoZoneNamed(name, store.state, vpc);
      }
      const delegationSet = input.DelegationSetId === undefined ? undefined : own.delegationSet(input.DelegationSetId);
      checkRoom(context, reference, delegationSet?.id, name);
      const nameServers = input.VPC ? [] : (delegationSet?.nameServers ?? newNameServers(random));
      const zone: HostedZone = {
        id: newId('Z', store.state.zones, random),
        accountId: own.accountId,
        name,
        callerReference: reference,
        comment,
        vpcs: vpc ? [{ ...vpcOf(vpc), accountId: own.accountId }] : [],
        nameServers,
        delegationSetId: delegationSet?.id,
        recordSets: ownRecordSets(name, nameServers),
        published: [],
      };
      const info = submit(context, state => ({
        state: { ...state, spentReferences: own.spend(state, 'hostedzone', reference, zone.id) },
        change: { zoneId: zone.id, zone },
      }));
      warnOfReserved(zone, context);
      return {
        HostedZone: describe(zone),
        ChangeInfo: info,
        DelegationSet: delegationSetOf(zone),
        VPC: input.VPC,
        Location: locationOf(pathId('hostedzone', zone.id)),
      };
    },

    GetHostedZone({ Id }) {
      const zone = own.zone(Id);
      const isPrivate = zone.vpcs.length > 0;
      return {
        HostedZone: describe(zone),
        DelegationSet: isPrivate ? undefined : delegationSetOf(zone),
        VPCs: isPrivate ? zone.vpcs.map(vpcOf) : undefined,
      };
    },

    DeleteHostedZone({ Id }) {
      const zone = own.zone(Id);
      if (zone.recordSets.some(set => !(set.Name === zone.name && isApexType(set.Type)))) {
        throw new ServiceError(
          'HostedZoneNotEmpty',
          'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.', // both spaces are the service's
        );
      }
      const info = submit(context, state => {
        const tags = new Map(state.tags);
        tags.delete(tagged('hostedzone', zone.id));
        const queryLoggingConfigs = new Map([...state.queryLoggingConfigs].filter(([, config]) => config.zoneId !== zone.id));
        return { state: { ...state, tags, queryLoggingConfigs }, change: { zoneId: zone.id, zone: undefined } };
      });
      return { ChangeInfo: info };
    },

    UpdateHostedZoneComment({ Id, Comment }) {
      const zone = { ...own.zone(Id), comment: Comment || undefined };
      store.update(state => ({ ...state, zones: new Map(state.zones).set(zone.id, zone) }));
      return { HostedZone: describe(zone) };
    },

    ListHostedZones({ Marker, MaxItems, DelegationSetId, HostedZoneType }) {
      const delegationSet = DelegationSetId === undefined ? undefined : own.delegationSet(DelegationSetId);
      const listed = own
        .zones()
        .filter(zone => delegationSet === undefined || zone.delegationSetId === delegationSet.id)
        .filter(zone => HostedZoneType === undefined || zone.vpcs.length > 0);
      const start = Marker === undefined ? undefined : (zone: HostedZone) => zone.id >= bareId(Marker);
      const found = page(listed, start, MaxItems);
      return { HostedZones: found.items.map(describe), ...byMarker(Marker, found) };
    },

    ListHostedZonesByName({ DNSName, HostedZoneId, MaxItems }) {
      if (HostedZoneId !== undefined && DNSName === undefined) {
        throw invalidInput('The hosted zone ID is given without a DNS name');
      }
      const name = DNSName === undefined ? undefined : parsedName(DNSName, 'InvalidDomainName');
      const listed = own.zones().sort((a, b) => compareNames(a.name, b.name)); // stable: zones of one name stay in the order of ids
      const isAtStart = (zone: HostedZone): boolean => {
        const order = compareNames(zone.name, name ?? '.');
        return order > 0 || (order === 0 && zone.id >= bareId(HostedZoneId));
      };
      const { items, next, maxItems } = page(listed, name === undefined ? undefined : isAtStart, MaxItems);
      return {
        HostedZones: items.map(describe),
        DNSName,
        HostedZoneId,
        IsTruncated: next !== undefined,
        NextDNSName: next?.name,
        NextHostedZoneId: next?.id,
        MaxItems: maxItems,
      };
    },

    GetHostedZoneCount: () => ({ HostedZoneCount: own.zones().length }),
  };
}

/** A zone as the API returns it. */
function describe(zone: HostedZone): ApiHostedZone {
  return {
    Id: pathId('hostedzone', zone.id),
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: { Comment: zone.comment, PrivateZone: zone.vpcs.length > 0 },
    ResourceRecordSetCount: zone.recordSets.length,
  };
}

function delegationSetOf(zone: HostedZone): { Id?: string; NameServers: string[] } | undefined {
  return zone.vpcs.length > 0
    ? undefined
    : { Id: zone.delegationSetId && pathId('delegationset', zone.delegationSetId), NameServers: [...zone.nameServers] };
}

function zoneName(text: string, isPrivate: boolean, context: AccountContext): string {
  const name = parsedName(text, 'InvalidDomainName');
  if (name.length - 1 > MAX_ZONE_NAME_LENGTH) {
    throw new ServiceError('InvalidDomainName', `${text} is longer than ${MAX_ZONE_NAME_LENGTH} characters`);
  }
  checkReserved(text, reservationOf(name, isPrivate), context);
  return name;
}

/** `example.com` is taken, with a warning, because tests everywhere use it. */
function checkReserved(text: string, reservation: Reservation | undefined, { strictNames }: AccountContext): void {
  if (reservation !== undefined && (reservation !== 'example' || strictNames)) {
    throw new ServiceError('InvalidDomainName', reservedText(text));
  }
}

function warnOfReserved({ name, vpcs }: HostedZone, { log }: AccountContext): void {
  if (reservationOf(name, vpcs.length > 0) !== undefined) {
    log?.(
      `warning: AWS would refuse hosted zone ${displayName(name)}: it reserves example.com and all names below it; ` +
        `${ACCEPTED_EXAMPLE} is a name that it takes (--strict-names refuses such zones here, too)`,
    );
  }
}

function parsedName(text: string, code: string): string {
  try {
    return normalizeName(text);
  } catch (error) {
    if (error instanceof InvalidNameError) {
      throw new ServiceError(code, `${text} is not a valid domain name: ${error.message}`);
    }
    throw error;
  }
}

/** @throws ServiceError InvalidVPCId for a VPC of another account */
function checkOwn({ store, own }: AccountContext, vpc: VPC): void {
  const owner = accountOfVpc(store.state, vpc);
  if (owner !== undefined && owner !== own.accountId) {
    const { VPCId, VPCRegion } = vpc;
    throw new ServiceError(
      'InvalidVPCId',
      `The VPC ${VPCId} in region ${VPCRegion} that you provided is not authorized to make the association.`,
    );
  }
}

/** Whether the account, and the delegation set if one is asked for, have room for one more zone. */
function checkRoom({ own, quotas }: AccountContext, reference: string, delegationSetId: string | undefined, name: string): void {
  if (own.madeBy('hostedzone', reference) !== undefined) {
    throw new ServiceError(
      'HostedZoneAlreadyExists',
      'A hosted zone has already been created with the specified caller reference.',
      {
        status: 409,
      },
    );
  }
  const zones = own.zones();
  if (zones.length >= quotas.hostedZones) {
    throw new ServiceError(
      'TooManyHostedZones',
      `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more than ${quotas.hostedZones} hosted zones.`,
    );
  }
  if (delegationSetId === undefined) {
    return;
  }
  const sharing = zones.filter(zone => zone.delegationSetId === delegationSetId);
  if (sharing.some(zone => isInZone(zone.name, name) || isInZone(name, zone.name))) {
    throw new ServiceError(
      'ConflictingDomainExists',
      `${name} is, contains or lies in the name of a hosted zone that has the same delegation set ${delegationSetId}`,
    );
  }
  if (sharing.length >= quotas.zonesPerDelegationSet) {
    throw new ServiceError(
      'TooManyHostedZones',
      `The delegation set ${delegationSetId} has ${sharing.length} hosted zones, the most it may have`,
    );
  }
}
