/** What a resolver may still hold of a time before. */
import type { Observation, Reply } from './model';

/** Seconds that are waited at most until a cache has forgotten. */
export const LONGEST_WAIT = 300;

/** Seconds after which nothing of these answers lies in a cache any more. */
export function cachedFor(observations: readonly Observation[]): number {
  const replies = observations.flatMap(({ outcome, tcpRetry }) =>
    [outcome, tcpRetry].flatMap(seen => (seen?.kind === 'reply' ? [seen] : [])),
  );
  return 1 + Math.max(0, ...replies.map(timeToLive));
}

/** Of an answer, or of the SOA record that a denial brings (RFC 2308, section 5). */
function timeToLive({ answers, authority }: Reply): number {
  const denials = authority.flatMap(({ type, ttl, value }) =>
    type === 'SOA' ? [Math.min(ttl, Number(value.split(' ').at(-1)) || ttl)] : [],
  );
  return Math.max(0, ...(answers.length > 0 ? answers.map(({ ttl }) => ttl) : denials));
}
