/** What Route 53 would say to a change batch, by the rules that the local Route 53 judges by, in the service's own words (facts 6.1). */
import { judgeBatch, type ChangedZone } from '../rules/changes';
import type { DeclaredBatch } from './declared';

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
