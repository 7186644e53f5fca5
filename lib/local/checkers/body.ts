import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, type Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { bodyContains } from '../../rules/health/probe';
import { SEARCHED_BODY_BYTES } from '../../rules/limits';
import { guarded } from '../guarded';
import { type ProbeEnvironment, ProbeFailed, step } from './step';

/**
 * The first bytes of a response's body, decompressed: as many as are searched, or fewer when the body is shorter or the string has been
 * found already.
 */
export function readBody(response: IncomingMessage, searchString: string, env: ProbeEnvironment): Promise<Buffer> {
  return step(env, env.limits.body, 'noBodyInTime', (done, fail) => {
    const failed = (error: Error): void =>
      fail(new ProbeFailed(response.complete ? 'undecodableBody' : 'closed', { cause: error }));
    let body = Buffer.alloc(0);
    response.once('error', failed);
    const empty = (): void => done(body);
    response.once('end', empty); // comes alone when there is nothing to read
    const decode = guarded(
      fault => fail(fault as Error),
      () => {
        response.off('end', empty);
        const first = response.read(1) as Buffer | null;
        if (first !== null) {
          response.unshift(first);
        }
        const decoder = decoderFor(response.headers['content-encoding'], first?.[0] ?? 0);
        const search = guarded(
          fault => fail(fault as Error),
          (chunk: Buffer) => {
            body = Buffer.concat([body, chunk]);
            if (body.length >= SEARCHED_BODY_BYTES || bodyContains(body, searchString)) {
              decoder.destroy(); // little input can make much output
              done(body);
            }
          },
        );
        decoder.on('data', search);
        pipeline(response, decoder, error => (error ? failed(error) : done(body)));
      },
    );
    response.once('readable', decode);
  });
}

/** Other codings than gzip and deflate are searched as they come (behaviour 4.1). A body cut short is searched as far as it goes. */
function decoderFor(coding: string | undefined, firstByte: number): Transform {
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  switch (coding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(options);
    case 'deflate': // servers send it with the zlib header, as HTTP says, and without; method 8 in the low bits tells
      return (firstByte & 0x0f) === 8 ? createInflate(options) : createInflateRaw(options);
    default:
      return new PassThrough();
  }
}
