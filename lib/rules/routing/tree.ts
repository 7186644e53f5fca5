/**
 * What a group of record sets may answer, through its aliases to other groups, to any depth (facts 3.2 to 3.4).
 */
import { MAX_ANSWER_RECORDS } from '../limits';
import { normalizeName } from '../names';
import type { ResourceRecordSet } from '../record-set';
import type { ClientLocation } from './location';
import { allowedAnswers, type AllowedAnswers } from './multi-value';
import { asksLocation, eligible, tiersOf } from './tiers';
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
  private readonly targets = new Map<ResourceRecordSet, RecordGroup | undefined>();

  constructor(
    private readonly zone: ZoneIndex,
    private readonly isCheckHealthy: (healthCheckId: string) => boolean,
    private readonly location: ClientLocation,
  ) {}

  answerOf(group: RecordGroup): GroupAnswer {
    const answer = this.answers.get(group) ?? this.decide(group);
    this.answers.set(group, answer);
    return answer;
  }

  private decide(group: RecordGroup): GroupAnswer {
    if (group.policy === 'multivalue') {
      return { leaves: new Map([[this.multiValueLeaf(group), 1]]), byLocation: false };
    }
    const tier = eligible(tiersOf(group.policy, this.members(group), this.location), set => this.isHealthy(set));
    const total = tier.reduce((sum, { weight }) => sum + weight, 0);
    const leaves = new Map<Leaf, number>();
    let byLocation = asksLocation(group.policy);
    for (const { set, weight } of tier) {
      const branch = this.branch(set);
      byLocation ||= branch.byLocation;
      for (const [leaf, share] of branch.leaves) {
        leaves.set(leaf, (leaves.get(leaf) ?? 0) + (share * weight) / total);
      }
    }
    return { leaves, byLocation };
  }

  private multiValueLeaf(group: RecordGroup): Leaf {
    const candidates = group.sets.flatMap(set => valuesOf(set).map(value => ({ value, healthy: this.isHealthy(set) })));
    const { pool } = allowedAnswers(candidates);
    const values = [...new Set(pool.map(c => c.value))]; // an RRset holds no record twice
    const ttl = Math.min(...group.sets.map(set => set.TTL ?? 0)); // an RRset has one TTL (RFC 2181 section 5.2)
    return { pool: values, size: Math.min(values.length, MAX_ANSWER_RECORDS), ttl };
  }

  private branch(set: ResourceRecordSet): GroupAnswer {
    if (!set.AliasTarget) {
      const values = [...new Set(valuesOf(set))];
      return { leaves: new Map([[{ pool: values, size: values.length, ttl: set.TTL ?? 0 }, 1]]), byLocation: false };
    }
    const target = this.targetOf(set);
    return target ? this.answerOf(target) : { leaves: new Map([[UNKNOWN_TARGET, 1]]), byLocation: false };
  }

  /** Its own check, and, if the alias evaluates target health, its target: healthy while one member is (facts 3.2). */
  private isHealthy(set: ResourceRecordSet): boolean {
    if (set.HealthCheckId !== undefined && !this.isCheckHealthy(set.HealthCheckId)) {
      return false;
    }
    const target = set.AliasTarget?.EvaluateTargetHealth ? this.targetOf(set) : undefined;
    return target === undefined || this.isGroupHealthy(target);
  }

  private isGroupHealthy(group: RecordGroup): boolean {
    const healthy = this.health.get(group) ?? this.members(group).some(set => this.isHealthy(set));
    this.health.set(group, healthy);
    return healthy;
  }

  /** An alias that leads back to its own group is left out, as if it were not there: nothing can come of it. */
  private members(group: RecordGroup): readonly ResourceRecordSet[] {
    return group.sets.filter(set => !set.AliasTarget || !this.leadsBack(group, set));
  }

  private leadsBack(group: RecordGroup, alias: ResourceRecordSet): boolean {
    const seen = new Set<RecordGroup>();
    const open = [this.targetOf(alias)];
    for (let at = open.pop(); at !== undefined || open.length > 0; at = open.pop()) {
      if (at === group) {
        return true;
      }
      if (at && !seen.has(at)) {
        seen.add(at);
        open.push(...at.sets.map(set => this.targetOf(set)));
      }
    }
    return false;
  }

  /** The group an alias points at; undefined when that is not in this zone. An alias has its target's type. */
  private targetOf(set: ResourceRecordSet): RecordGroup | undefined {
    if (!set.AliasTarget) {
      return undefined;
    }
    if (!this.targets.has(set)) {
      const { DNSName, HostedZoneId } = set.AliasTarget;
      const inZone = HostedZoneId.replace(/^\/hostedzone\//, '') === this.zone.id;
      this.targets.set(set, inZone ? this.zone.nodes.get(normalizeName(DNSName))?.groups.get(set.Type) : undefined);
    }
    return this.targets.get(set);
  }
}

const valuesOf = (set: ResourceRecordSet): string[] => (set.ResourceRecords ?? []).map(record => record.Value);
