/** What only many replies together can show: members that never come, servers or protocols that differ. */
import type { Allowed } from '../model';
import { ACCEPTED_MISS_PROBABILITY, missProbability } from '../sample-size';
import type { Fault } from './rulebook';
import type { Tally } from './tally';

/** Members of the pool that no answer held; undefined when there were too few answers to blame the server. */
export function neverSeen(allowed: Allowed, counts: Tally): string[] | undefined {
  if (!conclusive(allowed, counts)) {
    return undefined;
  }
  return allowed.pool.map(m => m.value).filter(value => !counts.byValue.has(value));
}

export function coverageFault(missing: readonly string[], queries: number, allowed: Allowed): Fault {
  const pool = allowed.pool.map(m => m.value);
  return {
    rule: 'coverage',
    seen: `${missing.join(', ')} in none of ${queries} answers`,
    allowed: `each of ${pool.join(', ')}`,
  };
}

/** How `tallies` differ, by what each is called. `allowed` is undefined when chance decides what a lane sees. */
export function disagreement(tallies: ReadonlyMap<string, Tally>, allowed: Allowed | undefined): string | undefined {
  const heard = [...tallies].filter(([, counts]) => counts.rcodes.size > 0);
  if (heard.length < 2) {
    return undefined;
  }
  const differing =
    difference(heard, counts => [...counts.rcodes]) ?? difference(heard, counts => [...counts.ttls].map(ttl => `TTL ${ttl} s`));
  if (differing !== undefined || allowed === undefined || !heard.every(([, counts]) => conclusive(allowed, counts))) {
    return differing;
  }
  return difference(heard, counts => [...counts.byValue.keys()]);
}

function conclusive(allowed: Allowed, counts: Tally): boolean {
  return counts.answered > 0 && missProbability(allowed.pool.length, allowed.size, counts.answered) < ACCEPTED_MISS_PROBABILITY;
}

/** The first thing that some of `tallies` have and others have not, in words. */
function difference(tallies: readonly [string, Tally][], of: (counts: Tally) => string[]): string | undefined {
  const sets = tallies.map(([name, counts]) => ({ name, has: new Set(of(counts)) }));
  for (const item of new Set(sets.flatMap(set => [...set.has]))) {
    const without = sets.filter(set => !set.has.has(item)).map(set => set.name);
    if (without.length > 0) {
      const having = sets.filter(set => set.has.has(item)).map(set => set.name);
      return `${item} from ${having.join(', ')} but not from ${without.join(', ')}`;
    }
  }
  return undefined;
}
