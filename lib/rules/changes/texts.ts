/** Words that many of Route 53's messages share. */
import type { ResourceRecordSet } from '../record-set';

/** `RRSet with DNS name X, type T, SetIdentifier S` */
export function rrset({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  return `RRSet with DNS name ${Name}, type ${Type}` + (SetIdentifier === undefined ? '' : `, SetIdentifier ${SetIdentifier}`);
}

/** `resource record set [name='X', type='T', set-identifier='S']` */
export function bracketed({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  const suffix = SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`;
  return `resource record set [name='${Name}', type='${Type}'${suffix}]`;
}
