/**
 * Domain names as Route 53 stores, compares and orders them (behaviour 5.1, 5.5, 9).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
import { MAX_LABEL_BYTES, MAX_NAME_BYTES } from './limits';

/** Why a text is no domain name: Route 53's word for it, and the text it stumbled over. */
export class InvalidNameError extends Error {
  constructor(
    /** `UnsupportedCharacter`, `DomainLabelEmpty`, `DomainLabelTooLong` or `DomainNameTooLong`. */
    readonly code: string,
    readonly reason: string,
    readonly offender: string,
  ) {
    super(`${reason}: '${offender}'`);
    this.name = 'InvalidNameError';
  }
}

/**
 * The labels of a name as raw bytes in a latin-1 string, lower-cased, leftmost first; the root has none. Understands `\ooo` (three octal
 * digits) and `\` before any other character. A trailing dot may be there or not: every name is taken as fully qualified.
 *
 * @throws InvalidNameError
 */
export function parseName(text: string): string[] {
  const labels: string[] = [];
  let label = '';
  let start = 0;
  const unqualified = text.endsWith('.') && !/(^|[^\\])(\\\\)*\\\.$/.test(text) ? text.slice(0, -1) : text;
  if (unqualified === '') {
    return labels;
  }
  for (let at = 0; at < unqualified.length; at++) {
    let char = unqualified[at];
    if (char === '.') {
      labels.push(checkedLabel(label, unqualified.slice(start, at), text));
      label = '';
      start = at + 1;
      continue;
    }
    if (char === '\\') {
      const octal = /^[0-3][0-7]{2}/.exec(unqualified.slice(at + 1, at + 4))?.[0];
      char = octal ? String.fromCharCode(parseInt(octal, 8)) : (unqualified[at + 1] ?? '\\');
      at += octal ? 3 : 1;
    } else if (char <= ' ' || char > '~') {
      throw new InvalidNameError(
        'UnsupportedCharacter',
        'Value contains unsupported characters',
        wholeCharacter(unqualified, at),
      );
    }
    label += char >= 'A' && char <= 'Z' ? char.toLowerCase() : char; // letters of ASCII only, as DNS compares them
  }
  labels.push(checkedLabel(label, unqualified.slice(start), text));
  if (labels.reduce((sum, l) => sum + l.length + 1, 1) > MAX_NAME_BYTES) {
    throw new InvalidNameError('DomainNameTooLong', 'Domain name is too long', text);
  }
  return labels;
}

/** Not half of one, as some take two places. */
function wholeCharacter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function checkedLabel(label: string, asSent: string, text: string): string {
  if (label === '') {
    throw new InvalidNameError('DomainLabelEmpty', 'Domain label is empty', text);
  }
  if (label.length > MAX_LABEL_BYTES) {
    throw new InvalidNameError('DomainLabelTooLong', 'Domain label is too long', asSent);
  }
  return label;
}

/** Labels as Route 53 returns them: `\ooo` for all but a-z, 0-9, `-` and `_`, and a trailing dot. */
export function formatName(labels: readonly string[]): string {
  return labels.map(formatLabel).join('.') + '.';
}

function formatLabel(label: string): string {
  return label.replace(/[^a-z0-9_-]/g, char => '\\' + char.charCodeAt(0).toString(8).padStart(3, '0'));
}

/**
 * A name as Route 53 stores and returns it: `WWW.Example.com` becomes `www.example.com.`, `*.example.com` becomes `\052.example.com.`.
 *
 * @throws InvalidNameError
 */
export function normalizeName(text: string): string {
  return isPlain(text) ? text : formatName(parseName(text));
}

/** Such a name is what it would become, as nearly all are that are kept: a zone of ten thousand is read at once. */
const isPlain = (text: string): boolean => text.length < MAX_NAME_BYTES && PLAIN_NAME.test(text);
const PLAIN_NAME = new RegExp(`^(?:[a-z0-9_-]{1,${MAX_LABEL_BYTES}}\\.)+$`);

/** Whether two texts are the same name to DNS. Texts that are no names are equal only if they are the same text. */
export function sameName(a: string, b: string): boolean {
  try {
    return normalizeName(a) === normalizeName(b);
  } catch {
    return a === b;
  }
}

/** Whether a normalized name is the zone's own or lies below it; `zone` is normalized too. */
export function isInZone(name: string, zone: string): boolean {
  return zone === '.' || name === zone || name.endsWith('.' + zone);
}

/** Order of ListResourceRecordSets: labels reversed, as ASCII text with the trailing dot (behaviour 5.5). Normalized names. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [orderKey(a), orderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Sorting names by this text puts them in that order. */
export function orderKey(name: string): string {
  return name.slice(0, -1).split('.').reverse().join('.') + '.';
}

/** The label of a wildcard in a normalized name, with its dot (behaviour 5.1). */
const WILDCARD = '\\052.';

/** Whether a normalized name is a wildcard; an asterisk elsewhere than in the first label is a character like any other (behaviour 9). */
export function isWildcard(name: string): boolean {
  return name.startsWith(WILDCARD);
}

/** The wildcard directly below a normalized name. */
export function wildcardBelow(name: string): string {
  return name === '.' ? WILDCARD : WILDCARD + name;
}

/** A normalized wildcard with another first label; any other name as it is. */
export function withoutWildcard(name: string, label: string): string {
  return isWildcard(name) ? `${label}.${name.slice(WILDCARD.length)}` : name;
}

/** A normalized name as a person writes it: no trailing dot, `*` instead of `\052`. */
export function displayName(name: string): string {
  return withoutWildcard(name, '*').replace(/\.$/, '') || '.';
}
