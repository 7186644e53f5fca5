interface Visit<T> {
  readonly node: T;
  readonly targets: readonly T[];
  /** When it was first seen: 0, 1, 2, … */
  readonly seen: number;
  /** Place among the nodes whose ring is not known yet. */
  readonly openAt: number;
  /** The earliest seen node that it leads back to. */
  earliest: number;
  nextTarget: number;
  isOpen: boolean;
}

/**
 * All nodes that `root` leads to, itself included, targets before what points at them. Nodes that lead back to each other come together as
 * one ring; every other node is a ring of its own. Tarjan's algorithm, without recursion, so that no depth is too deep.
 */
export function stronglyConnectedComponents<T>(root: T, targetsOf: (node: T) => readonly T[]): T[][] {
  const visits = new Map<T, Visit<T>>();
  const path: Visit<T>[] = [];
  const open: Visit<T>[] = [];
  const rings: T[][] = [];
  enter(root);
  for (let at = path.at(-1); at; at = path.at(-1)) {
    if (at.nextTarget < at.targets.length) {
      const target = at.targets[at.nextTarget++];
      const known = visits.get(target);
      if (!known) {
        enter(target);
      } else if (known.isOpen) {
        at.earliest = Math.min(at.earliest, known.seen);
      }
    } else {
      leave(at);
    }
  }
  return rings;

  function enter(node: T): void {
    const seen = visits.size;
    const visit = { node, targets: targetsOf(node), seen, openAt: open.length, earliest: seen, nextTarget: 0, isOpen: true };
    visits.set(node, visit);
    path.push(visit);
    open.push(visit);
  }

  function leave(visit: Visit<T>): void {
    path.pop();
    const above = path.at(-1);
    if (above) {
      above.earliest = Math.min(above.earliest, visit.earliest);
    }
    if (visit.earliest === visit.seen) {
      const ring = open.splice(visit.openAt);
      ring.forEach(member => (member.isOpen = false));
      rings.push(ring.map(member => member.node));
    }
  }
}
