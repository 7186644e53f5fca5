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
  return (
    difference(heard, counts => [...counts.rcodes], always) ??
    difference(heard, counts => [...counts.ttls].map(ttl => `TTL ${ttl} s`), always) ??
    (allowed && difference(heard, counts => [...counts.byValue.keys()], lackOfValue(allowed)))
  );
}

function conclusive(allowed: Allowed, counts: Tally): boolean {
  return counts.answered > 0 && missProbability(allowed.pool.length, allowed.size, counts.answered) < ACCEPTED_MISS_PROBABILITY;
}

/** Whether it tells anything that `without` lacks what `having` have. */
type Telling = (item: string, having: readonly Tally[], without: Tally) => boolean;

const always: Telling = () => true;

/** A value may be missing by chance: an eligible one as often as the rule says, any other as often as those who have it show. */
function lackOfValue(allowed: Allowed): Telling {
  const eligible = new Set(allowed.pool.map(m => m.value));
  return (value, having, without) => {
    if (eligible.has(value)) {
      return conclusive(allowed, without);
    }
    const seen = having.reduce((sum, counts) => sum + (counts.byValue.get(value) ?? 0), 0);
    const rate = seen / having.reduce((sum, counts) => sum + counts.answered, 0);
    return (1 - rate) ** without.answered < ACCEPTED_MISS_PROBABILITY;
  };
}

/** The first thing that some of `tallies` have and others have not, in words. */
function difference(
  tallies: readonly [string, Tally][],
  itemsOf: (counts: Tally) => string[],
  telling: Telling,
): string | undefined {
  for (const item of new Set(tallies.flatMap(([, counts]) => itemsOf(counts)))) {
    const having = tallies.filter(([, counts]) => itemsOf(counts).includes(item));
    const without = tallies.filter(
      ([, counts]) =>
        !itemsOf(counts).includes(item) &&
        telling(
          item,
          having.map(([, c]) => c),
          counts,
        ),
    );
    if (without.length > 0) {
      const names = (list: readonly [string, Tally][]): string => list.map(([name]) => name).join(', ');
      return `${item} from ${names(having)} but not from ${names(without)}`;
    }
  }
  return undefined;
}
