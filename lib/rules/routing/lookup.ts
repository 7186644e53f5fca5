import { isInZone, wildcardBelow } from '../names';
import { parentName, type ZoneIndex, type ZoneNode } from './zone-index';

export type Lookup =
  | { readonly kind: 'found'; readonly node: ZoneNode }
  | { readonly kind: 'noSuchName' }
  | { readonly kind: 'delegated'; readonly cut: string }
  | { readonly kind: 'elsewhere' };

const NO_SUCH_NAME: Lookup = { kind: 'noSuchName' };
const ELSEWHERE: Lookup = { kind: 'elsewhere' };

/**
 * Which node of the zone answers for a normalized name. A name that exists, whatever its types, answers for itself; else the wildcard
 * directly below the nearest name that exists, at any depth (behaviour 9; RFC 4592).
 */
export function lookUp(zone: ZoneIndex, name: string, type: string): Lookup {
  if (!isInZone(name, zone.name)) {
    return ELSEWHERE;
  }
  const cut = zone.cuts.size > 0 ? cutAbove(zone, name) : undefined;
  if (cut !== undefined && !(name === cut && type === 'DS')) {
    return { kind: 'delegated', cut }; // DS belongs to the side above the cut (RFC 4035 section 3.1.4.1)
  }
  const node = zone.nodes.get(name) ?? zone.nodes.get(wildcardBelow(nearestExisting(zone, name)));
  return node ? { kind: 'found', node } : NO_SUCH_NAME;
}

function nearestExisting(zone: ZoneIndex, name: string): string {
  let above = parentName(name);
  while (!zone.nodes.has(above)) {
    above = parentName(above); // ends at the apex, which always exists
  }
  return above;
}

/** The highest cut at or above the name: what lies below it does not count any more. */
function cutAbove(zone: ZoneIndex, name: string): string | undefined {
  let found: string | undefined;
  for (let above = name; above !== zone.name; above = parentName(above)) {
    found = zone.cuts.has(above) ? above : found;
  }
  return found;
}
