/**
 * A zone's record sets, arranged for questions: by name, then by type, with the names that exist only because others lie below
 * them (behaviour 9, empty non-terminals).
 */
import { groupBy } from '../group-by';
import { isInZone, normalizeName } from '../names';
import { policyOf, type ResourceRecordSet, type RoutingPolicy } from '../record-set';

/** All record sets of one name and type. They have one policy (behaviour 1.6). */
export interface RecordGroup {
  readonly name: string;
  readonly type: string;
  readonly policy: RoutingPolicy;
  readonly sets: readonly ResourceRecordSet[];
}

/** A name that exists. It has no groups when it is an empty non-terminal. */
export interface ZoneNode {
  readonly name: string;
  readonly groups: ReadonlyMap<string, RecordGroup>;
}

export interface ZoneIndex {
  readonly id: string;
  /** Normalized. */
  readonly name: string;
  /** By normalized name. */
  readonly nodes: ReadonlyMap<string, ZoneNode>;
  /** Names below the apex that have NS records: what lies at or under them is delegated. */
  readonly cuts: ReadonlySet<string>;
}

/** `id` is bare. */
export function indexZone(zone: {
  readonly id: string;
  readonly name: string;
  readonly recordSets: readonly ResourceRecordSet[];
}): ZoneIndex {
  const apex = normalizeName(zone.name);
  const sets = new Map<string, readonly ResourceRecordSet[]>([[apex, []]]);
  for (const [spelling, ofName] of groupBy(zone.recordSets, set => set.Name)) {
    const name = normalizeName(spelling);
    sets.set(name, [...(sets.get(name) ?? []), ...ofName]);
    for (let above = parentName(name); !sets.has(above) && isInZone(above, apex); above = parentName(above)) {
      sets.set(above, []); // it exists because something lies below it
    }
  }
  const inZone = [...sets].filter(([name]) => isInZone(name, apex));
  const nodes = new Map(inZone.map(([name, ofName]) => [name, { name, groups: groupsOf(name, ofName) }]));
  const cuts = new Set([...nodes.values()].filter(n => n.name !== apex && n.groups.has('NS')).map(n => n.name));
  return { id: zone.id, name: apex, nodes, cuts };
}

function groupsOf(name: string, sets: readonly ResourceRecordSet[]): Map<string, RecordGroup> {
  const byType = groupBy(sets, set => set.Type);
  return new Map([...byType].map(([type, group]) => [type, { name, type, policy: policyOf(group[0]), sets: group }]));
}

/** The name without its first label; the root above all. Normalized names: no dot is inside a label. */
export function parentName(name: string): string {
  const dot = name.indexOf('.');
  return (dot < 0 ? '' : name.slice(dot + 1)) || '.';
}
