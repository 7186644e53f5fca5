/** How lists are written in verdicts. */
import { inNaturalOrder } from '../../rules/natural-order';
import { listed as listedUpTo } from '../../text/words';

/** A server may send thousands; nobody reads them. */
const MOST_LISTED = 100;

export function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : listedUpTo(values, MOST_LISTED);
}

/** The same values in another order are the same to a reader. */
export function ordered(values: readonly string[]): string[] {
  return inNaturalOrder(values, value => value);
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
