import type { Random } from '../random';
import { pickAnswer } from './multi-value';
import type { Alternative, Resolution } from './resolution';

/** One answer out of a resolution. */
export interface PickedReply<R = string> {
  /** How the last name of the chain came out; `answers` when it has records. */
  readonly outcome: Resolution['kind'];
  /** The zone cut, when the outcome is `delegated`. */
  readonly cut?: string;
  readonly rrsets: readonly Rrset<R>[];
}

export interface Rrset<R = string> {
  readonly owner: string;
  readonly type: string;
  readonly ttl: number;
  readonly records: readonly R[];
}

/** Picks one alternative of each choice by its share, and records from its pool, each equally likely. */
export function pickReply<R>(resolution: Resolution<R>, random: Random): PickedReply<R> {
  if (resolution.kind !== 'answers') {
    return resolution.kind === 'delegated'
      ? { outcome: 'delegated', cut: resolution.cut, rrsets: [] }
      : { outcome: resolution.kind, rrsets: [] };
  }
  const picked = resolution.choices.flatMap(choice => {
    const alternative = pickAlternative(choice.alternatives, random);
    return alternative && alternative.size > 0 ? [{ choice, alternative }] : [];
  });
  if (picked.length === 0) {
    return { outcome: 'noData', rrsets: [] };
  }
  const rrsets = picked.map(({ choice: { owner, type }, alternative }) => ({
    owner,
    type,
    ttl: alternative.ttl,
    records: pickAnswer(alternative, random),
  }));
  const then = picked.at(-1)?.alternative.then;
  if (!then) {
    return { outcome: 'answers', rrsets };
  }
  const rest = pickReply(then, random);
  return { ...rest, rrsets: [...rrsets, ...rest.rrsets] };
}

/** One of the alternatives, as often as its share says; undefined when there are none. Takes no chance when there is no choice. */
export function pickAlternative<A extends Pick<Alternative, 'share'>>(alternatives: readonly A[], random: Random): A | undefined {
  if (alternatives.length < 2) {
    return alternatives[0];
  }
  let left = random();
  for (const alternative of alternatives) {
    left -= alternative.share;
    if (left < 0) {
      return alternative;
    }
  }
  return alternatives[alternatives.length - 1]; // shares add up to 1 but for rounding
}
