import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/**
 * For `fc.string({ unit: anyCharacter })`: every character of Unicode. It is fast-check's `binary` without the table of all of them, which
 * that one first makes: seconds, and some hundred megabytes.
 */
export const anyCharacter = fc.integer({ min: 0, max: 0x10ffff - SURROGATES.count }).map(
  n => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count),
  character => {
    const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (point === undefined || String.fromCodePoint(point) !== character) throw new Error(`${String(character)} is no character`);
    return point < SURROGATES.first ? point : point - SURROGATES.count;
  },
);
