/** Changes against the zone, one after the other: what must exist, what must not, what must match (behaviour 5.3, 6.1). */
import { identity, sameRecordSet } from '../same-record-set';
import { isInZone } from '../names';
import { isCloudFrontZone, serviceTargetFault, type TargetFault } from '../alias-targets';
import type { AliasTarget, ResourceRecordSet } from '../record-set';
import type { ChangedZone, RecordSetChange, BatchContext } from './batch';
import { bracketed, TARGET_OUTSIDE_ZONE } from './texts';

/** Record sets after the changes, in no order. */
export function applied(before: readonly ResourceRecordSet[], changes: readonly RecordSetChange[]): ResourceRecordSet[] {
  const sets = new Map(before.map(set => [identity(set), set]));
  changes.forEach(change => apply(sets, change));
  return [...sets.values()];
}

function apply(sets: Map<string, ResourceRecordSet>, { Action, ResourceRecordSet: set }: RecordSetChange): void {
  if (Action === 'DELETE') {
    sets.delete(identity(set));
  } else {
    sets.set(identity(set), set);
  }
}

/** Changes are normalized. */
export function existenceFaults(zone: ChangedZone, changes: readonly RecordSetChange[], around: BatchContext): string[] {
  const twice = changedTwice(changes);
  if (twice.length > 0) {
    return twice;
  }
  const sets = new Map(zone.recordSets.map(set => [identity(set), set]));
  const targets = new Set(zone.recordSets.map(targetKey));
  return changes.flatMap(change => {
    const { Action, ResourceRecordSet: set } = change;
    const current = sets.get(identity(set));
    const faults = existenceFault(Action, set, current) ?? aliasFaults(set, zone, targets, around, Action);
    apply(sets, change);
    if (Action !== 'DELETE') {
      targets.add(targetKey(set));
    }
    return faults;
  });
}

/** A set may be changed once, or deleted and then made anew, as the service itself does (behaviour 5.3). */
function changedTwice(changes: readonly RecordSetChange[]): string[] {
  const actions = new Map<string, string[]>();
  const faulty = new Set<string>();
  for (const { Action, ResourceRecordSet: set } of changes) {
    const before = actions.get(identity(set)) ?? [];
    actions.set(identity(set), [...before, Action]);
    if (before.length > 1 || (before.length === 1 && (before[0] !== 'DELETE' || Action === 'DELETE'))) {
      faulty.add(`The request contains an invalid set of changes for a resource record set '${set.Type} ${set.Name}'`);
    }
  }
  return [...faulty];
}

function existenceFault(action: string, set: ResourceRecordSet, current: ResourceRecordSet | undefined): string[] | undefined {
  if (action === 'CREATE' && current) {
    return [`Tried to create ${bracketed(set)} but it already exists`];
  }
  if (action === 'DELETE' && !current) {
    return [`Tried to delete ${bracketed(set)} but it was not found`];
  }
  if (action === 'DELETE' && current && !sameRecordSet(set, current)) {
    return [`Tried to delete ${bracketed(set)} but the values provided do not match the current values`];
  }
  return undefined;
}

/** An alias names its target by name and type, whatever the target's policy. */
function targetKey({ Name, Type }: { readonly Name: string; readonly Type: string }): string {
  return `${Type} ${Name}`;
}

function aliasFaults(
  { AliasTarget: alias, Type }: ResourceRecordSet,
  zone: ChangedZone,
  targets: ReadonlySet<string>,
  around: BatchContext,
  action: string,
): string[] {
  if (!alias || action === 'DELETE') {
    return [];
  }
  const tried = `Tried to create an alias that targets ${alias.DNSName}, type ${Type} in zone ${alias.HostedZoneId}, but`;
  switch (targetFault(alias, Type, zone, targets, around)) {
    case 'outside':
      return [`${tried} ${TARGET_OUTSIDE_ZONE}`];
    case 'not-found':
      return [`${tried} that target was not found`];
    case undefined:
      return [];
  }
}

/** A target is in the zone itself, or in one of an AWS service; of another zone of the account nothing can be a target (behaviour 3.2). */
function targetFault(
  { HostedZoneId: id, DNSName: name }: AliasTarget,
  Type: string,
  zone: ChangedZone,
  targets: ReadonlySet<string>,
  around: BatchContext,
): TargetFault | undefined {
  const zoneName = id === zone.id ? zone.name : around.zoneNameOf(id);
  if (zoneName === undefined) {
    return zone.isPrivate && isCloudFrontZone(id) ? 'not-found' : serviceTargetFault(id, name, Type);
  }
  if (!isInZone(name, zoneName)) {
    return 'outside';
  }
  return id === zone.id && targets.has(targetKey({ Name: name, Type })) ? undefined : 'not-found';
}
