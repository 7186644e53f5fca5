/**
 * The state as text and back. What JSON does not know is written as an object with one key: `$map`, `$date`, `$bytes`; an object whose own
 * keys begin with `$` becomes `$object`, so that nothing is taken for what it is not.
 */
import { createHash } from 'node:crypto';
import type { State } from './state';
import { completed } from './state-before';

const FORMAT = 'cdk-route53-multivalue local state';
const VERSION = 1;

/** One line that says what follows and how to tell that it is whole, then the state. */
export function writeState(state: State): string {
  const body = encode(state) + '\n';
  return JSON.stringify({ format: FORMAT, version: VERSION, sha256: sha256(body) }) + '\n' + body;
}

/** @throws Error that says in which way the text is no state, or not a whole one */
export function readState(text: string): State {
  const end = text.indexOf('\n') + 1;
  const [head, body] = [headOf(text.slice(0, end)), text.slice(end)];
  if (head?.format !== FORMAT) {
    throw new Error(`it does not begin with {"format":"${FORMAT}",…} as a file of this program does`);
  }
  if (head.version !== VERSION) {
    throw new Error(`it is of version ${String(head.version)}, and this program reads version ${VERSION}`);
  }
  if (head.sha256 !== sha256(body)) {
    throw new Error(`its contents (${body.length} characters) do not match its checksum`);
  }
  return completed(decode(JSON.parse(body)) as Partial<State>);
}

function headOf(line: string): { format?: unknown; version?: unknown; sha256?: unknown } | undefined {
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Record sets already written: a state shares most of them with the one before, and a zone may hold ten thousand. */
const written = new WeakMap<object, string>();

function encode(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(encode).join()}]`;
  if (value instanceof Date) return `{"$date":${JSON.stringify(value)}}`;
  if (value instanceof Map) return `{"$map":${encode([...(value as Map<unknown, unknown>)])}}`;
  if (value instanceof Uint8Array) return `{"$bytes":"${Buffer.from(value).toString('base64')}"}`;
  const known = written.get(value);
  if (known !== undefined) return known;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const text = entries.some(([key]) => key.startsWith('$'))
    ? `{"$object":${encode(entries)}}`
    : `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${encode(member)}`).join()}}`;
  if (isRecordSet(value)) {
    written.set(value, text);
  }
  return text;
}

const isRecordSet = (value: object): boolean => 'Name' in value && 'Type' in value && ('TTL' in value || 'AliasTarget' in value);

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decode);
  const [[key, content] = ['', undefined]] = Object.entries(value) as [string, unknown][];
  switch (key) {
    case '$date':
      return new Date(content as string);
    case '$map':
      return new Map(decode(content) as [unknown, unknown][]);
    case '$bytes':
      return new Uint8Array(Buffer.from(content as string, 'base64'));
    case '$object':
      return Object.fromEntries(decode(content) as [string, unknown][]);
    default:
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decode(member)]));
  }
}
