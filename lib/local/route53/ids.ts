/** Ids as the service makes them, and as it takes them. */
import type { Random } from '../../rules/random';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `Z`, `C` or `N` and twenty letters and digits that `taken` does not hold. */
export function newId(prefix: 'Z' | 'C' | 'N', taken: ReadonlyMap<string, unknown>, random: Random): string {
  return untaken(taken, () => prefix + Array.from({ length: 20 }, () => ALPHABET[Math.floor(random() * 36)]).join(''));
}

/** A UUID of version 4, which is what ids of health checks and query logging configurations are. */
export function newUuid(taken: ReadonlyMap<string, unknown>, random: Random): string {
  const hex = (digits: number, or = 0, mask = 0xffff): string =>
    Array.from({ length: digits / 4 }, () => ((Math.floor(random() * 0x1_0000) & mask) | or).toString(16).padStart(4, '0')).join(
      '',
    );
  return untaken(taken, () => [hex(8), hex(4), hex(4, 0x4000, 0x0fff), hex(4, 0x8000, 0x3fff), hex(12)].join('-'));
}

function untaken(taken: ReadonlyMap<string, unknown>, make: () => string): string {
  for (;;) {
    const id = make();
    if (!taken.has(id)) {
      return id; // with the same seed a second run makes the ids of the first again
    }
  }
}
