/** The places that location-based routing knows (behaviour 3.5). */
import type { GeoLocation } from './record-set';
import { geoLocation } from './routing/geo-locations';
import { REGION_NAMES, regionOfLocalZoneGroup } from './routing/regions';

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

export function isLocalZoneGroup(name: string): boolean {
  return REGION_NAMES.includes(regionOfLocalZoneGroup(name) ?? '');
}
