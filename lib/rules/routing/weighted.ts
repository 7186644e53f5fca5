import type { ResourceRecordSet } from '../record-set';

/** Sets that are equally good, each picked as often as its weight says. */
export type Tier = readonly Weighted[];

export interface Weighted {
  readonly set: ResourceRecordSet;
  readonly weight: number;
}

/**
 * Sets with a weight first, as often as their weight says; sets with weight 0 only when none of those is healthy, or when all are 0, and
 * then equally often (behaviour 3.5).
 */
export function weightedTiers(sets: readonly ResourceRecordSet[]): Tier[] {
  const weighted = sets.filter(set => weightOf(set) > 0).map(set => ({ set, weight: weightOf(set) }));
  const zero = sets.filter(set => weightOf(set) === 0).map(set => ({ set, weight: 1 }));
  return [weighted, zero].filter(tier => tier.length > 0);
}

const weightOf = (set: ResourceRecordSet): number => set.Weight ?? 0;
