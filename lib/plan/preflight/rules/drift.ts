/** What was changed by hand since the last deployment: the deployed template against the API, and the API against DNS. */
import { identity } from '../../../rules/same-record-set';
import { displayName } from '../../../rules/names';
import { locationKey, type DeclaredBatch, type DeclaredRecordSet } from '../../declared';
import { shownValue } from '../../spelling';
import { changedProperties } from '../compare';
import { batchAt, liveZone, sameBatch, type DnsAnswer, type Finding, type LiveZone, type PreflightFacts } from '../facts';

/**
 * CloudFormation deletes by the values that it wrote itself, and Route 53 refuses a DELETE that does not match (behaviour 5.3, 7.2). So a
 * change by hand blocks the deployment when that changes or removes the record set, and waits for a later one when not.
 */
export function driftFindings(facts: PreflightFacts): Finding[] {
  return facts.deployed.batches.flatMap(batch =>
    batch.recordSets.flatMap(recordSet => {
      const zone = liveZone(facts, recordSet.zone);
      if (!zone) return [];
      const live = zone.recordSets.find(set => identity(set) === identity(recordSet.set));
      const changed = live ? changedProperties(recordSet, live) : ['deleted'];
      return changed.length > 0 ? [drifted(facts, batch, recordSet, changed)] : [];
    }),
  );
}

function drifted(facts: PreflightFacts, batch: DeclaredBatch, { set }: DeclaredRecordSet, changed: readonly string[]): Finding {
  const touched = !sameBatch(batch, batchAt(facts.planned, batch.location));
  const identifier = set.SetIdentifier === undefined ? '' : ` '${set.SetIdentifier}'`;
  return {
    level: touched ? 'blocked' : 'warning',
    id: changed[0] === 'deleted' ? 'deleted-by-hand' : 'changed-by-hand',
    subject: `${displayName(set.Name)} ${set.Type}${identifier}`,
    found:
      `${locationKey(batch.location)} has drifted from the deployed template: ${changed.join('; ')}. ` +
      (touched
        ? 'This deployment changes or removes it, and fails because the live values differ from those CloudFormation knows'
        : 'This deployment does not touch it; the next one that does will fail'),
    steps: [
      'restore the live record set to what was deployed (aws route53 change-resource-record-sets, action UPSERT)',
      'then deploy, with the change in the app if you want to keep it',
    ],
  };
}

/** What the zone's name servers say of the names that the app has deployed. */
export function dnsFindings(facts: PreflightFacts): Finding[] {
  const findings = facts.answers.flatMap(answer => {
    const zone = facts.zones.find(({ id }) => id === answer.zoneId);
    const problem = zone && disagreement(zone, answer);
    return problem === undefined ? [] : [{ answer, problem }];
  });
  const subjects = new Set(findings.map(({ answer }) => `${displayName(answer.name)} ${answer.type}`));
  return [...subjects].map(subject => {
    const about = findings.filter(({ answer }) => `${displayName(answer.name)} ${answer.type}` === subject);
    return {
      level: 'warning' as const,
      id: 'dns-differs',
      subject,
      found: about.map(({ answer, problem }) => `${answer.server}: ${problem}`).join('; '),
      steps: [
        'wait a minute and try again: a change may still be propagating to the name servers',
        'otherwise check that the domain is delegated to the name servers of this zone (dig NS), not to those of another zone with the same name',
      ],
    };
  });
}

function disagreement(zone: LiveZone, { name, type, answered }: DnsAnswer): string | undefined {
  const live = zone.recordSets.filter(set => set.Name === name && set.Type === type);
  if (live.length === 0) {
    return Array.isArray(answered) && answered.length > 0
      ? `answers ${answered.join(', ')}, which the API does not have`
      : undefined;
  }
  if (typeof answered === 'string')
    return `${answered}, though the API has ${live.length === 1 ? 'a record set' : `${live.length} record sets`}`;
  if (live.some(set => set.AliasTarget)) return undefined; // what an alias leads to may be outside this zone
  const known = new Set(live.flatMap(set => set.ResourceRecords ?? []).map(({ Value }) => shownValue(type, Value)));
  const strange = answered.filter(value => !known.has(shownValue(type, value)));
  return strange.length > 0 ? `answers ${strange.join(', ')}, which the API does not have` : undefined;
}
