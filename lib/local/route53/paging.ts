import { outside, validationErrors, violation } from '../../rules/api/words';
import { ServiceError } from '../aws/errors';
import { invalidInput } from './errors';

export interface Page<T> {
  readonly items: readonly T[];
  /** The first item of the next page; undefined when there is none. */
  readonly next: T | undefined;
  /** What the response echoes as MaxItems. */
  readonly maxItems: number;
}

/** What the service echoes when the caller names no page size (behaviour 5.5). */
const DEFAULT_MAX_ITEMS = 100;

/** At most `most` of `items`, from the first for which `isAtStart` holds. A larger `maxItems` is taken as `most`. */
export function page<T>(
  items: readonly T[],
  isAtStart: ((item: T) => boolean) | undefined,
  maxItems: number = DEFAULT_MAX_ITEMS,
  most: number = DEFAULT_MAX_ITEMS,
): Page<T> {
  const faults = Number.isInteger(maxItems)
    ? outside(maxItems, { min: 1, max: Infinity }, 'maxItems', 'value')
    : [violation(`'${maxItems}'`, 'maxItems', 'Member must be a whole number')];
  if (faults.length > 0) {
    throw invalidInput(validationErrors(faults));
  }
  const size = Math.min(maxItems, most);
  const found = isAtStart ? items.findIndex(isAtStart) : 0;
  const start = found < 0 ? items.length : found;
  return { items: items.slice(start, start + size), next: items[start + size], maxItems: size };
}

/** How the lists that go on from a marker say where they ended. */
export function byMarker(
  marker: string | undefined,
  { next, maxItems }: Pick<Page<{ readonly id: string }>, 'next' | 'maxItems'>,
): { Marker: string | undefined; IsTruncated: boolean; NextMarker: string | undefined; MaxItems: number } {
  return { Marker: marker, IsTruncated: next !== undefined, NextMarker: next?.id, MaxItems: maxItems };
}

/**
 * A page of a list, by id, that goes on from a token: here the id that the next page begins at, in base64.
 *
 * @throws ServiceError InvalidPaginationToken for one that no page gave
 */
export function pageByToken<T extends { readonly id: string }>(
  items: readonly T[],
  token: string | undefined,
  maxItems?: number,
  most?: number,
): { readonly items: readonly T[]; readonly next: string | undefined; readonly maxItems: number } {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const start = token === undefined ? '' : idIn(token);
  const found = page(sorted, item => item.id >= start, maxItems, most);
  return { ...found, next: found.next && tokenFor(found.next.id) };
}

const TOKEN = 'from ';

const tokenFor = (id: string): string => Buffer.from(TOKEN + id).toString('base64url');

function idIn(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(TOKEN) || tokenFor(text.slice(TOKEN.length)) !== token) {
    throw new ServiceError('InvalidPaginationToken', `The token '${token}' is of no page`);
  }
  return text.slice(TOKEN.length);
}
