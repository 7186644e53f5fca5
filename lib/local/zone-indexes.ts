import { indexZone, type ZoneIndex } from '../rules/routing/zone-index';
import type { HostedZone } from './state';
import type { Store } from './store';

const kept = new WeakMap<Store, Map<string, ZoneIndex>>();

/** What is published of a zone, arranged for questions: once for all who ask, and after a change only what it changed. */
export function publishedIndex(store: Store, { id, name, published }: HostedZone): ZoneIndex {
  const indexes = kept.get(store) ?? new Map<string, ZoneIndex>();
  kept.set(store, indexes);
  const known = indexes.get(id);
  if (known?.recordSets === published) {
    return known;
  }
  const index = indexZone({ id, name, recordSets: published }, known);
  indexes.set(id, index);
  [...indexes.keys()].filter(of => of !== id && !store.state.zones.has(of)).forEach(of => indexes.delete(of));
  return index;
}
