/** Truth of three kinds: yes, no, and not known. */
import { isScalar, isUnknown, Unknown, unknownsIn, type Value } from './value';

/** `decisive` as soon as one of the items is; what is not known matters only when none is. */
export function decide<T>(items: readonly T[], decisive: boolean, truth: (item: T) => boolean | Unknown): boolean | Unknown {
  let open: Unknown | undefined;
  for (const item of items) {
    const result = truth(item);
    if (result === decisive) {
      return decisive;
    }
    open ??= isUnknown(result) ? result : undefined;
  }
  return open ?? !decisive;
}

/** Conditions compare what a template says as text: a parameter is always text, and `1` may be written as a number. */
export function same(a: Value | undefined, b: Value | undefined): boolean | Unknown {
  if (unknownsIn(a).length + unknownsIn(b).length > 0) {
    return Unknown.because('Equals', [a ?? null, b ?? null]);
  }
  return isScalar(a) && isScalar(b) ? String(a) === String(b) : JSON.stringify(a) === JSON.stringify(b);
}
