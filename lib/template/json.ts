/** Plain data as a template holds it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Where a text is no JSON that a parser stumbled over, e.g. `(line 1, column 12)`. Parsers say it in words of their own, some not at all: then
 * this is empty.
 */
export function placeOfFault(text: string, { message }: SyntaxError): string {
  const offset = /position (\d+)/.exec(message)?.[1] ?? (/end of/i.test(message) ? text.length : undefined);
  if (offset === undefined) {
    return '';
  }
  const lines = text.slice(0, Number(offset)).split('\n');
  return `(line ${lines.length}, column ${lines.at(-1)!.length + 1})`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Text with the keys of every object in one order, so that equal data has equal text. */
export function canonical(value: Json | undefined): string {
  if (isList(value)) {
    return `[${value.map(canonical).join()}]`;
  }
  if (isObject(value)) {
    return `{${Object.keys(value)
      .filter(key => value[key] !== undefined)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join()}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return canonical(a) === canonical(b);
}
