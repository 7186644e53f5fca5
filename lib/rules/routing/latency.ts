import type { ResourceRecordSet } from '../record-set';
import type { ClientLocation } from './location';
import { coordinatesOf, distance, regionCoordinates } from './regions';

/**
 * The best Region for the client first, then the next best (behaviour 3.5). AWS measures latency; here the Region the client is said to be in
 * is best, and then distance stands in for latency. Regions without known coordinates come last.
 */
export function latencyTiers(sets: readonly ResourceRecordSet[], location: ClientLocation): ResourceRecordSet[] {
  const client = coordinatesOf(location);
  return sets
    .map(set => ({ set, away: distanceTo(set.Region) }))
    .sort((a, b) => a.away - b.away)
    .map(({ set }) => set);

  function distanceTo(region: string | undefined): number {
    if (region !== undefined && region === location.region) {
      return -1;
    }
    const there = regionCoordinates(region);
    return there ? distance(client, there) : Number.MAX_VALUE;
  }
}
