import { orderKey } from '../names';
import type { ResourceRecordSet } from '../record-set';

/** The order of ListResourceRecordSets: name with labels reversed, then type, then set identifier, each as ASCII text (behaviour 5.5). */
export function inListingOrder(sets: Iterable<ResourceRecordSet>): ResourceRecordSet[] {
  return Array.from(sets, set => ({ set, key: keyOf(set) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ set }) => set);
}

/** Record sets never change, and most outlive many changes of their zone. */
const keys = new WeakMap<ResourceRecordSet, string>();

function keyOf(set: ResourceRecordSet): string {
  const key = keys.get(set) ?? listingKey(set.Name, set.Type, set.SetIdentifier);
  keys.set(set, key);
  return key;
}

/** Of sets in the order of the listing those from a key on. */
export function listedFrom(sets: readonly ResourceRecordSet[], key: string): readonly ResourceRecordSet[] {
  let [start, end] = [0, sets.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    if (keyOf(sets[middle]) < key) start = middle + 1;
    else end = middle;
  }
  return sets.slice(start);
}

/** Record sets compare by this text as the listing orders them. What is left out comes before everything. The name is normalized. */
export function listingKey(name: string, type = '', setIdentifier = ''): string {
  return [orderKey(name), type, setIdentifier].join('\0'); // sorts before every character of a name
}
