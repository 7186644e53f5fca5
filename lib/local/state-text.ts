/**
 * The state as text and back. What JSON does not know is written as an object with one key: `$map`, `$date`, `$bytes`; an object whose own
 * keys begin with `$` becomes `$object`, so that nothing is taken for what it is not.
 */
import { createHash } from 'node:crypto';
import { EMPTY_STATE, type State } from './state';

const FORMAT = 'cdk-route53-multivalue local state';
const VERSION = 1;

/** One line that says what follows and how to tell that it is whole, then the state. */
export function writeState(state: State): string {
  const body = JSON.stringify(encode(state)) + '\n';
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
  const slices = decode(JSON.parse(body)) as Partial<State>;
  return { ...EMPTY_STATE, ...slices }; // a slice that a later release added begins empty
}

function headOf(line: string): { format?: unknown; version?: unknown; sha256?: unknown } | undefined {
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Map) return { $map: [...(value as Map<unknown, unknown>)].map(encode) };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  const entries = Object.entries(value).map(([key, member]) => [key, encode(member)] as const);
  return entries.some(([key]) => key.startsWith('$')) ? { $object: entries } : Object.fromEntries(entries);
}

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
