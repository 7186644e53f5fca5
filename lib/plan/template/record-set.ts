import { isAddressType } from '../../rules/record-types';
import type { ResourceRecordSet } from '../../rules/record-set';
import type { DeclaredRecordSet } from '../declared';
import { shownValue } from '../spelling';
import { isValueObject, type Value, type ValueObject } from '../../template/value';
import { flag, list, number, object, stringOf } from './values';
import { declaredName } from './zone';

/** The properties of `AWS::Route53::RecordSet` in the API's shape: `TTL` a number, values in objects, the name as Route 53 stores it. */
export function readRecordSet(raw: ValueObject): DeclaredRecordSet['set'] {
  const set: DeclaredRecordSet['set'] = {
    Name: declaredName(stringOf(raw.Name) ?? ''),
    Type: stringOf(raw.Type) ?? '',
    SetIdentifier: stringOf(raw.SetIdentifier),
    Weight: number(raw.Weight),
    Region: stringOf(raw.Region),
    GeoLocation: isValueObject(raw.GeoLocation) ? texts(raw.GeoLocation) : undefined,
    Failover: stringOf(raw.Failover),
    MultiValueAnswer: flag(raw.MultiValueAnswer),
    TTL: number(raw.TTL),
    ResourceRecords: valuesOf(raw),
    AliasTarget: isValueObject(raw.AliasTarget) ? aliasTarget(raw.AliasTarget) : undefined,
    HealthCheckId: stringOf(raw.HealthCheckId),
    CidrRoutingConfig: isValueObject(raw.CidrRoutingConfig)
      ? {
          CollectionId: stringOf(raw.CidrRoutingConfig.CollectionId) ?? '',
          LocationName: stringOf(raw.CidrRoutingConfig.LocationName) ?? '',
        }
      : undefined,
    GeoProximityLocation: geoProximity(raw.GeoProximityLocation),
  };
  return Object.fromEntries(
    Object.entries(set).filter(([, value]) => value !== undefined),
  ) as unknown as DeclaredRecordSet['set'];
}

function valuesOf(raw: ValueObject): ResourceRecordSet['ResourceRecords'] {
  if (raw.ResourceRecords === undefined) return undefined;
  const given = Array.isArray(raw.ResourceRecords) ? list(raw.ResourceRecords) : [raw.ResourceRecords];
  const type = stringOf(raw.Type) ?? '';
  // Addresses are looked for in health checks. All else stays as it is written, as its characters are counted.
  const read = (text: string): string => (isAddressType(type) ? shownValue(type, text) : text);
  return given.map(value => ({ Value: read(stringOf(value) ?? '') }));
}

function aliasTarget(raw: ValueObject): ResourceRecordSet['AliasTarget'] {
  return {
    HostedZoneId: stringOf(raw.HostedZoneId) ?? '',
    DNSName: declaredName(stringOf(raw.DNSName) ?? ''),
    EvaluateTargetHealth: flag(raw.EvaluateTargetHealth) ?? false, // optional in CloudFormation (behaviour 3.2)
  };
}

function geoProximity(raw: Value | undefined): ResourceRecordSet['GeoProximityLocation'] {
  if (!isValueObject(raw)) return undefined;
  const { Latitude, Longitude } = texts(object(raw.Coordinates));
  return {
    ...(raw.AWSRegion !== undefined && { AWSRegion: stringOf(raw.AWSRegion) }),
    ...(raw.LocalZoneGroup !== undefined && { LocalZoneGroup: stringOf(raw.LocalZoneGroup) }),
    ...(isValueObject(raw.Coordinates) && { Coordinates: { Latitude, Longitude } }),
    ...(raw.Bias !== undefined && { Bias: number(raw.Bias) }),
  };
}

const texts = (raw: ValueObject): Record<string, string> =>
  Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, stringOf(value) ?? '']));
