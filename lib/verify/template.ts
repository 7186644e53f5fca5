/** The names that the templates of stacks give records to, and those that cannot be told. */
import { displayName, normalizeName } from '../rules/names';
import { evaluate } from '../template/intrinsics';
import { ofEach, type StackScope } from '../template/stacks';
import type { ResourceDefinition } from '../template/template';
import { isScalar, isUnknown, isValueList, isValueObject, type Unknown, type Value, type ValueObject } from '../template/value';
import type { VerifyTarget } from './targets';

/** A name that is not looked at. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
  /** When it is known. */
  readonly type?: string;
  /** Whether it is skipped because the templates leave it open. */
  readonly open: boolean;
}

export interface TemplateNames {
  /** Every name and type once. A zone that is not known is found by the name. */
  readonly targets: readonly VerifyTarget[];
  readonly skipped: readonly Skipped[];
}

/** Types that make a zone rather than a routed name. */
const OF_THE_ZONE = ['NS', 'SOA', 'DS'];

/** @throws TemplateError when a template asks for more than is done for any */
export function namesIn(scopes: readonly StackScope[]): TemplateNames {
  const found = ofEach(scopes, scope =>
    [...scope.template.resources].flatMap(([logicalId, resource]) =>
      recordSetsOf(`${scope.stack.name}.${logicalId}`, resource, scope).map(readRecordSet),
    ),
  ).flat();
  const targets = found.filter(one => 'zoneId' in one);
  return {
    targets: [...new Map(targets.map(target => [JSON.stringify(target), target])).values()],
    skipped: found.filter(one => 'why' in one),
  };
}

/** A record set, or what cannot be told of it, and the resource that holds it. */
interface Read {
  readonly resource: string;
  readonly set: ValueObject | Unknown;
}

function recordSetsOf(resource: string, { type, properties, condition }: ResourceDefinition, scope: StackScope): Read[] {
  const grouped = type === 'AWS::Route53::RecordSetGroup';
  if (!grouped && type !== 'AWS::Route53::RecordSet') {
    return [];
  }
  const isThere = condition === undefined ? true : scope.condition(condition);
  if (isUnknown(isThere)) {
    return [{ resource, set: isThere }];
  }
  const read = isThere ? evaluate(properties, scope) : undefined;
  if (!isValueObject(read)) {
    return [];
  }
  if (!grouped) {
    return [{ resource, set: read }];
  }
  const { RecordSets: sets, HostedZoneId } = read;
  const inherited: ValueObject = HostedZoneId === undefined ? {} : { HostedZoneId };
  const list: readonly Value[] = isValueList(sets) ? sets : isUnknown(sets) ? [sets] : [];
  return list.flatMap((set): Read[] =>
    isUnknown(set) ? [{ resource, set }] : isValueObject(set) ? [{ resource, set: { ...inherited, ...set } }] : [],
  );
}

function readRecordSet({ resource, set }: Read): VerifyTarget | Skipped {
  if (isUnknown(set)) {
    return { name: resource, why: `which record sets ${resource} has is not known: ${set.why}`, open: true };
  }
  const { Name, Type, HostedZoneId: zone } = set;
  const [name, type] = [Name, Type].map(value => (isScalar(value) || isUnknown(value) ? String(value) : undefined));
  if (name === undefined || type === undefined) {
    return { name: resource, why: `a record set of ${resource} has no ${name === undefined ? 'name' : 'type'}`, open: false };
  }
  const open = [Name, Type].filter(isUnknown);
  if (open.length > 0) {
    const subject = `${name} ${type} (${resource})`;
    const why = `${subject} is not known: ${[...new Set(open.map(unknown => unknown.why))].join('; ')}`;
    return { name: subject, why, type: isUnknown(Type) ? undefined : type, open: true };
  }
  const label = `${spelled(name)} ${type}`;
  return OF_THE_ZONE.includes(type)
    ? { name: label, why: `${label} is not verified: NS, SOA and DS records are not routed`, type, open: false }
    : { name, type, zoneId: typeof zone === 'string' ? zone : undefined };
}

function spelled(name: string): string {
  try {
    return displayName(normalizeName(name));
  } catch {
    return name;
  }
}
