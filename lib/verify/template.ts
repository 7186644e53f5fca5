/** The names that a CloudFormation template gives records to. */
import type { Target } from './targets';

type Json = Record<string, unknown>;

/** The physical id of a resource of the stack, or the value of a parameter; undefined when it is not known. */
export type ResolveRef = (logicalId: string) => string | undefined;

/** Types that make a zone rather than a routed name. */
const PASSED_OVER = ['NS', 'SOA', 'DS'];

/** Every name and type once. A name that only CloudFormation knows is left out; a zone that is not known is found by the name. */
export function targetsOf(template: unknown, resolveRef: ResolveRef): Target[] {
  const resources = Object.values(asObject(asObject(template).Resources)).map(asObject);
  const records = resources.flatMap(({ Type, Properties }) => {
    const properties = asObject(Properties);
    if (Type === 'AWS::Route53::RecordSet') {
      return [properties];
    }
    if (Type === 'AWS::Route53::RecordSetGroup' && Array.isArray(properties.RecordSets)) {
      const { HostedZoneId } = properties;
      return properties.RecordSets.map(record => ({ HostedZoneId, ...asObject(record) }));
    }
    return [];
  });
  const targets = records.flatMap((record): Target[] => {
    const name = textOf(record.Name, resolveRef);
    const type = textOf(record.Type, resolveRef);
    return name === undefined || type === undefined || PASSED_OVER.includes(type)
      ? []
      : [{ name, type, zoneId: textOf(record.HostedZoneId, resolveRef) }];
  });
  return [...new Map(targets.map(target => [JSON.stringify(target), target])).values()];
}

/** A value that CloudFormation would put there, as far as it can be told. */
function textOf(value: unknown, resolveRef: ResolveRef): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const { Ref: ref, 'Fn::Join': join } = asObject(value);
  if (typeof ref === 'string') {
    return resolveRef(ref);
  }
  if (Array.isArray(join) && Array.isArray(join[1])) {
    const parts = join[1].map(part => textOf(part, resolveRef));
    return parts.includes(undefined) ? undefined : parts.join(String(join[0]));
  }
  return undefined;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
