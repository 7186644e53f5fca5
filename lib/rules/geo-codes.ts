/** The places that location-based routing knows (behaviour 3.5). */
import type { GeoLocation } from './record-set';
import { geoLocation } from './routing/geo-locations';
import { REGION_NAMES } from './routing/regions';

/** Whether there is such a place: a continent, a country or `*` for all of them, or a subdivision of a country that has some. */
export function isLocation(geo: GeoLocation): boolean {
  return geoLocation(geo) !== undefined;
}

/** As the service names a place, spaces and all. */
export function locationText({
  ContinentCode: continent,
  CountryCode: country,
  SubdivisionCode: subdivision,
}: GeoLocation): string {
  return [
    country === undefined ? '' : `country = ${country}`,
    ...(continent === undefined ? [] : [`continent = ${continent}`]),
    ...(subdivision === undefined ? [] : [`subdivision = ${subdivision}`]),
  ].join(' ');
}

/** Called after its Region and the city: `us-west-2-lax-1`. */
export function isLocalZoneGroup(name: string): boolean {
  const region = /^([a-z]+(?:-[a-z]+)+-\d+)-[a-z]{3}-\d+$/.exec(name)?.[1];
  return region !== undefined && REGION_NAMES.includes(region);
}
