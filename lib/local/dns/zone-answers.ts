import { parseName } from '../../rules/names';
import { getOrAdd } from '../../rules/group-by';
import type { RecordType } from '../../rules/record-types';
import { parseValue } from '../../rules/record-values';
import type { ClientLocation } from '../../rules/routing/location';
import { lookUp } from '../../rules/routing/lookup';
import { resolve } from '../../rules/routing/resolve';
import type { RecordGroup, ZoneIndex } from '../../rules/routing/zone-index';
import { encodeRecord, nameLength } from './encode';
import { compileAnswer, type CompiledAnswer } from './compiled-answer';

/** Records whose owner is the end of every name asked for below it, to which they point. */
export interface SuffixRecords {
  readonly ownerBytes: number;
  /** All of them, one after another. */
  readonly bytes: Uint8Array;
  /** Where each begins, with two bytes for the pointer to its owner. */
  readonly starts: readonly number[];
}

const NO_SUCH_NAME = compileAnswer({ kind: 'noSuchName' });

/** By type, then by the name that answers: the one asked for, or a wildcard. */
type CompiledAnswers = Map<string, Map<string, CompiledAnswer>>;

/** One version of a zone, ready to answer from. */
export class ZoneAnswers {
  /** The apex's NS records: the authority section of an answer (behaviour 9). */
  readonly nameServers: SuffixRecords;
  /** Its SOA record, with the TTL of negative answers (behaviour 9). */
  readonly soa: SuffixRecords;
  readonly name: string;
  private readonly answers = new Map<ClientLocation, CompiledAnswers>();
  private checks: ReadonlySet<string> | undefined;

  constructor(
    private readonly index: ZoneIndex,
    readonly isPrivate: boolean,
    private readonly isHealthy: (healthCheckId: string) => boolean,
  ) {
    this.name = index.name;
    this.nameServers = suffixRecords(this.groupAt(this.name, 'NS'));
    this.soa = suffixRecords(this.groupAt(this.name, 'SOA'), negativeTtl);
  }

  /** What is answered for a name and type to clients at `location`. */
  compiled(name: string, type: string, location: ClientLocation): CompiledAnswer {
    const answers = this.compiledFor(location, type);
    const known = answers.get(name);
    if (known) {
      return known;
    }
    const found = lookUp(this.index, name, type);
    if (found.kind === 'noSuchName') {
      return NO_SUCH_NAME;
    }
    const compile = () => compileAnswer(resolve(this.index, this.isHealthy, { name, type, location }, found));
    return found.kind === 'found' ? getOrAdd(answers, found.node.name, compile) : compile();
  }

  /** Forgets what was compiled with the old verdict, if any record set of the zone uses the check. */
  healthChanged(healthCheckId: string): void {
    this.checks ??= new Set(this.index.recordSets.flatMap(set => set.HealthCheckId ?? []));
    if (this.checks.has(healthCheckId)) {
      this.answers.clear();
    }
  }

  /** The NS records at a cut: what a referral holds. */
  referral(cut: string): SuffixRecords {
    return suffixRecords(this.groupAt(cut, 'NS'));
  }

  private compiledFor(location: ClientLocation, type: string): Map<string, CompiledAnswer> {
    const here = getOrAdd(this.answers, location, (): CompiledAnswers => new Map());
    return getOrAdd(here, type, () => new Map<string, CompiledAnswer>());
  }

  private groupAt(name: string, type: RecordType): RecordGroup | undefined {
    return this.index.nodes.get(name)?.groups.get(type);
  }
}

function suffixRecords(group: RecordGroup | undefined, ttlOf = (ttl: number, _value: string): number => ttl): SuffixRecords {
  const records = (group?.sets ?? []).flatMap(set =>
    (set.ResourceRecords ?? []).map(({ Value }) => encodeRecord(set.Type as RecordType, ttlOf(set.TTL ?? 0, Value), Value)),
  );
  const starts = records.map((_, n) => records.slice(0, n).reduce((sum, record) => sum + record.length, 0));
  return { ownerBytes: group ? nameLength(parseName(group.name)) : 0, bytes: Buffer.concat(records), starts };
}

function negativeTtl(ttl: number, soa: string): number {
  return Math.min(ttl, parseValue('SOA', soa).minimum);
}
