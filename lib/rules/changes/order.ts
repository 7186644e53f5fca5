import { orderKey } from '../names';
import type { ResourceRecordSet } from '../record-set';

/** The order of ListResourceRecordSets: name with labels reversed, then type, then set identifier, each as ASCII text (behaviour 5.5). */
export function inListingOrder(sets: Iterable<ResourceRecordSet>): ResourceRecordSet[] {
  return Array.from(sets, set => ({ set, key: listingKey(set.Name, set.Type, set.SetIdentifier) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ set }) => set);
}

/** Record sets compare by this text as the listing orders them. What is left out comes before everything. The name is normalized. */
export function listingKey(name: string, type = '', setIdentifier = ''): string {
  return [orderKey(name), type, setIdentifier].join('\0'); // sorts before every character of a name
}
