/**
 * How often to ask. An answer holds `size` of `eligible` members, picked at random, so one query misses a given member with
 * probability 1 - size/eligible, and `queries` of them miss at least one member with at most eligible * (1 - size/eligible)^queries.
 */

/** The chance of failing a correct zone by bad luck: in all comparisons of one kind together. */
export const ACCEPTED_MISS_PROBABILITY = 1e-6;

/** Below this many queries an occasional fault is too easily missed, however few the members. */
export const FEWEST_QUERIES = 16;

/** An upper bound for the probability that, of `eligible` members, at least one is in none of `queries` answers. */
export function missProbability(eligible: number, size: number, queries: number): number {
  return eligible === 0 ? 0 : Math.min(1, eligible * (1 - size / eligible) ** queries);
}

/** The fewest queries for which missing a member by chance is less likely than `accepted`. */
export function queriesFor(eligible: number, size: number, accepted = ACCEPTED_MISS_PROBABILITY): number {
  if (eligible <= size || size === 0) {
    return FEWEST_QUERIES;
  }
  return Math.max(FEWEST_QUERIES, Math.floor(Math.log(accepted / eligible) / Math.log(1 - size / eligible)) + 1);
}

/**
 * Queries to each of `servers` over each of the four ways of asking, so that a missing member shows at each server over each protocol,
 * with EDNS and without together, and over each way of asking at all servers together.
 *
 * @param comparisons how many groups of answers a missing member is looked for in
 */
export function queriesPerWay(eligible: number, size: number, servers: number, comparisons: number): number {
  const needed = queriesFor(eligible, size, ACCEPTED_MISS_PROBABILITY / comparisons);
  return Math.max(Math.ceil(needed / 2), Math.ceil(needed / servers));
}
