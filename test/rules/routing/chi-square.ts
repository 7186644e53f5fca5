/** Pearson's statistic of what was counted against what was expected. */
export function chiSquare(counted: readonly number[], expected: readonly number[]): number {
  return counted.reduce((sum, count, n) => sum + (count - expected[n]) ** 2 / expected[n], 0);
}

/**
 * The same for how often each of `counted.length` endpoints appears in `answers` answers of `size` distinct ones. Those of one answer
 * exclude each other, which makes counts more even than independent ones: the variance is that of drawing without replacement.
 */
export function chiSquareOfSubsets(counted: readonly number[], answers: number, size: number): number {
  const share = size / counted.length;
  const squares = counted.reduce((sum, count) => sum + (count - answers * share) ** 2, 0);
  return (squares * (counted.length - 1)) / (counted.length * answers * share * (1 - share));
}

/** What the statistic stays below but for one time in 1000, by degrees of freedom: the usual table. */
export const CRITICAL_AT_0_001: Readonly<Record<number, number>> = { 1: 10.828, 2: 13.816, 3: 16.266, 7: 24.322, 11: 31.264 };
