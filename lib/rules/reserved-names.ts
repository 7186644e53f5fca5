/** Names that Route 53 creates no hosted zone for (behaviour 5.2). */
import { isInZone } from './names';

/**
 * Why a name is reserved: `label` has a single one; `aws` is `amazonaws.com` or below it; `example` is `example.com` or below it, which
 * tests everywhere use.
 */
export type Reservation = 'label' | 'aws' | 'example';

/** A name that documentation may use and Route 53 takes: the one to put in place of a reserved one. */
export const ACCEPTED_EXAMPLE = 'shop.example';

/**
 * Undefined when Route 53 creates the zone. AWS tells people to make private zones of a single label, and private zones below
 * `amazonaws.com`; of a private `example.com` nothing is known.
 *
 * @param name normalized
 */
export function reservationOf(name: string, isPrivate: boolean): Reservation | undefined {
  if (name === '.') return 'label';
  if (isInZone(name, 'example.com.')) return 'example';
  if (name === 'amazonaws.com.') return 'aws';
  if (isPrivate) return undefined;
  if (isInZone(name, 'amazonaws.com.')) return 'aws';
  return name.indexOf('.') === name.length - 1 ? 'label' : undefined;
}

/** What the service answers as `InvalidDomainName`; `name` as it was sent. */
export const reservedText = (name: string): string => `${name} is reserved by AWS!`;
