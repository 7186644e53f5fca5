/** Words that many of Route 53's messages share. */
import type { ResourceRecordSet } from '../record-set';

/** Sentences that are foretold, too, before anything is sent (behaviour 6.1). */
export const NO_CHECK_ON_SIMPLE =
  'DNS name must have alternate ResourceRecordSet responses configured via a routing policy (e.g., Weight, Region, etc.) if a health check is attached';
export const PRIMARY_NEEDS_CHECK = 'A non-alias primary ResourceRecordSet must have an associated health check';
export const PRIMARY_ALIAS_NEEDS_HEALTH =
  'cannot be a primary without EvaluateTargetHealth set to true or an associated health check as a secondary would never be returned';
export const TARGET_OUTSIDE_ZONE = 'the alias target name does not lie within the target zone';

/** `RRSet with DNS name X, type T, SetIdentifier S` */
export function rrset({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  return `RRSet with DNS name ${Name}, type ${Type}` + (SetIdentifier === undefined ? '' : `, SetIdentifier ${SetIdentifier}`);
}

/** `resource record set [name='X', type='T', set-identifier='S']` */
export function bracketed({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  const suffix = SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`;
  return `resource record set [name='${Name}', type='${Type}'${suffix}]`;
}
