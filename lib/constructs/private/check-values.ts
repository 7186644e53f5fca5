import { type Range, within } from '../../rules/limits';
import { unfitForXml } from '../../rules/xml-characters';
import { type Refuse, shown } from './invalid';
import { isToken } from './is-token';

/** Refuses what is no whole number of the range. */
export function checkWhole(n: number | undefined, range: Range, prop: string, refuse: Refuse): void {
  if (n === undefined || isToken(n) || within(range, n)) return;
  refuse(`${prop} must be a whole number from ${range.min} to ${range.max}, got ${shown(n)}`);
}

/** Refuses a text that is empty or too long. */
export function checkText(text: string | undefined, max: number, prop: string, refuse: Refuse): void {
  if (text === undefined || isToken(text)) return;
  checkFitsXml(text, prop, refuse);
  if (text.length < 1 || text.length > max) refuse(`${prop} must have 1 to ${max} characters, got ${text.length}`);
}

/** JavaScript, which no compiler keeps from it, may hold anything. */
export function checkIsText(given: unknown, prop: string, refuse: Refuse): void {
  if (typeof given !== 'string') refuse(`${prop} must be a text, got ${shown(given)}`);
}

/** Refuses what no request to an API of XML can hold. */
export function checkFitsXml(text: string, prop: string, refuse: Refuse): void {
  checkIsText(text, prop, refuse);
  const unfit = unfitForXml(text);
  if (unfit !== undefined)
    refuse(`${prop} must have only characters that XML can hold, as requests to AWS are XML, got ${unfit}`);
}
