/** How lists are written in verdicts. */
import { inNaturalOrder } from '../../rules/natural-order';
import { listed } from '../../text/words';

/** A server may send thousands; nobody reads them. */
const MOST_LISTED = 100;

export function listedValues(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : listed(values, MOST_LISTED);
}

/** The same values in another order are the same to a reader. */
export function ordered(values: readonly string[]): string[] {
  return inNaturalOrder(values, value => value);
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
