/** How evenly the members were answered. Information only: AWS promises no more than "approximately random" (behaviour 1.1). */
export interface Evenness {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** The chance of counts at least this uneven if every member is as likely as any other. */
  readonly pValue: number;
}

/**
 * Pearson's chi-square over how often each of `counts.length` members was among the `size` members of `answers` answers. Within an
 * answer nobody comes twice, which makes counts less scattered than independent picks: hence the factors (n - 1) / n and 1 - p.
 */
export function evenness(counts: readonly number[], size: number, answers: number): Evenness | undefined {
  const n = counts.length;
  if (n < 2 || size >= n || answers === 0) {
    return undefined; // nothing is left to chance
  }
  const p = size / n;
  const expected = answers * p;
  const scatter = counts.reduce((sum, count) => sum + (count - expected) ** 2, 0);
  const chiSquare = ((scatter / (expected * (1 - p))) * (n - 1)) / n;
  return { chiSquare, degreesOfFreedom: n - 1, pValue: chiSquareSurvival(chiSquare, n - 1) };
}

/**
 * P(X > x) for a chi-square distributed X. By hand, as packages for it bring native code that is built when they are installed (stdlib), or all
 * of statistics in one file (jstat), for forty lines whose result is information only.
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : upperGamma(degreesOfFreedom / 2, x / 2);
}

const PRECISION = 1e-14;
const TINY = 1e-300;

/** ln of the gamma function at a multiple of one half, from gamma(a + 1) = a gamma(a). */
function logGammaOfHalves(a: number): number {
  let log = Number.isInteger(a) ? 0 : Math.log(Math.PI) / 2;
  for (let k = Number.isInteger(a) ? 1 : 0.5; k < a; k++) {
    log += Math.log(k);
  }
  return log;
}

/** The regularised upper incomplete gamma function Q(a, x): a power series below the mean, Lentz's continued fraction above it. */
function upperGamma(a: number, x: number): number {
  const front = Math.exp(a * Math.log(x) - x - logGammaOfHalves(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * PRECISION; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1, step = 0; Math.abs(step - 1) > PRECISION; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    step = c * d;
    fraction *= step;
  }
  return front * fraction;
}
