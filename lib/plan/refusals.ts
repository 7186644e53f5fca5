/** What Route 53 would say to a change batch, by the rules that the local Route 53 judges by, in the service's own words (behaviour 6.1). */
import { judgeBatch, type ChangedZone } from '../rules/changes';
import { displayName } from '../rules/names';
import { reservationOf, reservedText } from '../rules/reserved-names';
import { type Tag, textOf as refusalOf } from '../rules/tags';
import { type DeclaredBatch, type DeclaredZone, hasToken } from './declared';

/**
 * The messages for creating the batch's record sets in `zone`, which is what the resource finds, without what it wrote itself before.
 * None when it would be accepted. Record sets that are not fully known before the deployment are left out. Health checks and the size of
 * the zone are judged elsewhere, over all batches together.
 */
export function refusalsOf(batch: DeclaredBatch, zone: ChangedZone): readonly string[] {
  const known = batch.recordSets
    .filter(({ isFullyKnown }) => isFullyKnown)
    .map(({ set }) => ({ Action: 'CREATE', ResourceRecordSet: set }));
  if (known.length === 0) return [];
  const outcome = judgeBatch(zone, known, {
    healthCheckExists: () => true,
    zoneNameOf: () => undefined,
    maxRecordSets: Infinity,
  });
  return outcome.kind === 'refused' ? outcome.messages : [];
}

/** What Route 53 would say to the creation of a zone of that name, one that the template tells. */
export function zoneRefusal({ name, isPrivate }: DeclaredZone): string | undefined {
  return hasToken(name) || reservationOf(name, isPrivate) === undefined ? undefined : reservedText(displayName(name));
}

/** What it would say to these tags, as far as the template tells them. */
export function tagRefusals(tags: readonly Tag[] = []): string[] {
  return tags
    .filter(({ Key, Value }) => !hasToken(Key) && !hasToken(Value))
    .flatMap(tag => {
      const text = refusalOf(tag);
      return text === undefined ? [] : [`${text} (tag '${tag.Key ?? ''}': '${tag.Value ?? ''}')`];
    });
}
