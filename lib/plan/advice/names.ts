/** Advice on the record sets of one name and type. */
import { isAddressType, isRecordType, recordTypeRule } from '../../rules/record-types';
import { ADVISED_TTL_WITH_HEALTH_CHECKS, MAX_ANSWER_RECORDS } from '../../rules/limits';
import { displayName } from '../../rules/names';
import { groupLimit, policiesOf } from '../../rules/record-set';
import { locationKey } from '../declared';
import type { DeclaredName } from '../names';
import { valueCount } from '../quotas';
import type { Remark, RemarkOn } from './advice';

type Rule = (name: DeclaredName) => Remark | undefined;

const watched = ({ members }: DeclaredName): DeclaredName['members'] =>
  members.filter(({ recordSet }) => recordSet.healthCheck !== undefined);

const RULES: readonly Rule[] = [
  function mixedPolicies({ members, policy }) {
    const found = [...new Set(members.flatMap(({ recordSet }) => policiesOf(recordSet.set)))];
    if (found.length === 1) return undefined;
    return {
      level: 'refused',
      id: 'mixed-policies',
      advice: `use one routing policy, ${policy} or ${found.filter(other => other !== policy).join(' or ')}`,
      reason: 'all record sets with the same name and type must have the same routing policy',
    };
  },

  function sameIdentifier({ members, policy }) {
    const identifiers = members.map(({ recordSet }) => recordSet.set.SetIdentifier);
    const twice = identifiers.find((identifier, index) => identifiers.indexOf(identifier) !== index);
    if (members.length < 2 || (twice === undefined && new Set(identifiers).size === identifiers.length)) return undefined;
    return {
      level: 'refused',
      id: 'same-identifier',
      advice: twice === undefined ? 'declare it once' : `give each record set its own identifier; '${twice}' is used twice`,
      reason: `Route 53 identifies a ${policy} record set by name, type and set identifier, which must be unique`,
    };
  },

  function tooMany({ members, policy }) {
    const limit = groupLimit(policy);
    if (members.length <= limit || policy === 'simple') return undefined;
    return {
      level: 'refused',
      id: 'group-too-large',
      advice: `spread the ${members.length} record sets over several names`,
      reason: `Route 53 allows at most ${limit} ${policy} record sets with the same name and type`,
    };
  },

  function unsupportedType({ policy, type }) {
    if (policy !== 'multivalue' || !isRecordType(type) || recordTypeRule(type).notMultivalue === undefined) return undefined;
    return {
      level: 'refused',
      id: 'type-not-multivalue',
      advice: `answer with A and AAAA records instead of ${type}`,
      reason: 'multivalue answer routing does not support this type',
    };
  },

  function uncheckedPrimary({ policy, members }) {
    const bare = members.find(
      ({ recordSet: { set, healthCheck } }) =>
        set.Failover === 'PRIMARY' && healthCheck === undefined && set.AliasTarget?.EvaluateTargetHealth !== true,
    );
    if (policy !== 'failover' || !bare) return undefined;
    return {
      level: 'refused',
      id: 'primary-without-check',
      advice: bare.recordSet.set.AliasTarget ? 'let the primary evaluate its target health' : 'give the primary a health check',
      reason: 'without one the primary always counts as healthy, so Route 53 never fails over to the secondary',
    };
  },

  function checkOnSimple(name) {
    if (name.policy !== 'simple' || watched(name).length === 0) return undefined;
    return {
      level: 'refused',
      id: 'check-on-simple',
      advice: 'use multivalue answers, or remove the health check',
      reason: 'a simple record set cannot have a health check',
    };
  },

  function unchecked(name) {
    const checked = watched(name).length;
    if (name.policy !== 'multivalue' || checked === 0 || checked === name.members.length) return undefined;
    const bare = name.members.filter(({ recordSet }) => recordSet.healthCheck === undefined);
    return {
      level: 'risk',
      id: 'some-unchecked',
      advice: `give ${bare.map(({ recordSet }) => recordSet.set.SetIdentifier).join(', ')} a health check too`,
      reason:
        'a record without a health check always counts as healthy: Route 53 keeps returning it even when it is down, and never fails open to the checked records',
    };
  },

  function longTtl(name) {
    const longest = Math.max(...name.members.map(({ recordSet }) => recordSet.set.TTL ?? 0));
    if (watched(name).length === 0 || longest <= ADVISED_TTL_WITH_HEALTH_CHECKS) return undefined;
    return {
      level: 'risk',
      id: 'ttl-too-long',
      advice: `lower the TTL from ${longest} to ${ADVISED_TTL_WITH_HEALTH_CHECKS} seconds or less`,
      reason: 'resolvers keep returning an endpoint from their caches for the TTL after Route 53 has dropped it',
    };
  },

  function differentTtl({ policy, members }) {
    const ttls = [...new Set(members.map(({ recordSet }) => recordSet.set.TTL).filter(ttl => ttl !== undefined))];
    if (ttls.length < 2 || (policy !== 'multivalue' && policy !== 'weighted')) return undefined;
    return {
      level: policy === 'weighted' ? 'refused' : 'risk',
      id: 'different-ttl',
      advice: `use one TTL; there are ${ttls.join(', ')}`,
      reason: 'the records of an answer share one TTL, and AWS does not document which one multivalue answers carry',
    };
  },

  function severalValues({ policy, members }) {
    const several = members.find(({ recordSet }) => valueCount(recordSet) > 1);
    if (policy !== 'multivalue' || !several) return undefined;
    return {
      level: 'risk',
      id: 'several-values',
      advice: `give each value its own record set; '${several.recordSet.set.SetIdentifier}' has ${valueCount(several.recordSet)}`,
      reason:
        'AWS does not document how several values of one record set count towards the maximum of eight, and one health check decides for all of them',
    };
  },

  function separateBatches({ policy, members }) {
    const batches = new Set(members.map(({ recordSet }) => locationKey(recordSet.batch)));
    if (policy === 'simple' || batches.size < 2) return undefined;
    return {
      level: 'risk',
      id: 'not-one-group',
      advice: `declare the ${members.length} record sets in one RecordSetGroup (MultiValueRecordSet does)`,
      reason: `they reach Route 53 in ${batches.size} change batches, so that answers are incomplete in between and the policy can never be changed in place`,
    };
  },

  function manyValuesUnwatched({ policy, members, type }) {
    const values = Math.max(...members.map(({ recordSet }) => valueCount(recordSet)));
    if (policy !== 'simple' || values < 2 || !isAddressType(type)) return undefined;
    return {
      level: 'hint',
      id: 'simple-with-several-values',
      advice: 'use multivalue answers with a health check for each address',
      reason: `Route 53 always returns all ${values} addresses, including those that are down`,
    };
  },

  function single({ policy, members }) {
    if (policy !== 'multivalue' || members.length > 1) return undefined;
    return {
      level: 'hint',
      id: 'single-endpoint',
      advice: 'add a second endpoint',
      reason: 'Route 53 fails open to the only endpoint when it is unhealthy, so its health check changes nothing',
    };
  },

  function shares({ policy, members }) {
    if (policy !== 'multivalue' || members.length <= MAX_ANSWER_RECORDS) return undefined;
    return {
      level: 'hint',
      id: 'more-than-eight',
      advice: `expect each endpoint in about ${Math.round((100 * MAX_ANSWER_RECORDS) / members.length)} % of the answers`,
      reason: `an answer holds at most ${MAX_ANSWER_RECORDS} of the ${members.length}, chosen at random`,
    };
  },
];

export function adviseOnName(name: DeclaredName): RemarkOn[] {
  const subject = `${displayName(name.name)} ${name.type}`;
  return RULES.flatMap(rule => {
    const found = rule(name);
    return found ? [{ ...found, subject }] : [];
  });
}
