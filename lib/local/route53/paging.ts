import { outside, validationErrors } from '../../rules/changes/request-fault';
import { invalidInput } from './errors';

export interface Page<T> {
  readonly items: readonly T[];
  /** The first item of the next page; undefined when there is none. */
  readonly next: T | undefined;
  /** What the response echoes as MaxItems. */
  readonly maxItems: number;
}

/** What the service echoes when the caller names no page size (facts 5.5). */
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
    : [`Value '${maxItems}' at 'maxItems' failed to satisfy constraint: Member must be a whole number`];
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
