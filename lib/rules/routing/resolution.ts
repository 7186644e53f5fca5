/**
 * What Route 53 may answer to a question. The rule makes it, the server picks from it, and the verifier asks whether what it saw is
 * in it: the rule is shared, the pick is not.
 */
import type { ClientLocation } from './location';
import type { AllowedAnswers } from './multi-value';

export interface Question {
  /** Normalized. */
  readonly name: string;
  /** e.g. `AAAA`, or `ANY`. */
  readonly type: string;
  /** Where the client is, for the policies that ask. Without it they take their default (behaviour 3.5). */
  readonly location?: ClientLocation;
}

/** `R` is one record: its value as text in the rules, its bytes in the server. */
export type Resolution<R = string> =
  /** All of `choices` together, each picked by itself: one, but for ANY one for each type. */
  | { readonly kind: 'answers'; readonly choices: readonly Choice<R>[] }
  /** The name is there, or has names below it, but holds nothing of this type. */
  | { readonly kind: 'noData' }
  | { readonly kind: 'noSuchName' }
  /** The zone has given `cut` and what is below it to other name servers; `additional` are the addresses it knows of them. */
  | { readonly kind: 'delegated'; readonly cut: string; readonly additional: readonly Choice<R>[] }
  /** Not in this zone. */
  | { readonly kind: 'elsewhere' };

/** Exactly one of `alternatives`; when there is none, the answer is as for `noData`. */
export interface Choice<R = string> {
  /** Normalized: the name in the question, or the name that a CNAME before it gave. */
  readonly owner: string;
  readonly type: string;
  readonly alternatives: readonly Alternative<R>[];
  /** Whether a policy on the way asked for the client's location. */
  readonly byLocation: boolean;
}

/** One RRset: any `size` of `pool`, none twice, in any order, all with `ttl`. An alias to something unknown here has an empty pool. */
export interface Alternative<R = string> extends AllowedAnswers<R> {
  /** How often this alternative is picked: above 0, and 1 over all alternatives of a choice. */
  readonly share: number;
  readonly ttl: number;
  /** After a CNAME: what is answered for its target. */
  readonly then?: Resolution<R>;
  /** Addresses of the names in the records, as far as the zone has them (behaviour 9). */
  readonly additional?: readonly Choice<R>[];
}

/** The response code of an answer, by how its last name came out; records before it are CNAMEs, which lead there (RFC 6604; behaviour 9). */
export function responseCode(kind: Resolution['kind'], hasRecords: boolean): 'NOERROR' | 'NXDOMAIN' | 'REFUSED' {
  return kind === 'noSuchName' ? 'NXDOMAIN' : kind === 'elsewhere' && !hasRecords ? 'REFUSED' : 'NOERROR';
}
