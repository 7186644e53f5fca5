/** How much of each limit the declared resources use, the fullest first (behaviour 1.7, 2.1, 4.1, 5.3, 7.2, 7.5, 8.1, 8.2). */
import { charactersIn, valuesIn } from '../rules/changes/size-faults';
import { APEX_TYPES } from '../rules/record-types';
import { groupLimit } from '../rules/record-set';
import {
  ACCOUNT_QUOTAS,
  MAX_CHILD_HEALTH_CHECKS,
  MAX_HEALTH_CHECKS_CREATED_PER_DAY,
  MAX_STORED_TEMPLATE_BYTES,
  MAX_TAGS,
  MAX_TEMPLATE_MEMBERS,
  MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH,
  MAX_VALUES_PER_CHANGE_BATCH,
  MAX_VALUES_PER_RECORD_SET,
} from '../rules/limits';
import { displayName } from '../rules/names';
import { locationKey, type Declared, type DeclaredBatch, type DeclaredRecordSet } from './declared';
import type { DeclaredName } from './names';

export interface QuotaUse {
  readonly quota: string;
  /** What it is counted for: a name, a zone, a stack, a batch, the account. */
  readonly of: string;
  readonly used: number;
  readonly limit: number;
  /** Whether AWS raises it on request. */
  readonly raisable: boolean;
}

/** Each use above zero, fullest first. What is there already, in the account and in zones, comes on top: `preflight` counts it. */
export function quotasUsed(declared: Declared, names: readonly DeclaredName[]): QuotaUse[] {
  return [
    ...names.flatMap(nameQuotas),
    ...zoneQuotas(declared),
    ...accountQuotas(declared),
    ...declared.healthChecks.flatMap(check => [
      use('children of a calculated health check', check.name, check.children.length, MAX_CHILD_HEALTH_CHECKS),
      use('tags of a health check', check.name, check.tagCount, MAX_TAGS),
    ]),
    ...declared.batches.flatMap(batchQuotas),
    ...stackQuotas(declared),
  ]
    .filter(({ used }) => used > 0)
    .sort((a, b) => b.used / b.limit - a.used / a.limit);
}

export const valueCount = ({ set }: DeclaredRecordSet): number => valuesIn(set);
export const valueCharacters = ({ set }: DeclaredRecordSet): number => charactersIn(set);

export const total = <T>(list: readonly T[], count: (item: T) => number): number =>
  list.reduce((sum, item) => sum + count(item), 0);

const use = (quota: string, of: string, used: number, limit: number, raisable = false): QuotaUse => ({
  quota,
  of,
  used,
  limit,
  raisable,
});

function nameQuotas({ name, type, policy, members }: DeclaredName): QuotaUse[] {
  const of = `${displayName(name)} ${type}`;
  const grouped = policy !== 'simple' && policy !== 'failover'; // those are full by definition
  const fullest = Math.max(...members.map(({ recordSet }) => valueCount(recordSet)));
  return [
    ...(grouped ? [use('record sets of one name and type', of, members.length, groupLimit(policy))] : []),
    use('values of one record set', of, fullest, MAX_VALUES_PER_RECORD_SET),
  ];
}

function zoneQuotas(declared: Declared): QuotaUse[] {
  const counts = new Map(declared.zones.map(zone => [zoneLabel(declared, zone.key), APEX_TYPES.length]));
  for (const { zone } of declared.batches.flatMap(batch => batch.recordSets)) {
    const shown = zoneLabel(declared, zone.key);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return [...counts].map(([zone, count]) => use('records of a zone', zone, count, ACCOUNT_QUOTAS.recordSetsPerZone, true));
}

/** A zone as a person knows it: its name, when the app declares it or names it, else its id. */
export function zoneLabel(declared: Declared, key: string): string {
  const zone = declared.zones.find(declaredZone => declaredZone.key === key);
  return displayName(zone?.name ?? key);
}

function accountQuotas({ zones, healthChecks }: Declared): QuotaUse[] {
  return [
    use('hosted zones', 'account', zones.length, ACCOUNT_QUOTAS.hostedZones, true),
    use('health checks', 'account', healthChecks.length, ACCOUNT_QUOTAS.healthChecks, true),
    use('CreateHealthCheck calls in 24 hours', 'account', healthChecks.length, MAX_HEALTH_CHECKS_CREATED_PER_DAY),
  ];
}

function batchQuotas({ location, recordSets }: DeclaredBatch): QuotaUse[] {
  return [
    use('values of a change batch', locationKey(location), total(recordSets, valueCount), MAX_VALUES_PER_CHANGE_BATCH),
    use(
      'characters of a change batch',
      locationKey(location),
      total(recordSets, valueCharacters),
      MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH,
    ),
  ];
}

function stackQuotas({ stacks }: Declared): QuotaUse[] {
  return stacks.flatMap(stack => [
    use('resources of a stack', stack.name, stack.resources, MAX_TEMPLATE_MEMBERS.Resources),
    use('parameters of a stack', stack.name, stack.parameters, MAX_TEMPLATE_MEMBERS.Parameters),
    use('outputs of a stack', stack.name, stack.outputs, MAX_TEMPLATE_MEMBERS.Outputs),
    use('bytes of a template', stack.name, stack.templateBytes, MAX_STORED_TEMPLATE_BYTES),
  ]);
}
