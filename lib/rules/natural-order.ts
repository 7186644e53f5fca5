const COLLATOR = new Intl.Collator('en', { numeric: true });

/** A copy in the order that a person counts in, `web-2` before `web-10`: for what is shown, never for what is deployed or compared. */
export function inNaturalOrder<T>(items: readonly T[], text: (item: T) => string): T[] {
  return [...items].sort((a, b) => COLLATOR.compare(text(a), text(b)));
}
