/** Text that others wrote, fit for a terminal: it may say anything there, and do nothing. */

/** What a terminal obeys, or what changes the order in which text is read, or hides it. */
const UNFIT = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]`;
const ANY = new RegExp(UNFIT, 'gu');
/** Colours and emphasis, and what a screen is drawn with: home, and wiping to the end of a line and of the screen. */
const OURS = String.raw`\u001b\[(?:0|1|2|3|4|7|22|23|24|27|[39][0-7]|39)m|\u001b\[[HKJ]`;
const OURS_OR_ANY = new RegExp(`(${OURS}|[\\n\\t])|${UNFIT}`, 'gu');

/** As JSON writes it, which leaves JSON what it was. */
const escape = (char: string): string =>
  Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** One text of others, such as a name in an answer or a reason phrase, as a part of a line of ours. */
export const visible = (text: string): string => text.replace(ANY, escape);

/** The same of every text in a report: what is made of it afterwards has no lines and colours but ours. */
export function visibleIn<T>(report: T): T {
  return mapped(report) as T;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') {
    return visible(value);
  }
  if (Array.isArray(value)) {
    return value.map(mapped);
  }
  if (value instanceof Map) {
    return new Map([...(value as Map<unknown, unknown>)].map(([key, item]) => [mapped(key), mapped(item)]));
  }
  if (value instanceof Set) {
    return new Set([...(value as Set<unknown>)].map(mapped));
  }
  const isData = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isData ? Object.fromEntries(Object.entries(value).map(([key, item]) => [visible(key), mapped(item)])) : value;
}

/** What leaves for a terminal, a pipe or a file in its place. Nothing passes but text, line ends, and the few sequences that are ours. */
export const leaving = (lines: string): string => lines.replace(OURS_OR_ANY, (char, ours?: string) => ours ?? escape(char));
