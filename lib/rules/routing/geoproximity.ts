import type { GeoProximityLocation, ResourceRecordSet } from '../record-set';
import type { ClientLocation, Coordinates } from './location';
import { coordinatesOf, distance, regionCoordinates, regionOfLocalZoneGroup } from './regions';

/** The nearest set first, by distance with the bias applied (behaviour 3.5). A place without known coordinates comes last. */
export function geoproximityTiers(sets: readonly ResourceRecordSet[], location: ClientLocation): ResourceRecordSet[] {
  const client = coordinatesOf(location);
  return sets
    .map(set => ({ set, away: biasedDistance(client, set.GeoProximityLocation ?? {}) }))
    .sort((a, b) => a.away - b.away)
    .map(({ set }) => set);
}

function biasedDistance(client: Coordinates, place: GeoProximityLocation): number {
  const there = placeOf(place);
  if (!there) {
    return Number.MAX_VALUE;
  }
  const bias = place.Bias ?? 0;
  const straight = distance(client, there);
  return bias >= 0 ? straight * (1 - bias / 100) : straight / (1 + bias / 100);
}

function placeOf(place: GeoProximityLocation): Coordinates | undefined {
  if (place.Coordinates) {
    return { latitude: Number(place.Coordinates.Latitude), longitude: Number(place.Coordinates.Longitude) };
  }
  return regionCoordinates(place.AWSRegion ?? regionOfLocalZoneGroup(place.LocalZoneGroup ?? '')); // its place stands in for the zone's own
}
