/** Work on things that depend on each other: each as soon as what it waits for is done, in as few waits as can be. */
import { nextTurn } from '../../turns';

export interface Node {
  readonly logicalId: string;
  readonly dependencies: readonly string[];
}

export interface WalkOptions {
  /** Each before all that it depends on, as things are deleted; else after. */
  readonly backwards?: boolean;
  /** Begins nothing more after a failure; else only what waits for the failed one is left out. */
  readonly stopAtFailure?: boolean;
}

/** How many begin before others of this process have a turn: hundreds may wait for nothing. */
const PER_TURN = 16;

/**
 * Runs `work` on each node once those of `nodes` that it waits for are done. They may come in any order but hold no circle. What is under
 * way when something fails is waited for.
 *
 * @returns what was thrown, by logical id
 */
export async function walk<N extends Node>(
  nodes: readonly N[],
  work: (node: N) => Promise<void>,
  options: WalkOptions,
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  const waitsFor = options.backwards ? dependentsAmong(nodes) : dependenciesAmong(nodes);
  const started = new Map<N, Promise<boolean>>();
  const turns: Promise<void>[] = [];
  let begun = 0;
  /** When the next one may begin; undefined for at once. */
  const turn = (): Promise<void> | undefined => {
    const at = Math.floor(begun++ / PER_TURN);
    return at === 0 ? undefined : (turns[at] ??= (turns[at - 1] ?? Promise.resolve()).then(() => nextTurn()));
  };
  const start = (node: N): Promise<boolean> => {
    const known = started.get(node);
    if (known) {
      return known;
    }
    const done = Promise.all(waitsFor(node).map(start)).then(async succeeded => {
      if (succeeded.includes(false) || (options.stopAtFailure && failures.size > 0)) {
        return false;
      }
      try {
        const next = turn();
        if (next) {
          await next;
        }
        await work(node);
        return true;
      } catch (error) {
        failures.set(node.logicalId, error);
        return false;
      }
    });
    started.set(node, done);
    return done;
  };
  await Promise.all((options.backwards ? [...nodes].reverse() : nodes).map(start));
  return failures;
}

function dependenciesAmong<N extends Node>(nodes: readonly N[]): (node: N) => N[] {
  const byId = new Map(nodes.map(node => [node.logicalId, node]));
  return node => node.dependencies.flatMap(id => byId.get(id) ?? []);
}

function dependentsAmong<N extends Node>(nodes: readonly N[]): (node: N) => N[] {
  const dependents = new Map<string, N[]>(nodes.map(node => [node.logicalId, []]));
  nodes.forEach(node => node.dependencies.forEach(id => dependents.get(id)?.push(node)));
  return node => dependents.get(node.logicalId)!;
}
