/** When two record sets are one and the same, and when they say the same. */
import { bareId } from './ids';
import { normalizeName } from './names';
import type { ResourceRecordSet } from './record-set';

/** What identifies a record set within its zone (behaviour 1.3), however its name is spelled. */
export function identity({ Name, Type, SetIdentifier = '' }: Pick<ResourceRecordSet, 'Name' | 'Type' | 'SetIdentifier'>): string {
  return [oneSpelling(Name), Type, SetIdentifier].join('\0');
}

/**
 * What a record set says, by property; undefined is what it says nothing of. To be deleted, a record set must be given as it is: the order of
 * values does not count then, their text does (unconfirmed, behaviour 5.3).
 *
 * @param valueText the text that values are compared by, where it is not their own
 */
export function contentsOf(
  set: Partial<ResourceRecordSet>,
  valueText: (value: string) => string = value => value,
): Readonly<Record<string, string | undefined>> {
  const { AliasTarget: alias, ResourceRecords: records } = set;
  return {
    TTL: text(set.TTL),
    Weight: text(set.Weight),
    Region: set.Region,
    Failover: set.Failover,
    HealthCheckId: set.HealthCheckId,
    TrafficPolicyInstanceId: set.TrafficPolicyInstanceId,
    MultiValueAnswer: text(set.MultiValueAnswer === true),
    GeoLocation: text(set.GeoLocation),
    GeoProximityLocation: text(set.GeoProximityLocation),
    CidrRoutingConfig: text(set.CidrRoutingConfig),
    'alias of': alias && oneSpelling(alias.DNSName),
    'alias zone': alias && bareId(alias.HostedZoneId),
    EvaluateTargetHealth: alias && text(alias.EvaluateTargetHealth),
    values: records
      ?.map(({ Value }) => valueText(Value))
      .sort()
      .join(', '),
  };
}

/** Whether both are the same record set and say the same. */
export function sameRecordSet(a: ResourceRecordSet, b: ResourceRecordSet): boolean {
  const [left, right] = [contentsOf(a), contentsOf(b)];
  return identity(a) === identity(b) && Object.keys(left).every(property => left[property] === right[property]);
}

type Value = string | number | boolean | object | undefined;

/** One text for equal values, whatever the order of their members. */
function text(value: Value): string | undefined {
  if (typeof value !== 'object') {
    return value === undefined ? undefined : String(value);
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined) as [string, Value][];
  return JSON.stringify(members.map(([key, member]) => [key, text(member)]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function oneSpelling(name: string): string {
  try {
    return normalizeName(name);
  } catch {
    return name; // whoever it is sent to says what is wrong with it
  }
}
