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
import type { ResourceRecordSet } from './record-set';

export { inListingOrder } from './changes/order';

export type Action = 'CREATE' | 'DELETE' | 'UPSERT';

/** One change as it came: nothing about it is certain but the types of its members. */
export interface RecordSetChange {
  readonly Action: string;
  readonly ResourceRecordSet: ResourceRecordSet;
}

/** The zone a batch is for; names are normalized. */
export interface ChangedZone {
  readonly id: string;
  readonly name: string;
  /** Whether only VPCs see it. */
  readonly isPrivate?: boolean;
  readonly recordSets: readonly ResourceRecordSet[];
}

/** What a batch may refer to outside the zone. */
export interface BatchContext {
  healthCheckExists(id: string): boolean;
  /** The normalized name of another zone of this account, which an alias may not target. Zones of AWS services are none of them. */
  zoneNameOf(zoneId: string): string | undefined;
  /** Record sets a zone may hold besides its own NS and SOA. */
  readonly maxRecordSets: number;
}

export type RefusalCode = 'InvalidInput' | 'NoSuchHealthCheck' | 'InvalidChangeBatch';

export type BatchOutcome =
  /** What the zone holds afterwards, in the order of ListResourceRecordSets. */
  | { readonly kind: 'accepted'; readonly recordSets: readonly ResourceRecordSet[] }
  /** Nothing is applied. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly messages: readonly string[] };

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
