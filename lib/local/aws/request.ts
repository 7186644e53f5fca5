/** From Node's request to ours. */
import type { IncomingMessage } from 'node:http';
import { ServiceError } from './errors';
import type { WireRequest } from './wire';

/** All but the body. */
export function headOf(message: IncomingMessage): WireRequest {
  const [path, query = ''] = splitOnce(message.url ?? '/', '?');
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: new Map(headers),
    body: new Uint8Array(),
  };
}

/** @throws ServiceError when it is longer than `limit` bytes; what is left of it is read and dropped so that the answer arrives */
export async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
    }
  }
  if (length > limit) {
    throw new ServiceError('RequestEntityTooLarge', `The body must be at most ${limit} bytes, got ${length}`, { status: 413 });
  }
  return Buffer.concat(chunks);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
