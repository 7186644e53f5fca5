import { MAX_ANSWER_RECORDS } from '../limits';
import { shuffleFirst, type Random } from '../random';

/** All the rule needs to know of a record. `healthy` is undefined when it has no health check. */
export interface Candidate {
  readonly value: string;
  readonly healthy: boolean | undefined;
}

/** Route 53 may answer with any `size` of `pool`, none twice, in any order. */
export interface AllowedAnswers<T> {
  readonly pool: readonly T[];
  readonly size: number;
}

/**
 * The max-eight-healthy rule (behaviour 1.1): up to eight of the healthy records; a record without a health check counts as healthy; when
 * none is healthy, up to eight of all.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html
 */
export function allowedAnswers<T extends Pick<Candidate, 'healthy'>>(candidates: readonly T[]): AllowedAnswers<T> {
  const healthy = candidates.filter(c => c.healthy !== false);
  const pool = healthy.length > 0 ? healthy : candidates;
  return { pool, size: Math.min(pool.length, MAX_ANSWER_RECORDS) };
}

/** One allowed answer; each is equally likely. */
export function pickAnswer<T>(allowed: AllowedAnswers<T>, random: Random): T[] {
  const picked = [...allowed.pool]; // a copy: other questions are answered from the same pool
  shuffleFirst(picked, allowed.size, random);
  return picked.slice(0, allowed.size);
}
