/** What a verification found, as plain data: `--json` prints it, all other outputs are made from it. Its schema is docs/verify.schema.json. */
import type { CheckHealth } from '../health/read';
import type { Evenness } from '../judge/evenness';
import type { NotJudged } from '../judge/judge';
import type { Violation } from '../judge/violation';

export type Verdict =
  /** Every answer was allowed. */
  | 'holds'
  | 'violated'
  /** Health or records changed during every try. */
  | 'unsettled';

export interface Report {
  readonly verdict: Verdict;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** How often everything was asked, because health or records had changed meanwhile. */
  readonly tries: number;
  /** What changed during the last try. */
  readonly changes: readonly string[];
  readonly names: readonly NameReport[];
  /** Names of the stack or app that cannot be judged. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** What the network of this machine kept from being asked, a sentence each. */
  readonly network: readonly string[];
}

export interface NameReport {
  readonly name: string;
  readonly type: string;
  readonly zoneId: string;
  readonly policy: string;
  readonly verdict: 'holds' | 'violated';
  /** How an answer may look; several when record sets are chosen at random. */
  readonly allowed: readonly { readonly size: number; readonly of: readonly string[]; readonly ttl: number }[];
  readonly members: readonly MemberReport[];
  readonly queries: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly retries: number;
  /** How many answers held how many records, by number of records. */
  readonly answerSizes: Readonly<Record<string, number>>;
  readonly ttls: readonly number[];
  readonly rcodes: readonly string[];
  readonly lanes: readonly LaneReport[];
  /** An upper bound for the chance that a member was left out, by a server or over a way of asking, and this run did not notice. */
  readonly missProbability: number;
  /** Information, never a failure. Absent when an answer holds every member, a server gave one set in every answer, or record sets are chosen at random. */
  readonly evenness?: Evenness;
  readonly health: readonly CheckHealth[];
  readonly timeline: readonly TimelineSlot[];
  readonly violations: readonly Violation[];
  /** Rules that cannot be said to hold, because nothing seen could have broken them. */
  readonly notJudged: readonly NotJudged[];
  readonly notes: readonly string[];
}

export interface MemberReport {
  readonly value: string;
  readonly setIdentifier?: string;
  readonly healthCheckId?: string;
  /** `assumed …` when the API does not tell and the answers had to. */
  readonly health: 'healthy' | 'unhealthy' | 'no health check' | 'assumed healthy' | 'assumed unhealthy';
  /** Whether answers may hold it now. */
  readonly eligible: boolean;
  /** In how many answers it was. */
  readonly seen: number;
}

/** One server, asked in one way. */
export interface LaneReport {
  readonly server: string;
  readonly protocol: string;
  readonly queries: number;
  readonly answered: number;
  readonly medianMilliseconds: number;
}

export interface TimelineSlot {
  /** Milliseconds since the asking began. */
  readonly at: number;
  readonly queries: number;
  readonly unanswered: number;
  readonly medianMilliseconds: number;
}
