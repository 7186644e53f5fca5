/** The record sets of an app by the name they answer: one entry for each zone, name and type, which is what a question asks for. */
import { groupBy } from '../rules/group-by';
import { policyOf, type RoutingPolicy } from '../rules/record-set';
import type { Declared, DeclaredHealthCheck, DeclaredRecordSet, ZoneReference } from './declared';

export interface DeclaredName {
  readonly zone: ZoneReference;
  readonly name: string;
  readonly type: string;
  readonly policy: RoutingPolicy;
  readonly members: readonly DeclaredMember[];
}

/** One record set of the name, with what watches over it. */
export interface DeclaredMember {
  readonly recordSet: DeclaredRecordSet;
  /** The check, when this app declares it. */
  readonly healthCheck?: DeclaredHealthCheck;
  /** The name that an alias leads to, when this app declares it. */
  readonly target?: DeclaredName;
}

const keyOf = (zone: string, name: string, type: string): string => [zone, name, type].join(' ');

export function namesOf(declared: Declared): DeclaredName[] {
  const checks = new Map(declared.healthChecks.map(check => [check.key, check]));
  const groups = groupBy(
    declared.batches.flatMap(batch => batch.recordSets),
    ({ zone, set }) => keyOf(zone.key, set.Name, set.Type),
  );
  const names = new Map<string, DeclaredName>();
  for (const [key, recordSets] of groups) {
    const [{ zone, set }] = recordSets;
    names.set(key, {
      zone,
      name: set.Name,
      type: set.Type,
      policy: policyOf(set),
      members: recordSets.map(recordSet => ({
        recordSet,
        ...(recordSet.healthCheck !== undefined && { healthCheck: checks.get(recordSet.healthCheck) }),
        get target(): DeclaredName | undefined {
          const alias = recordSet.set.AliasTarget; // a target may come later in the list, so it is looked up when asked for
          return alias && names.get(keyOf(zone.key, alias.DNSName, set.Type));
        },
      })),
    });
  }
  return [...names.values()];
}
