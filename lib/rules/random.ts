/** A number in [0, 1), the next one with each call. `Math.random` is one; a seed makes one that repeats. */
export type Random = () => number;

/** The same seed gives the same numbers on every machine: xoshiro128++, its state filled by splitmix32. */
export function seededRandom(seed: number): Random {
  let mixed = seed | 0;
  const next32 = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [next32(), next32(), next32(), next32()];
  return () => {
    const result = (rotate((a + d) | 0, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 0x1_0000_0000;
  };
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** Puts a uniformly random choice of `count` items, in random order, at the front of `items`, which keeps all of them. */
export function shuffleFirst<T>(items: T[], count: number, random: Random): void {
  for (let at = 0; at < count; at++) {
    const from = at + Math.floor(random() * (items.length - at));
    const item = items[from];
    items[from] = items[at];
    items[at] = item;
  }
}
