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
export async function readRequestBody(message: IncomingMessage, limit: number, share: ByteShare): Promise<Uint8Array> {
  const announced = Number(message.headers['content-length'] ?? NaN);
  let bytes: Buffer = announced <= limit ? Buffer.allocUnsafeSlow(announced) : Buffer.alloc(0); // memory is taken as it is filled
  let length = 0;
  let dropped = false;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    const start = length;
    length += chunk.length;
    dropped ||= length > limit || !share.hold(length);
    if (!dropped) {
      bytes = length > bytes.length ? grown(bytes, Math.min(Math.max(length, 2 * bytes.length), limit)) : bytes;
      chunk.copy(bytes, start);
    }
  }
  if (dropped) {
    share.hold(0);
    throw length > limit ? tooLarge(limit, length) : slowDown();
  }
  return bytes.subarray(0, length);
}

/** One buffer that grows: many small ones would take many times their bytes. */
function grown(bytes: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  bytes.copy(larger);
  return larger;
}

const tooLarge = (limit: number, length: number): ServiceError =>
  new ServiceError('RequestEntityTooLarge', `The body must be at most ${limit} bytes, got ${length}`, { status: 413 });

/** As S3 says it; SDKs wait and try again. */
export const slowDown = (): ServiceError => new ServiceError('SlowDown', 'Please reduce your request rate.', { status: 503 });

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
