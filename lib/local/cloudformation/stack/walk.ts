/** Work on things that depend on each other: each as soon as what it waits for is done, in as few waits as can be. */

export interface Node {
  readonly logicalId: string;
  readonly dependencies: readonly string[];
}

/**
 * Runs `work` on each node after all of its dependencies that are among `nodes`, which may come in any order but hold no circle. What
 * depends on a failure is left out; `stopAtFailure` begins nothing more at all. What is under way is waited for.
 *
 * @returns what was thrown, by logical id
 */
export async function walk<N extends Node>(
  nodes: readonly N[],
  work: (node: N) => Promise<void>,
  options: { readonly stopAtFailure: boolean },
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  const byId = new Map(nodes.map(node => [node.logicalId, node]));
  const started = new Map<string, Promise<boolean>>();
  const start = (node: N): Promise<boolean> => {
    const known = started.get(node.logicalId);
    if (known) {
      return known;
    }
    const before = node.dependencies.flatMap(id => byId.get(id) ?? []).map(start);
    const done = Promise.all(before).then(async succeeded => {
      if (succeeded.includes(false) || (options.stopAtFailure && failures.size > 0)) {
        return false;
      }
      try {
        await work(node);
        return true;
      } catch (error) {
        failures.set(node.logicalId, error);
        return false;
      }
    });
    started.set(node.logicalId, done);
    return done;
  };
  await Promise.all(nodes.map(start));
  return failures;
}

/** The same nodes, last first and with every dependency turned round: the order of deletion. */
export function reversed<N extends Node>(nodes: readonly N[]): N[] {
  const dependents = new Map<string, string[]>(nodes.map(node => [node.logicalId, []]));
  nodes.forEach(node => node.dependencies.forEach(id => dependents.get(id)?.push(node.logicalId)));
  return nodes.map(node => ({ ...node, dependencies: dependents.get(node.logicalId)! })).reverse();
}
