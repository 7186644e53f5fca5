/**
 * Record sets that Route 53 would not take beside each other, found when the tree is validated: only then is it complete. Ours against
 * ours and against those of aws-cdk-lib; what aws-cdk-lib's own do to each other is not our concern.
 */
import type { IConstruct } from 'constructs';
import { groupBy } from '../../rules/group-by';
import { excludeEachOther } from '../../rules/record-types';
import { MAX_RECORD_SETS_PER_NAME_AND_TYPE } from '../../rules/limits';
import { displayName } from '../../rules/names';
import { type DefinedRecordSet, definesRecordSets, recordSetsOfTree } from './record-sets-of-tree';

/** The record sets of a tree, and who has yet to ask about them. */
interface Survey {
  /** By zone and name. */
  readonly byName: ReadonlyMap<string, readonly DefinedRecordSet[]>;
  /** The keys of `byName` under which a construct has record sets. */
  readonly namesOf: ReadonlyMap<IConstruct, ReadonlySet<string>>;
  /** Those of ours that were there and have not asked. */
  readonly unasked: Set<IConstruct>;
}

const OURS = new WeakSet<IConstruct>();
const SURVEYS = new WeakMap<IConstruct, Survey>();

/** Makes validation report what the record sets of `construct` cannot stand beside. */
export function refuseConflicts(construct: IConstruct): void {
  OURS.add(construct);
  construct.node.addValidation({ validate: () => conflictsOf(construct) });
}

function conflictsOf(construct: IConstruct): string[] {
  const { byName, namesOf } = surveyFor(construct);
  const messages = [...(namesOf.get(construct) ?? [])].flatMap(name => {
    const sets = byName.get(name) ?? [];
    const first = sets.findIndex(set => set.owner === construct);
    // of two of ours the later one reports, so that each conflict is said once
    const others = sets.filter((set, place) => set.owner !== construct && (!OURS.has(set.owner) || place < first));
    const mine = others.length === 0 ? [] : sets.filter(set => set.owner === construct);
    return [...mine.flatMap(set => others.flatMap(other => conflict(set, other) ?? [])), ...crowds(mine, others)];
  });
  return [...new Set(messages)];
}

/** The tree is read once for all of ours. Whoever asks a second time starts a new validation, for which it may have changed. */
function surveyFor(construct: IConstruct): Survey {
  const { root } = construct.node;
  const last = SURVEYS.get(root);
  const survey = last?.unasked.has(construct) ? last : surveyOf(root);
  survey.unasked.delete(construct);
  SURVEYS.set(root, survey);
  return survey;
}

function surveyOf(root: IConstruct): Survey {
  const namesOf = new Map<IConstruct, Set<string>>();
  const tree = root.node.findAll();
  const owners = new Map(tree.filter(definesRecordSets).map(resource => [resource, ownerOf(resource)]));
  const isAlone = new Set(owners.values()).size < 2; // then it is in no conflict, whatever its record sets are
  const byName = groupBy(isAlone ? [] : recordSetsOfTree(tree, owners), set => `${set.zone} ${set.name}`);
  for (const [name, sets] of byName) {
    for (const { owner } of sets) namesOf.set(owner, (namesOf.get(owner) ?? new Set()).add(name));
  }
  return { byName, namesOf, unasked: new Set(tree.filter(node => OURS.has(node))) };
}

/** The construct that a person wrote: one of ours, which may define several resources; otherwise an L2, or an L1 that is used as such. */
function ownerOf(resource: IConstruct): IConstruct {
  const { id, scope, scopes } = resource.node;
  return scopes.reverse().find(above => OURS.has(above)) ?? (id === 'Resource' && scope ? scope : resource);
}

/** A multivalue group of several constructs, no one of which has too many members (behaviour 1.7). */
function crowds(mine: readonly DefinedRecordSet[], others: readonly DefinedRecordSet[]): string[] {
  const max = MAX_RECORD_SETS_PER_NAME_AND_TYPE;
  const types = others.length === 0 ? [] : [...new Set(mine.filter(set => set.policy === 'multivalue').map(set => set.type))];
  return types.flatMap(type => {
    const group = [...mine, ...others].filter(set => set.type === type && set.policy === 'multivalue');
    const paths = [...new Set(others.filter(set => group.includes(set)).map(set => `[${set.owner.node.path}]`))].join(' and ');
    const records = `the ${type} records of '${displayName(mine[0].name)}'`;
    return group.length > max && paths !== ''
      ? [`recordName must not conflict with ${paths}: ${records} are ${group.length} in total, and ${max} are allowed`]
      : [];
  });
}

/** Why these two record sets of one name cannot be in one zone, or undefined when they can (behaviour 1.3, 1.5, 1.6, 6.1). */
function conflict(mine: DefinedRecordSet, other: DefinedRecordSet): string | undefined {
  const say = (what: string): string => `recordName must not conflict with [${other.owner.node.path}]: ${what}`;
  const name = `'${displayName(mine.name)}'`;
  if (mine.type !== other.type) {
    return excludeEachOther(mine.type, other.type)
      ? say(
          `${name} has records of type ${mine.type} here and ${other.type} there, and a CNAME cannot coexist with other records of its name`,
        )
      : undefined;
  }
  const records = `the ${mine.type} records of ${name}`;
  if (mine.policy !== other.policy) {
    return say(
      `${records} have the policy ${mine.policy} here and ${other.policy} there, and a name and type can have only one policy`,
    );
  }
  if (mine.policy === 'simple') {
    return say(`${records} are defined in both, and simple routing has one record set per name and type`);
  }
  if (mine.setIdentifier === other.setIdentifier) {
    return say(`${records} have the set identifier '${mine.setIdentifier}' in both, and it must be unique`);
  }
  if (mine.policy === 'failover' && mine.failover === other.failover) {
    return say(`${records} have a ${mine.failover} in both, and there can be only one`);
  }
  if (mine.policy === 'multivalue' && mine.ttl !== undefined && other.ttl !== undefined && mine.ttl !== other.ttl) {
    return say(`${records} have a TTL of ${mine.ttl} seconds here and ${other.ttl} there, and an answer has one TTL`);
  }
  return undefined;
}
