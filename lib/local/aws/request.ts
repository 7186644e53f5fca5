/** From Node's request to ours. */
import type { IncomingMessage } from 'node:http';
import type { ByteShare } from '../byte-budget';
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

/**
 * What is left of a body that is refused is read and dropped so that the answer arrives.
 *
 * @param share held by what has come
 * @throws ServiceError when it is longer than `limit` bytes, or all requests together are longer than they may be
 */
export async function readBody(message: IncomingMessage, limit: number, share: ByteShare): Promise<Uint8Array> {
  const most = Math.min(Number(message.headers['content-length'] ?? limit), limit);
  let bytes = Buffer.alloc(0);
  let length = 0;
  let dropped = false;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    const start = length;
    length += chunk.length;
    if (length > bytes.length && !dropped) {
      const size = Math.min(Math.max(length, 2 * bytes.length), most);
      dropped = length > limit || !share.hold(size);
      bytes = dropped ? Buffer.alloc(0) : Buffer.concat([bytes], size); // one that grows: many small ones would take many times their bytes
    }
    if (!dropped) {
      chunk.copy(bytes, start);
    }
  }
  if (dropped) {
    share.hold(0);
    throw length > limit ? tooLarge(limit, length) : slowDown();
  }
  return bytes.subarray(0, length);
}

const tooLarge = (limit: number, length: number): ServiceError =>
  new ServiceError('RequestEntityTooLarge', `The body must be at most ${limit} bytes, got ${length}`, { status: 413 });

/** As S3 says it; SDKs wait and try again. */
export const slowDown = (): ServiceError => new ServiceError('SlowDown', 'Please reduce your request rate.', { status: 503 });

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
