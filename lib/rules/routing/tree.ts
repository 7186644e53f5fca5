/**
 * What a group of record sets may answer, through its aliases to other groups, to any depth (behaviour 3.2 to 3.4).
 */
import { bareId } from '../ids';
import { normalizeName } from '../names';
import type { ResourceRecordSet } from '../record-set';
import type { ClientLocation } from './location';
import { allowedAnswers, type AllowedAnswers } from './multi-value';
import { stronglyConnectedComponents } from './strongly-connected';
import { asksLocation, eligible, tiersOf, type SingleAnswerPolicy } from './tiers';
import type { RecordGroup, ZoneIndex } from './zone-index';

/** What ends a branch: the records of one set, or of a whole multivalue group. */
export interface Leaf extends AllowedAnswers<string> {
  readonly ttl: number;
}

export interface GroupAnswer {
  /** Each leaf that may be answered, and its share of all answers. */
  readonly leaves: ReadonlyMap<Leaf, number>;
  readonly byLocation: boolean;
}

/** An alias to a resource that is not in this zone: nothing is known here of its records. */
const UNKNOWN_TARGET: Leaf = { pool: [], size: 0, ttl: 0 };

/** Good for one moment: what it has found out about health it does not ask again. */
export class AliasTree {
  private readonly answers = new Map<RecordGroup, GroupAnswer>();
  private readonly health = new Map<RecordGroup, boolean>();
  private readonly ringOf = new Map<RecordGroup, readonly RecordGroup[]>();

  constructor(
    private readonly zone: ZoneIndex,
    private readonly isCheckHealthy: (healthCheckId: string) => boolean,
    private readonly location: ClientLocation,
  ) {}

  answerOf(group: RecordGroup): GroupAnswer {
    if (!this.answers.has(group)) {
      this.decideFromLeaves(group);
    }
    return known(this.answers, group);
  }

  /** Targets before the aliases that point at them, so that no depth of the tree is too deep. */
  private decideFromLeaves(root: RecordGroup): void {
    const rings = stronglyConnectedComponents(root, group => group.sets.flatMap(set => this.targetOf(set) ?? []));
    rings.forEach(ring => ring.forEach(group => this.ringOf.set(group, ring)));
    for (const group of rings.flat()) {
      const { policy } = group;
      const members = this.members(group);
      this.health.set(
        group,
        members.some(set => this.isHealthy(set)),
      );
      this.answers.set(group, policy === 'multivalue' ? this.multiValue(group) : this.oneOf(policy, members));
    }
  }

  /** An alias that leads back to its own group is left out, as if it were not there: nothing can come of it. */
  private members(group: RecordGroup): readonly ResourceRecordSet[] {
    return group.sets.filter(set => {
      const target = this.targetOf(set);
      return target === undefined || this.ringOf.get(target) !== this.ringOf.get(group);
    });
  }

  private multiValue(group: RecordGroup): GroupAnswer {
    const healthOf = new Map<string, boolean>(); // an RRset holds no record twice, so members with one value are one candidate
    for (const set of group.sets) {
      const healthy = this.isHealthy(set);
      valuesOf(set).forEach(value => healthOf.set(value, healthy || healthOf.get(value) === true));
    }
    const { pool, size } = allowedAnswers([...healthOf].map(([value, healthy]) => ({ value, healthy })));
    const ttl = Math.min(...group.sets.map(set => set.TTL ?? 0)); // an RRset has one TTL (RFC 2181 section 5.2)
    return leafAnswer({ pool: pool.map(candidate => candidate.value), size, ttl });
  }

  private oneOf(policy: SingleAnswerPolicy, members: readonly ResourceRecordSet[]): GroupAnswer {
    const tier = eligible(tiersOf(policy, members, this.location), set => this.isHealthy(set));
    const total = tier.reduce((sum, { weight }) => sum + weight, 0);
    const leaves = new Map<Leaf, number>();
    let byLocation = asksLocation(policy);
    for (const { set, weight } of tier) {
      const branch = this.branch(set);
      byLocation ||= branch.byLocation;
      for (const [leaf, share] of branch.leaves) {
        leaves.set(leaf, (leaves.get(leaf) ?? 0) + (share * weight) / total);
      }
    }
    return { leaves, byLocation };
  }

  private branch(set: ResourceRecordSet): GroupAnswer {
    if (!set.AliasTarget) {
      const values = [...new Set(valuesOf(set))];
      return leafAnswer({ pool: values, size: values.length, ttl: set.TTL ?? 0 });
    }
    const target = this.targetOf(set);
    return target ? known(this.answers, target) : leafAnswer(UNKNOWN_TARGET);
  }

  /** Its own check, and, if the alias evaluates target health, its target: healthy while one member is (behaviour 3.2). */
  private isHealthy(set: ResourceRecordSet): boolean {
    if (set.HealthCheckId !== undefined && !this.isCheckHealthy(set.HealthCheckId)) {
      return false;
    }
    const target = set.AliasTarget?.EvaluateTargetHealth ? this.targetOf(set) : undefined;
    return target === undefined || known(this.health, target);
  }

  /** The group an alias points at; undefined when that is not in this zone. An alias has its target's type. */
  private targetOf(set: ResourceRecordSet): RecordGroup | undefined {
    const { AliasTarget: alias, Type } = set;
    return alias && bareId(alias.HostedZoneId) === this.zone.id
      ? this.zone.nodes.get(normalizeName(alias.DNSName))?.groups.get(Type)
      : undefined;
  }
}

const valuesOf = (set: ResourceRecordSet): string[] => (set.ResourceRecords ?? []).map(record => record.Value);

const leafAnswer = (leaf: Leaf): GroupAnswer => ({ leaves: new Map([[leaf, 1]]), byLocation: false });

function known<V>(decided: ReadonlyMap<RecordGroup, V>, group: RecordGroup): V {
  const value = decided.get(group);
  if (value === undefined) {
    throw new Error(`${group.name} ${group.type} was asked for before it was decided`);
  }
  return value;
}
