/** Whether two record sets are the same to Route 53, and in what they differ. */
import { sameName } from '../../rules/names';
import type { ResourceRecordSet } from '../../rules/record-set';
import { hasToken, type DeclaredRecordSet } from '../declared';
import { shownValue } from '../spelling';

type Set = Partial<ResourceRecordSet>;

const PLAIN_FIELDS = ['TTL', 'Weight', 'Region', 'Failover', 'HealthCheckId', 'TrafficPolicyInstanceId'] as const;
const OBJECT_FIELDS = ['GeoLocation', 'GeoProximityLocation', 'CidrRoutingConfig'] as const;

/** One line for each difference, `TTL 60, live 300`. What is known only at deployment is passed over. */
export function changedProperties(
  { set: declared, isFullyKnown }: Pick<DeclaredRecordSet, 'set' | 'isFullyKnown'>,
  live: Set,
): string[] {
  const differing = (what: string, a: Plain, b: Plain): string[] => (a === undefined && !isFullyKnown ? [] : compare(what, a, b));
  return [
    ...PLAIN_FIELDS.flatMap(field => differing(field, declared[field], live[field])),
    ...differing('MultiValueAnswer', declared.MultiValueAnswer === true, live.MultiValueAnswer === true),
    ...OBJECT_FIELDS.flatMap(field => differing(field, sortedJson(declared[field]), sortedJson(live[field]))),
    ...aliasDifferences(declared.AliasTarget, live.AliasTarget),
    ...differing('values', valuesText(declared.Type, declared), valuesText(declared.Type, live)),
  ];
}

type Plain = string | number | boolean | undefined;

function compare(what: string, declared: Plain, live: Plain): string[] {
  const [a, b] = [text(declared), text(live)];
  return a === b || hasToken(a) ? [] : [`${what} ${a}, live ${b}`];
}

const text = (value: Plain): string => (value === undefined ? 'none' : String(value));

const sortedJson = (value: object | undefined): string | undefined =>
  value && JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

function aliasDifferences(declared: Set['AliasTarget'], live: Set['AliasTarget']): string[] {
  if (!declared || !live)
    return declared === live ? [] : [`${declared ? 'an alias' : 'no alias'}, live ${live ? 'an alias' : 'none'}`];
  const sameTarget = hasToken(declared.DNSName) || sameName(declared.DNSName, live.DNSName);
  return [
    ...(sameTarget ? [] : [`alias of ${declared.DNSName}, live of ${live.DNSName}`]),
    ...compare('alias zone', declared.HostedZoneId, live.HostedZoneId),
    ...compare('EvaluateTargetHealth', declared.EvaluateTargetHealth, live.EvaluateTargetHealth),
  ];
}

/** Values in one spelling and order, which mean nothing to Route 53 (behaviour 5.3). */
function valuesText(type: string, { ResourceRecords }: Set): string | undefined {
  return (
    ResourceRecords &&
    ResourceRecords.map(({ Value }) => shownValue(type, Value))
      .sort()
      .join(', ')
  );
}
