import { ADDRESS_TYPES } from '../record-types';
import { InvalidNameError, normalizeName } from '../names';
import { type Lookup, lookUp } from './lookup';
import type { Alternative, Choice, Question, Resolution } from './resolution';
import { AliasTree } from './tree';
import type { RecordGroup, ZoneIndex, ZoneNode } from './zone-index';

/**
 * What Route 53 may answer to a question, from the zone's record sets and the health of its checks now. Pure: the same zone, health and
 * question always give the same resolution.
 *
 * @param isHealthy the verdict on a health check, by id
 * @param found what the name asked for was looked up as
 */
export function resolve(
  zone: ZoneIndex,
  isHealthy: (healthCheckId: string) => boolean,
  { name, type, location = {} }: Question,
  found = lookUp(zone, name, type),
): Resolution {
  return new Chase(zone, new AliasTree(zone, isHealthy, location)).resolve(name, type, found);
}

/** CNAMEs followed for one question; a longer chain is for the resolver to follow. */
const MAX_CNAMES = 16;

/** Follows CNAMEs within the zone (behaviour 9), for one type. A name that is already on the way ends it. */
class Chase {
  private readonly onTheWay = new Set<string>();
  /** Many CNAMEs may lead to one name. */
  private readonly known = new Map<string, Resolution>();

  constructor(
    private readonly zone: ZoneIndex,
    private readonly tree: AliasTree,
  ) {}

  resolve(name: string, type: string, found: Lookup): Resolution {
    switch (found.kind) {
      case 'found':
        return this.resolveAt(found.node, name, type);
      case 'delegated':
        return { ...found, additional: this.addressesOf(this.nameServersAt(found.cut)) };
      case 'noSuchName':
      case 'elsewhere':
        return found;
    }
  }

  private resolveAt(node: ZoneNode, owner: string, type: string): Resolution {
    if (type === 'ANY') {
      const choices = [...node.groups.values()].map(group => this.choose(group, owner));
      return choices.length > 0 ? { kind: 'answers', choices } : { kind: 'noData' };
    }
    const group = node.groups.get(type);
    if (group) {
      return { kind: 'answers', choices: [this.choose(group, owner)] };
    }
    const cname = node.groups.get('CNAME');
    return cname ? this.follow(cname, owner, type) : { kind: 'noData' };
  }

  private choose(group: RecordGroup, owner: string): Choice {
    const { leaves, byLocation } = this.tree.answerOf(group);
    const alternatives = [...leaves].map(([leaf, share]): Alternative => {
      const targets = targetsIn(group.type, leaf.pool);
      return targets.length > 0 ? { share, ...leaf, additional: this.addressesOf(targets) } : { share, ...leaf };
    });
    return { owner, type: group.type, alternatives, byLocation };
  }

  /** The A and AAAA records at these names, which may lie below a cut: that is what glue is. */
  private addressesOf(names: readonly string[]): Choice[] {
    return names.flatMap(name => {
      const groups = this.zone.nodes.get(name)?.groups;
      return ADDRESS_TYPES.flatMap(type => {
        const group = groups?.get(type);
        return group ? [this.choose(group, name)] : [];
      });
    });
  }

  private nameServersAt(cut: string): string[] {
    const sets = this.zone.nodes.get(cut)?.groups.get('NS')?.sets ?? [];
    return sets.flatMap(set =>
      targetsIn(
        'NS',
        (set.ResourceRecords ?? []).map(record => record.Value),
      ),
    );
  }

  private follow(cname: RecordGroup, owner: string, type: string): Resolution {
    this.onTheWay.add(owner);
    const choice = this.choose(cname, owner);
    const alternatives = choice.alternatives.map(alternative => ({ ...alternative, then: this.target(alternative, type) }));
    this.onTheWay.delete(owner);
    return { kind: 'answers', choices: [{ ...choice, alternatives }] };
  }

  private target(alternative: Alternative, type: string): Resolution {
    const name = alternative.pool.length === 1 ? nameOrNone(alternative.pool[0]) : undefined; // a CNAME has one value (behaviour 2.1)
    if (name === undefined || this.onTheWay.has(name) || this.onTheWay.size === MAX_CNAMES) {
      return { kind: 'elsewhere' };
    }
    const resolution = this.known.get(name) ?? this.resolve(name, type, lookUp(this.zone, name, type));
    this.known.set(name, resolution);
    return resolution;
  }
}

/** The names that records of these types send a client on to: the last field of their values (behaviour 9). */
function targetsIn(type: string, values: readonly string[]): string[] {
  const hasTarget = type === 'MX' || type === 'SRV' || type === 'NS';
  return hasTarget ? [...new Set(values.flatMap(value => nameOrNone(value.split(/[ \t]+/).at(-1) ?? '') ?? []))] : [];
}

function nameOrNone(text: string): string | undefined {
  try {
    return normalizeName(text);
  } catch (error) {
    if (error instanceof InvalidNameError) {
      return undefined;
    }
    throw error;
  }
}
