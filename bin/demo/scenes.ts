import type { Fleet } from './fleet';
import type { Promised } from './witness';

/** The name that the demo app deploys. */
export const NAME = 'www.shop.example';
export const ADDRESSES = Array.from({ length: 12 }, (_, i) => `52.0.0.${i + 1}`);
/** Declared and checked, but kept out of DNS. */
export const DRAINED = '52.0.0.13';

const HALF = ADDRESSES.slice(0, 6);
const OTHER_HALF = ADDRESSES.slice(6);

/** Something happens to the servers; then every answer must be as promised. */
export interface Scene {
  readonly title: string;
  readonly act: (fleet: Fleet) => Promise<void>;
  /** The addresses that are healthy once the checkers have noticed; all others are not. */
  readonly healthy: readonly string[];
  readonly promised: Promised;
}

export const SCENES: readonly Scene[] = [
  {
    title: 'All twelve healthy: eight of them in every answer, at random',
    act: () => Promise.resolve(),
    healthy: ADDRESSES,
    promised: { pool: ADDRESSES, size: 8 },
  },
  {
    title: 'Six servers stop: exactly the other six are answered',
    act: fleet => fleet.stop(HALF),
    healthy: OTHER_HALF,
    promised: { pool: OTHER_HALF, size: 6 },
  },
  {
    title: 'All stop: eight of the twelve unhealthy ones, rather than nothing',
    act: fleet => fleet.stop(ADDRESSES),
    healthy: [],
    promised: { pool: ADDRESSES, size: 8 },
  },
  {
    title: 'All start again: eight random healthy ones',
    act: fleet => fleet.restart(ADDRESSES),
    healthy: ADDRESSES,
    promised: { pool: ADDRESSES, size: 8 },
  },
];
