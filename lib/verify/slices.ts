/** Lanes by what they have in common, so that what is wrong with many of them is said once. */
import { groupBy } from '../rules/group-by';
import { ipVersion } from '../rules/addresses';
import { laneName, type Lane, type Server } from './model';

export type Dimension = 'server' | 'family' | 'protocol' | 'edns';

export interface WithLane {
  readonly lane: Lane;
}

/** All items that are alike in some dimensions. */
export interface Slice<T extends WithLane> {
  /** None: it holds all there are. */
  readonly by: readonly Dimension[];
  readonly items: readonly T[];
}

const VALUE: Readonly<Record<Dimension, (lane: Lane) => string>> = {
  server: lane => lane.server.name,
  family: lane => familyOf(lane.server),
  protocol: lane => lane.protocol,
  edns: lane => String(lane.edns),
};

export function familyOf({ address }: Pick<Server, 'address'>): 'IPv4' | 'IPv6' {
  return ipVersion(address) === 6 ? 'IPv6' : 'IPv4';
}

/** Slices by every choice out of `dimensions`, the coarsest first; of several that hold the same items, the first. */
export function slicesOf<T extends WithLane>(items: readonly T[], dimensions: readonly Dimension[]): Slice<T>[] {
  const found = new Map<string, Slice<T>>();
  const place = new Map(items.map((item, at) => [item, at]));
  for (const by of choicesOf(dimensions)) {
    for (const group of groupBy(items, ({ lane }) => by.map(dimension => VALUE[dimension](lane)).join('\n')).values()) {
      const key = group.map(item => place.get(item)).join(' ');
      found.set(key, found.get(key) ?? { by, items: group });
    }
  }
  return [...found.values()];
}

/** Every choice, those of fewer first, then in the order given. */
function choicesOf<T>(all: readonly T[]): T[][] {
  const choices = all.reduce<T[][]>((sofar, next) => [...sofar, ...sofar.map(choice => [...choice, next])], [[]]);
  return choices.sort((a, b) => a.length - b.length);
}

/** Whether everything in `inner` is in `outer`. */
export function isWithin<T>(inner: readonly T[], outer: readonly T[]): boolean {
  return inner.every(item => outer.includes(item));
}

/** Names without those that lie in one which is there already. */
export function widest<T extends WithLane>(slices: readonly Slice<T>[]): Slice<T>[] {
  return slices.reduce<Slice<T>[]>(
    (kept, slice) => (kept.some(wider => isWithin(slice.items, wider.items)) ? kept : [...kept, slice]),
    [],
  );
}

/** The servers of some lanes, as one name. */
export function serversName(of: readonly WithLane[], all: readonly WithLane[]): string {
  const names = (items: readonly WithLane[]): string[] => [...new Set(items.map(({ lane }) => lane.server.name))];
  const [some, every] = [names(of), names(all)];
  return some.length === every.length && every.length > 1 ? allServers(every.length) : some.join(', ');
}

export function allServers(count: number): string {
  return `all ${count} servers`;
}

/** Where it makes no difference over which protocol. */
export const ANY_PROTOCOL = 'any';

/** The ways of asking of some lanes. */
export function protocolsName(of: readonly WithLane[], all: readonly WithLane[]): string {
  const names = (items: readonly WithLane[]): string[] => [...new Set(items.map(({ lane }) => laneName(lane)))].sort();
  const some = names(of);
  return some.length === names(all).length ? ANY_PROTOCOL : some.join(', ');
}
