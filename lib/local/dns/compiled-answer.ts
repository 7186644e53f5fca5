/**
 * A resolution made ready for answering: the same alternatives, with records as bytes. Made when a name is first asked for after its
 * zone or the health of a check changed, and used until that happens again.
 */
import type { RecordType } from '../../rules/record-types';
import type { Choice, Resolution } from '../../rules/routing/resolution';
import { encodeRecord } from './encode';
import { encodeRrset } from './encoded-rrset';

export interface CompiledAnswer {
  readonly kind: Resolution['kind'];
  readonly choices: readonly CompiledChoice[];
  /** The zone cut and the addresses of its servers, when the kind is `delegated`. */
  readonly referral: { readonly cut: string; readonly additional: readonly CompiledChoice[] } | undefined;
  /** Whether the client's location had a part in it. */
  readonly byLocation: boolean;
}

/** Exactly one of these. */
export type CompiledChoice = readonly CompiledAlternative[];

export interface CompiledAlternative {
  readonly share: number;
  /** Whole records. */
  readonly records: DataView;
  /** Where in `records` each of the pool is. The answer's own, so that picking may change their order. */
  readonly pool: number[];
  readonly size: number;
  readonly then: CompiledAnswer | undefined;
  /** For the additional section; each is left out when it does not fit. */
  readonly additional: readonly CompiledChoice[];
}

/** Compiles a question's resolution. */
export function compileAnswer(resolution: Resolution): CompiledAnswer {
  const known = new Map<Resolution, CompiledAnswer>(); // many CNAMEs may lead to one resolution
  return compile(resolution, true);

  function compile(of: Resolution, ownerIsAsked: boolean): CompiledAnswer {
    const made = known.get(of) ?? make(of, ownerIsAsked);
    known.set(of, made);
    return made;
  }

  function make(of: Resolution, ownerIsAsked: boolean): CompiledAnswer {
    if (of.kind !== 'answers') {
      const referral =
        of.kind === 'delegated'
          ? { cut: of.cut, additional: of.additional.map(choice => compileChoice(choice, false)) }
          : undefined;
      return { kind: of.kind, choices: [], byLocation: false, referral };
    }
    const choices = of.choices.map(choice => compileChoice(choice, ownerIsAsked));
    const then = choices.flat().flatMap(({ then }) => then ?? []);
    const byLocation = of.choices.some(choice => choice.byLocation) || then.some(next => next.byLocation);
    return { kind: 'answers', choices, byLocation, referral: undefined };
  }

  function compileChoice(choice: Choice, ownerIsAsked: boolean): CompiledChoice {
    const owner = ownerIsAsked ? undefined : choice.owner;
    return choice.alternatives.map(({ share, ttl, pool, size, then, additional = [] }) => ({
      share,
      ...encodeRrset(pool.map(value => encodeRecord(choice.type as RecordType, ttl, value, owner))),
      size,
      then: then && compile(then, false),
      additional: additional.map(other => compileChoice(other, false)),
    }));
  }
}
