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
  const body = [...bodyOf(state)].join('');
  return headLine(sha256(body)) + body;
}

/** The line before the body, as long for one checksum as for another. */
export function headLine(sha256OfBody: string): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, sha256: sha256OfBody }) + '\n';
}

/** Characters of a piece of the body, about. */
const PIECE = 64 * 1024;

/** The body in pieces, each of which is soon made. The state never changes, so others may have their turn between them. */
export function* bodyOf(state: State): Generator<string> {
  let piece = '';
  for (const text of encode(state)) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield piece + '\n';
}

/** @throws Error that says in which way the text is no state, or not a whole one */
export function readState(text: string): State {
  const end = text.indexOf('\n') + 1;
  const [head, body] = [headOf(text.slice(0, end)), text.slice(end)];
  if (head?.format !== FORMAT) {
    throw new Error(`it does not begin with {"format":"${FORMAT}",…}, as state files do`);
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

function* encode(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield* encodeText(value);
  } else if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value) ?? 'null';
  } else if (Array.isArray(value)) {
    yield* encodeList('[', value, ']');
  } else if (value instanceof Date) {
    yield `{"$date":${JSON.stringify(value)}}`;
  } else if (value instanceof Map) {
    yield* encodeList('{"$map":[', value as Map<unknown, unknown>, ']}');
  } else if (value instanceof Uint8Array) {
    yield* encodeBytes(value);
  } else if (isRecordSet(value)) {
    const text = written.get(value) ?? [...encodeObject(value)].join('');
    written.set(value, text);
    yield text;
  } else {
    yield* encodeObject(value);
  }
}

/** A long one in parts: half a character at an end is escaped, and the halves make one again. */
function* encodeText(text: string): Generator<string> {
  yield '"';
  for (let at = 0; at < text.length; at += PIECE) {
    yield JSON.stringify(text.slice(at, at + PIECE)).slice(1, -1);
  }
  yield '"';
}

/** Three bytes are four characters, so that parts of whole threes follow one another. */
const THREES = 3 * 16 * 1024;

function* encodeBytes({ buffer, byteOffset, length }: Uint8Array): Generator<string> {
  yield '{"$bytes":"';
  for (let at = 0; at < length; at += THREES) {
    yield Buffer.from(buffer, byteOffset + at, Math.min(THREES, length - at)).toString('base64');
  }
  yield '"}';
}

function* encodeList(begin: string, items: Iterable<unknown>, end: string): Generator<string> {
  let separator = begin;
  for (const item of items) {
    yield separator;
    yield* encode(item);
    separator = ',';
  }
  yield separator === begin ? begin + end : end;
}

function* encodeObject(value: object): Generator<string> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.some(([key]) => key.startsWith('$'))) {
    yield* encodeList('{"$object":[', entries, ']}');
    return;
  }
  let separator = '{';
  for (const [key, member] of entries) {
    yield `${separator}${JSON.stringify(key)}:`;
    yield* encode(member);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
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
