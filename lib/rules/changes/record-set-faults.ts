/** What is wrong with one record set, whatever else the zone holds (behaviour 1, 2, 6.1). */
import { isCloudFrontZone } from '../alias-targets';
import { MAX_VALUES_PER_RECORD_SET } from '../limits';
import { InvalidNameError, isInZone, isWildcard, normalizeName } from '../names';
import { isLocalZoneGroup, isLocation, locationText } from '../geo-codes';
import { policyOf, type ResourceRecordSet } from '../record-set';
import { type RecordType, recordTypeRule } from '../record-types';
import { canonicalValue, InvalidValueError } from '../record-values';
import { REGION_NAMES } from '../routing/regions';
import type { ChangedZone, RecordSetChange } from './batch';
import { NO_CHECK_ON_SIMPLE, PRIMARY_ALIAS_NEEDS_HEALTH, PRIMARY_NEEDS_CHECK, rrset } from './texts';

export function recordSetFaults({ Action, ResourceRecordSet: asSent }: RecordSetChange, zone: ChangedZone): string[] {
  const names = [asSent.Name, ...(asSent.AliasTarget ? [asSent.AliasTarget.DNSName] : [])].flatMap(nameFaults);
  if (names.length > 0) {
    return names;
  }
  const set = { ...asSent, Name: normalizeName(asSent.Name) };
  if (!isInZone(set.Name, zone.name)) {
    return [`RRSet with DNS name ${set.Name} is not permitted in zone ${zone.name}`];
  }
  return Action === 'DELETE'
    ? []
    : [...typeFaults(set, zone), ...aliasFaults(set), ...policyFaults(set), ...placeFaults(set, zone), ...valueFaults(set)];
}

function nameFaults(name: string): string[] {
  if (name === '') {
    return ["FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"];
  }
  try {
    normalizeName(name);
    return [];
  } catch (error) {
    if (error instanceof InvalidNameError) {
      return [problem(error)];
    }
    throw error;
  }
}

/** The service shows what is not ASCII as a question mark. */
function problem(error: InvalidNameError | InvalidValueError): string {
  const { code, reason, offender } = error;
  const severity = error instanceof InvalidValueError ? error.severity : 'FATAL';
  return `${severity} problem: ${code} (${reason}) encountered with '${offender.replace(/[^\0-\x7f]/gu, '?')}'`;
}

function typeFaults(set: ResourceRecordSet, zone: ChangedZone): string[] {
  const type = set.Type as RecordType;
  const policy = policyOf(set);
  const { notMultivalue, otherPolicies, alias } = recordTypeRule(type);
  const supported = policy === 'simple' || (policy === 'multivalue' ? notMultivalue === undefined : otherPolicies);
  const atApex = set.Name === zone.name;
  return [
    ...(supported ? [] : [`${rrset(set)} cannot be created because this type of RRSet is not supported.`]),
    ...(alias || !set.AliasTarget ? [] : [`${rrset(set)} contains an alias target, but aliases of that type are forbidden`]),
    ...(type === 'CNAME' && atApex
      ? [`RRSet of type CNAME with DNS name ${set.Name} is not permitted at apex in zone ${zone.name}`]
      : []),
    ...(type === 'NS' && isWildcard(set.Name) ? ['Changing wildcard NS record sets are not supported. No changes made.'] : []),
    ...(type === 'SOA' && !atApex
      ? [`RRSet of type ${type} with DNS name ${set.Name} is not permitted in zone ${zone.name}`]
      : []),
  ];
}

/** A distribution has no health that Route 53 could see (API reference, AliasTarget). */
function aliasFaults(set: ResourceRecordSet): string[] {
  const alias = set.AliasTarget;
  return alias?.EvaluateTargetHealth && isCloudFrontZone(alias.HostedZoneId)
    ? [`${rrset(set)} cannot be created because EvaluateTargetHealth cannot be true for an alias of a CloudFront distribution.`]
    : [];
}

/** Regions and places that there are not (behaviour 3.5). */
function placeFaults(set: ResourceRecordSet, zone: ChangedZone): string[] {
  const { Region: region, GeoLocation: geo, GeoProximityLocation: near, CidrRoutingConfig: cidr } = set;
  const nowhere = (what: string): string => `Cannot find ${what}. No changes made.`;
  return [
    ...(region !== undefined && !REGION_NAMES.includes(region) ? [nowhere(`region '${region}'`)] : []),
    ...(geo && !isLocation(geo) ? [nowhere(`location: '${locationText(geo)}'`)] : []),
    ...(near?.AWSRegion !== undefined && !REGION_NAMES.includes(near.AWSRegion)
      ? [nowhere(`GeoProximityLocation with AWSRegion = ${near.AWSRegion}`)]
      : []),
    ...(near?.LocalZoneGroup !== undefined && !isLocalZoneGroup(near.LocalZoneGroup)
      ? [nowhere(`GeoProximityLocation with LocalZoneGroup = ${near.LocalZoneGroup}`)]
      : []),
    ...(cidr && zone.isPrivate
      ? [`${rrset(set)} cannot be created because CIDR RRSet is not supported with private hosted zone.`]
      : []),
  ];
}

function policyFaults(set: ResourceRecordSet): string[] {
  const policy = policyOf(set);
  const { AliasTarget: alias, HealthCheckId: check } = set;
  switch (policy) {
    case 'simple':
      return check === undefined ? [] : [`${NO_CHECK_ON_SIMPLE}. No changes made.`];
    case 'multivalue':
      return [
        ...(alias ? ['Multivalue answer rrset should not be an alias rrset. No changes made.'] : []),
        ...((set.ResourceRecords?.length ?? 0) > 1
          ? [`Each Multivalue answer rrset must have exactly one resource record. No changes made.`]
          : []),
      ];
    case 'failover':
      return set.Failover === 'PRIMARY' && check === undefined ? primaryFaults(set) : [];
    default:
      return [];
  }
}

/** A primary that is never unhealthy would never give way (behaviour 2.2). */
function primaryFaults(set: ResourceRecordSet): string[] {
  if (!set.AliasTarget) {
    return [`${PRIMARY_NEEDS_CHECK}. No changes made.`];
  }
  return set.AliasTarget.EvaluateTargetHealth ? [] : [`${rrset(set)} ${PRIMARY_ALIAS_NEEDS_HEALTH}.`];
}

function valueFaults({ Type, ResourceRecords = [] }: ResourceRecordSet): string[] {
  const type = Type as RecordType;
  const seen = new Set<string>();
  const faults = ResourceRecords.flatMap(({ Value: value }) => {
    try {
      const canonical = canonicalValue(type, value);
      const twice = seen.has(canonical);
      seen.add(canonical);
      return twice ? [`Duplicate Resource Record: '${value}'`] : [];
    } catch (error) {
      if (error instanceof InvalidValueError) {
        return [error.code === 'UnsupportedSvcPriority' ? error.reason : `Invalid Resource Record: '${problem(error)}'`];
      }
      throw error;
    }
  });
  return [
    ...(ResourceRecords.length > MAX_VALUES_PER_RECORD_SET
      ? [`Cannot have more than ${MAX_VALUES_PER_RECORD_SET} records in a RRSet.`]
      : []),
    ...(ResourceRecords.length > 1 && recordTypeRule(type).singleValue
      ? [`A ${type} RRSet must have exactly one resource record.`]
      : []),
    ...faults,
  ];
}
