/**
 * What a change batch may do to a zone, with Route 53's own error texts (behaviour 5.3, 6.1). A batch is atomic: either the record sets that
 * the zone has afterwards come out, or everything that is wrong with it, together.
 */
import { invariantFaults } from './changes/invariants';
import { applied, existenceFaults } from './changes/existence';
import { inListingOrder } from './changes/order';
import { recordSetFaults } from './changes/record-set-faults';
import { requestFault } from './changes/request-fault';
import { sizeFaults } from './changes/size-faults';
import { normalized } from './changes/normalized';
import type { BatchContext, BatchOutcome, ChangedZone, RecordSetChange, RefusalCode } from './changes/batch';

export type * from './changes/batch';
export { inListingOrder } from './changes/order';

/**
 * Judges a batch in the order that the service seems to have: the request's form, then what it refers to, then its size and each record
 * set by itself, then each change against the zone as the changes before it leave it, and last what must hold of the zone afterwards.
 * The last is judged once for the whole batch, so that a group may change its policy or TTL in one (behaviour 1.6).
 */
export function judgeBatch(zone: ChangedZone, asSent: readonly RecordSetChange[], around: BatchContext): BatchOutcome {
  const refused = (code: RefusalCode, messages: readonly string[]): BatchOutcome => ({ kind: 'refused', code, messages });
  const malformed = requestFault(asSent);
  if (malformed !== undefined) {
    return refused('InvalidInput', [malformed]);
  }
  // A set outlives its health check, and must be there to be deleted (behaviour 4.4).
  const unknown = asSent.flatMap(({ Action, ResourceRecordSet: { HealthCheckId: id } }) =>
    Action === 'DELETE' || id === undefined || around.healthCheckExists(id) ? [] : [id],
  );
  if (unknown.length > 0) {
    return refused(
      'NoSuchHealthCheck',
      [...new Set(unknown)].map(id => `A health check with id ${id} does not exist.`),
    );
  }
  const ownFaults = [...sizeFaults(asSent), ...asSent.flatMap(change => recordSetFaults(change, zone))];
  if (ownFaults.length > 0) {
    return refused('InvalidChangeBatch', ownFaults);
  }
  const changes = asSent.map(normalized);
  const faults = existenceFaults(zone, changes, around);
  if (faults.length > 0) {
    return refused('InvalidChangeBatch', faults);
  }
  const recordSets = applied(zone.recordSets, changes);
  const broken = invariantFaults(zone, changes, recordSets, around);
  return broken.length > 0 ? refused('InvalidChangeBatch', broken) : { kind: 'accepted', recordSets: inListingOrder(recordSets) };
}
