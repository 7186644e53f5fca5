/**
 * `aws-chunked`, the encoding in which SDKs stream a body to S3 with its checksum behind it: `<hex length>[;signature]CRLF<bytes>CRLF`,
 * a chunk of length 0, then trailers. The checksums and signatures are not verified.
 */
import { ServiceError } from './errors';

/** S3 takes no smaller ones, the last apart. */
const MIN_CHUNK_BYTES = 8192;

export function decodeChunks(headers: ReadonlyMap<string, string>, body: Uint8Array): Uint8Array {
  const streamed = headers.get('x-amz-content-sha256')?.startsWith('STREAMING-');
  if (
    !streamed &&
    !headers
      .get('content-encoding')
      ?.split(/\s*,\s*/)
      .includes('aws-chunked')
  ) {
    return body;
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let end = 0; // of what is decoded, which takes the place of what it was read from
  for (let at = 0, before = MIN_CHUNK_BYTES; ;) {
    const line = bytes.indexOf('\r\n', at);
    const start = line + 2;
    const length = line < 0 ? NaN : parseInt(bytes.toString('latin1', at, Math.min(line, at + 16)), 16);
    if (!(length >= 0) || start + length > bytes.length) {
      throw new ServiceError('IncompleteBody', `The aws-chunked body breaks off at byte ${at} of ${bytes.length}`);
    }
    if (length === 0) {
      return bytes.subarray(0, end);
    }
    if (before < MIN_CHUNK_BYTES) {
      const problem = `Only the last chunk is allowed to have a size less than ${MIN_CHUNK_BYTES} bytes`;
      throw new ServiceError('InvalidChunkSizeError', problem, { status: 403 });
    }
    before = length;
    bytes.copyWithin(end, start, start + length);
    end += length;
    at = start + length + 2;
  }
}
