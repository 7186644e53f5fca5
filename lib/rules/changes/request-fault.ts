/** Faults in the form of the request, which the service finds before it looks at the zone: `InvalidInput` (behaviour 5.1, 6.1). */
import { inputFault } from '../api/input-fault';
import { policiesOf, type ResourceRecordSet } from '../record-set';
import type { RecordSetChange } from './batch';

const POLICIES = '[Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]';
const CONTENTS = '[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';

/** The one message that the service makes of all of them, or undefined. */
export function requestFault(changes: readonly RecordSetChange[]): string | undefined {
  return inputFault('ChangeBatch', { Changes: changes }, 'changeBatch') ?? choiceFault(changes);
}

/** Exactly one policy with a set identifier, or neither; exactly one kind of content (behaviour 1.2, 1.3). */
function choiceFault(changes: readonly RecordSetChange[]): string | undefined {
  const faults = changes.flatMap(({ Action, ResourceRecordSet: set }) => {
    const { Name, Type, SetIdentifier = null } = set;
    const where = `in Change with [Action=${Action}, Name=${Name}, Type=${Type}, SetIdentifier=${SetIdentifier}]`; // the name as it was sent
    return [...policyFaults(set), ...contentFaults(set), ...locationFaults(set)].map(fault => `${fault} ${where}`);
  });
  return faults.length === 0 ? undefined : `Invalid request: ${faults.join(', ')}`;
}

function policyFaults(set: ResourceRecordSet): string[] {
  const policies = policiesOf(set);
  if (policies.length > 1) {
    return [`Expected exactly one of ${POLICIES}, but found more than one`];
  }
  const simple = policies[0] === 'simple';
  if (simple && set.SetIdentifier !== undefined) {
    return [`Expected exactly one of ${POLICIES}, but found none`];
  }
  return !simple && set.SetIdentifier === undefined ? ["Missing field 'SetIdentifier'"] : [];
}

function contentFaults({ AliasTarget, TTL: ttl, ResourceRecords = [], TrafficPolicyInstanceId }: ResourceRecordSet): string[] {
  const records = ttl !== undefined && ResourceRecords.length > 0 ? 'both' : undefined;
  const anyOfThem = ttl !== undefined || ResourceRecords.length > 0 ? 'either' : undefined;
  return exactlyOne(CONTENTS, [AliasTarget, AliasTarget ? anyOfThem : records, TrafficPolicyInstanceId]);
}

/** A place is said in one way. */
function locationFaults({ GeoLocation: geo, GeoProximityLocation: near }: ResourceRecordSet): string[] {
  return [
    ...(geo ? exactlyOne('[ContinentCode, or CountryCode] of GeoLocation', [geo.ContinentCode, geo.CountryCode]) : []),
    ...(near
      ? exactlyOne('[AWSRegion, LocalZoneGroup, or at least one of [Coordinates, or all of [Latitude, and Longitude]]]', [
          near.AWSRegion,
          near.LocalZoneGroup,
          near.Coordinates,
        ])
      : []),
  ];
}

function exactlyOne(what: string, values: readonly unknown[]): string[] {
  const found = values.filter(value => value !== undefined).length;
  return found === 1 ? [] : [`Expected exactly one of ${what}, but found ${found === 0 ? 'none' : 'more than one'}`];
}
