/** How counts, lists and what is too long are written. */

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** At most so many characters, the last of them `…` where some are left out. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : longest < 1 ? '' : `${text.slice(0, longest - 1)}…`;
}

/** `a, b and 3 more`. */
export function listed(texts: readonly string[], most: number, separator = ', '): string {
  const more = texts.length - most;
  return texts.slice(0, most).join(separator) + (more > 0 ? ` and ${more} more` : '');
}
