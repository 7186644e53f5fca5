/** Counts over the replies of some lanes: what was answered how often. */
import type { Observation } from '../model';

export interface Tally {
  queries: number;
  /** Queries with a NOERROR reply that held something. */
  answered: number;
  unanswered: number;
  retries: number;
  readonly byValue: Map<string, number>;
  readonly bySize: Map<number, number>;
  readonly ttls: Set<number>;
  readonly rcodes: Set<string>;
}

export function tallyOf(observations: readonly Observation[]): Tally {
  const counts: Tally = {
    queries: 0,
    answered: 0,
    unanswered: 0,
    retries: 0,
    byValue: new Map(),
    bySize: new Map(),
    ttls: new Set(),
    rcodes: new Set(),
  };
  for (const observation of observations) {
    count(counts, observation);
  }
  return counts;
}

function count(counts: Tally, { outcome, tcpRetry, attempts }: Observation): void {
  counts.queries++;
  counts.retries += attempts - 1;
  const reply = tcpRetry?.kind === 'reply' ? tcpRetry : outcome;
  if (reply.kind === 'none') {
    counts.unanswered++;
    return;
  }
  counts.rcodes.add(reply.rcode);
  if (reply.rcode !== 'NOERROR' || reply.answers.length === 0) {
    return;
  }
  counts.answered++;
  counts.bySize.set(reply.answers.length, (counts.bySize.get(reply.answers.length) ?? 0) + 1);
  const once = new Set<string>();
  for (const record of reply.answers) {
    counts.ttls.add(record.ttl);
    if (!once.has(record.value)) {
      once.add(record.value);
      counts.byValue.set(record.value, (counts.byValue.get(record.value) ?? 0) + 1);
    }
  }
}
