/**
 * Where AWS Regions are: the city or area AWS names for each, in whole degrees. Distance between them stands in for measured latency,
 * which AWS does not publish.
 */
import type { ClientLocation, Coordinates } from './location';

const REGIONS = new Map<string, readonly [latitude: number, longitude: number]>([
  ['af-south-1', [-34, 18]],
  ['ap-east-1', [22, 114]],
  ['ap-east-2', [25, 122]],
  ['ap-northeast-1', [36, 140]],
  ['ap-northeast-2', [38, 127]],
  ['ap-northeast-3', [35, 136]],
  ['ap-south-1', [19, 73]],
  ['ap-south-2', [17, 78]],
  ['ap-southeast-1', [1, 104]],
  ['ap-southeast-2', [-34, 151]],
  ['ap-southeast-3', [-6, 107]],
  ['ap-southeast-4', [-38, 145]],
  ['ap-southeast-5', [3, 102]],
  ['ap-southeast-6', [-37, 175]],
  ['ap-southeast-7', [14, 101]],
  ['ca-central-1', [46, -74]],
  ['ca-west-1', [51, -114]],
  ['cn-north-1', [40, 116]],
  ['cn-northwest-1', [38, 106]],
  ['eu-central-1', [50, 9]],
  ['eu-central-2', [47, 9]],
  ['eu-north-1', [59, 18]],
  ['eu-south-1', [45, 9]],
  ['eu-south-2', [42, -1]],
  ['eu-west-1', [53, -6]],
  ['eu-west-2', [52, 0]],
  ['eu-west-3', [49, 2]],
  ['il-central-1', [32, 35]],
  ['me-central-1', [25, 55]],
  ['me-south-1', [26, 51]],
  ['mx-central-1', [21, -100]],
  ['sa-east-1', [-24, -47]],
  ['us-east-1', [39, -77]],
  ['us-east-2', [40, -83]],
  ['us-gov-east-1', [40, -83]],
  ['us-gov-west-1', [46, -120]],
  ['us-west-1', [37, -122]],
  ['us-west-2', [46, -120]],
]);

export const REGION_NAMES: readonly string[] = [...REGIONS.keys()];

/** TestDNSAnswer asks from a resolver in this Region unless told otherwise (behaviour 5.7); a client of unknown place counts as there. */
export const DEFAULT_REGION = 'us-east-1';

export function regionCoordinates(region: string | undefined): Coordinates | undefined {
  const place = region === undefined ? undefined : REGIONS.get(region);
  return place && { latitude: place[0], longitude: place[1] };
}

/** A Local Zone group is called after its Region and the city: `us-west-2-lax-1`. Undefined for what is called otherwise. */
export function regionOfLocalZoneGroup(name: string): string | undefined {
  return /^([a-z]+(?:-[a-z]+)+-\d+)-[a-z]{3}-\d+$/.exec(name)?.[1];
}

/** Where a client is: what it says itself, else its Region, else the default Region. */
export function coordinatesOf(location: ClientLocation): Coordinates {
  const place = location.coordinates ?? regionCoordinates(location.region) ?? regionCoordinates(DEFAULT_REGION);
  if (!place) {
    throw new Error(`no coordinates for ${DEFAULT_REGION}`);
  }
  return place;
}

const EARTH_RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres over the globe (haversine). */
export function distance(a: Coordinates, b: Coordinates): number {
  const height = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const width = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const arc = height + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * width;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(arc)));
}
