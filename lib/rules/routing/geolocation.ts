import type { ResourceRecordSet } from '../record-set';
import type { ClientLocation } from './location';

/**
 * The sets that cover the client, the smallest area first: subdivision, country, continent, and the default `*` (behaviour 3.5). A client
 * whom none covers gets no answer.
 */
export function geolocationTiers(sets: readonly ResourceRecordSet[], location: ClientLocation): ResourceRecordSet[] {
  const { continent, country, subdivision } = location;
  const having = (
    wanted: string | undefined,
    match: (geo: NonNullable<ResourceRecordSet['GeoLocation']>) => boolean,
  ): ResourceRecordSet[] => (wanted === undefined ? [] : sets.filter(set => set.GeoLocation && match(set.GeoLocation)));
  return [
    ...having(subdivision, geo => geo.CountryCode === country && geo.SubdivisionCode === subdivision),
    ...having(country, geo => geo.CountryCode === country && geo.SubdivisionCode === undefined),
    ...having(continent, geo => geo.ContinentCode === continent),
    ...having('*', geo => geo.CountryCode === '*'),
  ];
}
