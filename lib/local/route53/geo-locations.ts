/** The places that geolocation records can name. */
import { GEO_LOCATIONS, geoLocation, type LocationCodes } from '../../rules/routing/geo-locations';
import { ServiceError } from '../aws/errors';
import { invalidInput } from './errors';
import type { Operations } from './operations';
import { page } from './paging';

/** Recorded: all of them came in one page for a client that asked for so many. */
const MAX_PAGE = 500;

export function geoLocationOperations(): Operations<'ListGeoLocations' | 'GetGeoLocation'> {
  return {
    ListGeoLocations({ StartContinentCode, StartCountryCode, StartSubdivisionCode, MaxItems }) {
      const start = { ContinentCode: StartContinentCode, CountryCode: StartCountryCode, SubdivisionCode: StartSubdivisionCode };
      checkCodes(start);
      const isAtStart = (place: LocationCodes): boolean => orderKey(place) >= orderKey(start);
      const { items, next, maxItems } = page(GEO_LOCATIONS, isAtStart, MaxItems, MAX_PAGE);
      return {
        GeoLocationDetailsList: [...items],
        IsTruncated: next !== undefined,
        NextContinentCode: next?.ContinentCode,
        NextCountryCode: next?.CountryCode,
        NextSubdivisionCode: next?.SubdivisionCode,
        MaxItems: maxItems,
      };
    },

    GetGeoLocation({ ContinentCode, CountryCode, SubdivisionCode }) {
      const codes = { ContinentCode, CountryCode, SubdivisionCode };
      checkCodes(codes);
      if (ContinentCode === undefined && CountryCode === undefined) {
        throw invalidInput('A continent code or a country code is needed');
      }
      const place = geoLocation(codes);
      if (!place) {
        const said = [ContinentCode, CountryCode, SubdivisionCode].filter(code => code !== undefined).join(', ');
        throw new ServiceError('NoSuchGeoLocation', `Route 53 has no geolocation with the code ${said}`, { status: 404 });
      }
      return { GeoLocationDetails: place };
    },
  };
}

/** A place is said in one way, as in a record set. */
function checkCodes({ ContinentCode, CountryCode, SubdivisionCode }: LocationCodes): void {
  if (ContinentCode !== undefined && CountryCode !== undefined) {
    throw invalidInput('A continent code and a country code are given; one place has one of them');
  }
  if (SubdivisionCode !== undefined && CountryCode === undefined) {
    throw invalidInput('A subdivision code is given without a country code');
  }
}

/** Countries come before continents. */
function orderKey({ ContinentCode, CountryCode = '', SubdivisionCode = '' }: LocationCodes): string {
  return ContinentCode === undefined ? `1 ${CountryCode} ${SubdivisionCode}` : `2 ${ContinentCode}`;
}
