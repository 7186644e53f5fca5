/**
 * A resolution made ready for answering: the same alternatives, with records as bytes. Made when a name is first asked for after its
 * zone or the health of a check changed, and used until that happens again.
 */
import type { RecordType } from '../../rules/record-types';
import type { Choice, Resolution } from '../../rules/routing/resolution';
import { encodeRecord } from './encode';
import { packRecords } from './packed-records';

export interface Plan {
  readonly kind: Resolution['kind'];
  readonly choices: readonly PlannedChoice[];
  /** The zone cut and the addresses of its servers, when the kind is `delegated`. */
  readonly referral: { readonly cut: string; readonly additional: readonly PlannedChoice[] } | undefined;
  /** Whether the client's location had a part in it. */
  readonly byLocation: boolean;
}

/** Exactly one of these. */
export type PlannedChoice = readonly PlannedAlternative[];

export interface PlannedAlternative {
  readonly share: number;
  /** Whole records. */
  readonly records: DataView;
  /** Where in `records` each of the pool is. The plan's own, so that picking may change their order. */
  readonly pool: number[];
  readonly size: number;
  readonly then: Plan | undefined;
  /** For the additional section; each is left out when it does not fit. */
  readonly additional: readonly PlannedChoice[];
}

/** The plan of a question's resolution. */
export function planOf(resolution: Resolution): Plan {
  const known = new Map<Resolution, Plan>(); // many CNAMEs may lead to one resolution
  return plan(resolution, true);

  function plan(of: Resolution, ownerIsAsked: boolean): Plan {
    const made = known.get(of) ?? make(of, ownerIsAsked);
    known.set(of, made);
    return made;
  }

  function make(of: Resolution, ownerIsAsked: boolean): Plan {
    if (of.kind !== 'answers') {
      const referral =
        of.kind === 'delegated' ? { cut: of.cut, additional: of.additional.map(choice => planChoice(choice, false)) } : undefined;
      return { kind: of.kind, choices: [], byLocation: false, referral };
    }
    const choices = of.choices.map(choice => planChoice(choice, ownerIsAsked));
    const then = choices.flat().flatMap(({ then }) => then ?? []);
    const byLocation = of.choices.some(choice => choice.byLocation) || then.some(next => next.byLocation);
    return { kind: 'answers', choices, byLocation, referral: undefined };
  }

  function planChoice(choice: Choice, ownerIsAsked: boolean): PlannedChoice {
    const owner = ownerIsAsked ? undefined : choice.owner;
    return choice.alternatives.map(({ share, ttl, pool, size, then, additional = [] }) => ({
      share,
      ...packRecords(pool.map(value => encodeRecord(choice.type as RecordType, ttl, value, owner))),
      size,
      then: then && plan(then, false),
      additional: additional.map(other => planChoice(other, false)),
    }));
  }
}
