/** What a change batch is judged by. */
import type { ResourceRecordSet } from '../record-set';

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
