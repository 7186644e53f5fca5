/**
 * Record sets that a delegation hides: a name at or below an NS set that is not the zone's own is answered by the servers that the NS set
 * names, never by the servers of this zone (behaviour 9; RFC 1034 section 4.2.1).
 */
import { isAddressType } from './record-types';
import { isInZone, normalizeName } from './names';
import type { ResourceRecordSet } from './record-set';
import { parentName } from './routing/zone-index';

type NamedSet = Pick<ResourceRecordSet, 'Name' | 'Type'> & Partial<Pick<ResourceRecordSet, 'ResourceRecords'>>;

/** The NS sets of a zone, its own left out, by normalized name. `zone` is normalized, and so are the names of the sets. */
export function delegationsOf<T extends NamedSet>(zone: string, sets: readonly T[]): Map<string, T> {
  return new Map(sets.flatMap(set => (set.Type === 'NS' && set.Name !== zone ? [[set.Name, set] as const] : [])));
}

/**
 * The delegation that hides a record set; the highest, as what lies below it does not count. Not hidden are the NS set itself, a DS set
 * beside it, which belongs to the side above (RFC 4035 section 3.1.4.1), and the addresses of its own name servers (glue).
 */
export function delegationAbove<T extends NamedSet>(
  set: NamedSet,
  zone: string,
  delegations: ReadonlyMap<string, T>,
): T | undefined {
  let found: T | undefined;
  for (let above = set.Name; above !== zone && isInZone(above, zone); above = parentName(above)) {
    found = delegations.get(above) ?? found;
  }
  if (found === undefined || (found.Name === set.Name && (set.Type === 'NS' || set.Type === 'DS'))) {
    return undefined;
  }
  const isGlue = isAddressType(set.Type) && serversOf(found).includes(set.Name);
  return isGlue ? undefined : found;
}

function serversOf({ ResourceRecords: records = [] }: NamedSet): string[] {
  return records.flatMap(({ Value }) => {
    try {
      return [normalizeName(Value)];
    } catch {
      return []; // a value that is known only at deployment
    }
  });
}
