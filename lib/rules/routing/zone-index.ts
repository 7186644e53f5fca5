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
  /** How many names directly below it exist. */
  readonly below: number;
}

export interface ZoneIndex {
  readonly id: string;
  /** Normalized. */
  readonly name: string;
  /** What is arranged here. */
  readonly recordSets: readonly ResourceRecordSet[];
  /** By normalized name. */
  readonly nodes: ReadonlyMap<string, ZoneNode>;
  /** Names below the apex that have NS records: what lies at or under them is delegated. */
  readonly cuts: ReadonlySet<string>;
}

/**
 * `id` is bare.
 *
 * @param previous an earlier version of the zone: only names whose record sets are not the same objects any more are arranged anew
 */
export function indexZone(
  zone: { readonly id: string; readonly name: string; readonly recordSets: readonly ResourceRecordSet[] },
  previous?: ZoneIndex,
): ZoneIndex {
  const { id, recordSets } = zone;
  const name = normalizeName(zone.name);
  const before = previous?.name === name ? previous : undefined;
  const nodes = new Map(before?.nodes);
  nodes.set(name, nodeAt(nodes, name));
  const cuts = new Set(before?.cuts);
  for (const [owner, sets] of changedNames(before, recordSets)) {
    if (isInZone(owner, name)) {
      putNode(nodes, name, { ...nodeAt(nodes, owner), groups: groupsOf(owner, sets) });
      if (owner !== name && sets.some(set => set.Type === 'NS')) cuts.add(owner);
      else cuts.delete(owner);
    }
  }
  return { id, name, recordSets, nodes, cuts };
}

/** Names that have other record sets than before, with all that they have now. */
function changedNames(
  before: ZoneIndex | undefined,
  recordSets: readonly ResourceRecordSet[],
): Map<string, readonly ResourceRecordSet[]> {
  const [gone, come] = difference(before?.recordSets ?? [], recordSets);
  const changed = new Map<string, ResourceRecordSet[]>();
  const spellings = new Map<string, ResourceRecordSet[]>();
  const take = ({ Name }: ResourceRecordSet): void => {
    if (!spellings.has(Name)) {
      const name = normalizeName(Name);
      const sets = changed.get(name) ?? [];
      changed.set(name, sets);
      spellings.set(Name, sets);
      before?.nodes.get(name)?.groups.forEach(group => group.sets.forEach(set => spellings.set(set.Name, sets)));
    }
  };
  gone.forEach(take);
  come.forEach(take);
  if (spellings.size > 0) {
    recordSets.forEach(set => spellings.get(set.Name)?.push(set));
  }
  return changed;
}

/** Items that only one of two lists has. Most are in both, in the same order. */
function difference<T>(a: readonly T[], b: readonly T[]): [T[], T[]] {
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [middleA, middleB] = [a.slice(start, endA), b.slice(start, endB)];
  const [inA, inB] = [new Set(middleA), new Set(middleB)];
  return [middleA.filter(item => !inB.has(item)), middleB.filter(item => !inA.has(item))];
}

/** A name exists for as long as it has record sets or a name below it does; the apex always does. */
function putNode(nodes: Map<string, ZoneNode>, apex: string, node: ZoneNode): void {
  const { name, groups, below } = node;
  const [was, is] = [nodes.has(name), groups.size > 0 || below > 0 || name === apex];
  if (is) nodes.set(name, node);
  else nodes.delete(name);
  if (is !== was && name !== apex) {
    const above = nodeAt(nodes, parentName(name));
    putNode(nodes, apex, { ...above, below: above.below + (is ? 1 : -1) });
  }
}

const nodeAt = (nodes: ReadonlyMap<string, ZoneNode>, name: string): ZoneNode =>
  nodes.get(name) ?? { name, groups: new Map(), below: 0 };

function groupsOf(name: string, sets: readonly ResourceRecordSet[]): Map<string, RecordGroup> {
  const byType = groupBy(sets, set => set.Type);
  return new Map([...byType].map(([type, group]) => [type, { name, type, policy: policyOf(group[0]), sets: group }]));
}

/** The name without its first label; the root above all. Normalized names: no dot is inside a label. */
export function parentName(name: string): string {
  const dot = name.indexOf('.');
  return (dot < 0 ? '' : name.slice(dot + 1)) || '.';
}
