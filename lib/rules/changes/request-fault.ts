/** Faults in the form of the request, which the service finds before it looks at the zone: `InvalidInput` (facts 5.1, 6.1). */
import { MAX_VALUE_LENGTH, type Range, SET_IDENTIFIER_LENGTH, TTL, WEIGHT } from '../limits';
import { policiesOf, type ResourceRecordSet } from '../record-set';
import { RECORD_TYPES } from '../record-types';
import type { RecordSetChange } from '../changes';

const ACTIONS = ['CREATE', 'DELETE', 'UPSERT'];
const FAILOVERS = ['PRIMARY', 'SECONDARY'];
const POLICIES = '[Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]';
const CONTENTS = '[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
const BIAS: Range = { min: -99, max: 99 };
const HEALTH_CHECK_ID_LENGTH: Range = { min: 0, max: 64 };

/** The one message that the service makes of all of them, or undefined. */
export function requestFault(changes: readonly RecordSetChange[]): string | undefined {
  return enumerationFault(changes) ?? constraintFault(changes) ?? choiceFault(changes);
}

/** The XML schema's validator stops at the first. */
function enumerationFault(changes: readonly RecordSetChange[]): string | undefined {
  for (const { Action, ResourceRecordSet: set } of changes) {
    const checks: [string | undefined, readonly string[]][] = [
      [Action, ACTIONS],
      [set.Type, RECORD_TYPES],
      [set.Failover, FAILOVERS],
    ];
    const odd = checks.find(([value, allowed]) => value !== undefined && !allowed.includes(value));
    if (odd) {
      return `Invalid XML ; ${notInEnumeration(odd[0] ?? '', odd[1])}`;
    }
  }
  return undefined;
}

/** The words of the XML schema's validator. */
export function notInEnumeration(value: string, allowed: readonly (string | number)[]): string {
  return (
    `cvc-enumeration-valid: Value '${value}' is not facet-valid with respect to enumeration '[${allowed.join(', ')}]'. ` +
    'It must be a value from the enumeration.'
  );
}

/** The generic validator lists all. */
function constraintFault(changes: readonly RecordSetChange[]): string | undefined {
  const faults = changes.flatMap(({ ResourceRecordSet: set }, i) => {
    const at = `changeBatch.changes.${i + 1}.member.resourceRecordSet`;
    return [
      ...outside(set.SetIdentifier?.length, SET_IDENTIFIER_LENGTH, `${at}.setIdentifier`, 'length', set.SetIdentifier),
      ...outside(set.HealthCheckId?.length, HEALTH_CHECK_ID_LENGTH, `${at}.healthCheckId`, 'length', set.HealthCheckId),
      ...outside(set.Weight, WEIGHT, `${at}.weight`, 'value'),
      ...outside(set.TTL, TTL, `${at}.ttl`, 'value'),
      ...outside(set.GeoProximityLocation?.Bias, BIAS, `${at}.geoProximityLocation.bias`, 'value'),
      ...(set.ResourceRecords ?? []).flatMap(({ Value: v }, n) =>
        outside(v.length, { min: 0, max: MAX_VALUE_LENGTH }, `${at}.resourceRecords.${n + 1}.member.value`, 'length', v),
      ),
    ];
  });
  if (changes.length === 0) {
    faults.push(
      "Value '[]' at 'changeBatch.changes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  return faults.length === 0 ? undefined : validationErrors(faults);
}

/** The sentence of the generic validator. */
export function validationErrors(faults: readonly string[]): string {
  return `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`;
}

/** The generic validator's complaint when a number lies outside its range. */
export function outside(
  n: number | undefined,
  range: Range,
  path: string,
  what: 'value' | 'length',
  shown: string | number | undefined = n,
): string[] {
  if (n === undefined || (n >= range.min && n <= range.max)) {
    return [];
  }
  const bound = n < range.min ? `greater than or equal to ${range.min}` : `less than or equal to ${range.max}`;
  return [`Value '${shown}' at '${path}' failed to satisfy constraint: Member must have ${what} ${bound}`];
}

/** Exactly one policy with a set identifier, or neither; exactly one kind of content (facts 1.2, 1.3). */
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
