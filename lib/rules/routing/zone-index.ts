/**
 * A zone's record sets, arranged for questions: by name, then by type, with the names that exist only because others lie below
 * them (facts 9, empty non-terminals).
 */
import { isInZone, normalizeName } from '../names';
import { policyOf, type ResourceRecordSet, type RoutingPolicy } from '../record-set';

/** All record sets of one name and type. They have one policy (facts 1.6). */
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

/** `id` without the `/hostedzone/` prefix. */
export function indexZone(zone: {
  readonly id: string;
  readonly name: string;
  readonly recordSets: readonly ResourceRecordSet[];
}): ZoneIndex {
  const apex = normalizeName(zone.name);
  const sets = new Map<string, Map<string, ResourceRecordSet[]>>([[apex, new Map()]]);
  const nodeAt = (name: string): Map<string, ResourceRecordSet[]> => {
    for (let above = name; !sets.has(above) && isInZone(above, apex); above = parentName(above)) {
      sets.set(above, new Map());
    }
    return sets.get(name) ?? new Map<string, ResourceRecordSet[]>();
  };
  for (const set of zone.recordSets) {
    const node = nodeAt(normalizeName(set.Name));
    const group = node.get(set.Type);
    if (group) group.push(set);
    else node.set(set.Type, [set]);
  }
  const nodes = new Map([...sets].map(([name, byType]) => [name, { name, groups: groupsOf(name, byType) }]));
  const cuts = new Set([...nodes.values()].filter(n => n.name !== apex && n.groups.has('NS')).map(n => n.name));
  return { id: zone.id, name: apex, nodes, cuts };
}

function groupsOf(name: string, byType: ReadonlyMap<string, readonly ResourceRecordSet[]>): Map<string, RecordGroup> {
  return new Map([...byType].map(([type, sets]) => [type, { name, type, policy: policyOf(sets[0]), sets }]));
}

/** The name without its first label. Normalized names: no dot is inside a label. */
export function parentName(name: string): string {
  return name.slice(name.indexOf('.') + 1) || '.';
}
