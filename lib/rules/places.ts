/** The places that location-based routing knows (facts 3.5). */
import type { GeoLocation } from './record-set';
import { REGION_NAMES } from './routing/regions';

export const CONTINENTS: readonly string[] = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'];
/** Countries that have subdivisions: states of the USA, oblasts of Ukraine (API reference, GeoLocation). */
const DIVIDED = ['US', 'UA'];

/** Whether there can be such a place: a continent, a country or `*` for all of them, or a subdivision of a country that has some. */
export function isLocation({
  ContinentCode: continent,
  CountryCode: country,
  SubdivisionCode: subdivision,
}: GeoLocation): boolean {
  if (continent !== undefined) {
    return CONTINENTS.includes(continent) && country === undefined && subdivision === undefined;
  }
  return subdivision === undefined ? /^(\*|[A-Z]{2})$/.test(country ?? '') : DIVIDED.includes(country ?? '');
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
