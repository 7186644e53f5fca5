/** What Route 53 itself would say of a change batch that no other finding has explained: its own rules, on the live zone. */
import { identity } from '../../../rules/same-record-set';
import type { ResourceRecordSet } from '../../../rules/record-set';
import { displayName } from '../../../rules/names';
import { locationKey, type DeclaredBatch } from '../../declared';
import { refusalsOf } from '../../refusals';
import { isUnchanged, liveZone, sameLocation, type Finding, type Owners, type PreflightFacts } from '../facts';

export function refusalFindings(facts: PreflightFacts, owners: Owners, given: readonly Finding[]): Finding[] {
  const explained = given.filter(({ level }) => level === 'blocked').map(({ subject }) => subject);
  const isExplained = (batch: DeclaredBatch): boolean =>
    explained.some(
      subject =>
        subject === locationKey(batch.location) ||
        batch.recordSets.some(({ set }) => `${subject} `.startsWith(`${displayName(set.Name)} ${set.Type} `)),
    );
  return facts.planned.batches.filter(batch => !isExplained(batch)).flatMap(batch => refused(batch, facts, owners));
}

function refused(batch: DeclaredBatch, facts: PreflightFacts, owners: Owners): Finding[] {
  const zone = liveZone(facts, batch.zone);
  if (!zone || isUnchanged(batch, facts)) return [];
  const coming = new Set(batch.recordSets.map(({ set }) => identity(set)));
  // Its own are replaced in the same batch. Identical ones of others are taken over rather than created (behaviour 7.2), and those that differ
  // are findings of their own.
  const standing = zone.recordSets.filter(
    live => !sameLocation(owners.of(zone, live), batch.location) && !coming.has(identity(live)),
  );
  const messages = refusalsOf(batch, {
    id: zone.id,
    name: zone.name,
    recordSets: [...standing, ...comingBefore(batch, facts, standing)],
  });
  return messages.map(message => ({
    level: 'blocked',
    id: 'refused-by-route53',
    subject: locationKey(batch.location),
    found: `Route 53 would answer: ${message}`,
    steps: ['change what the error names'],
  }));
}

/** Record sets of other batches, which may be there first when a batch depends on them, such as the target of an alias. */
function comingBefore(batch: DeclaredBatch, facts: PreflightFacts, standing: readonly ResourceRecordSet[]): ResourceRecordSet[] {
  const taken = new Set([...standing, ...batch.recordSets.map(({ set }) => set)].map(({ Name, Type }) => `${Name} ${Type}`));
  return facts.planned.batches
    .filter(other => batch.after.includes(other.location.logicalId) && other.location.stack === batch.location.stack)
    .flatMap(other => other.recordSets.map(({ set }) => set))
    .filter(({ Name, Type }) => !taken.has(`${Name} ${Type}`));
}
