import type { ResourceRecordSet } from '../record-set';
import type { ClientLocation } from './location';

/** The set of the client's location in the CIDR collection, then the default location `*` (behaviour 3.5, IP-based routing). */
export function cidrTiers(sets: readonly ResourceRecordSet[], location: ClientLocation): ResourceRecordSet[] {
  return [location.cidrLocation, '*'].flatMap(name =>
    name === undefined ? [] : sets.filter(set => set.CidrRoutingConfig?.LocationName === name),
  );
}
