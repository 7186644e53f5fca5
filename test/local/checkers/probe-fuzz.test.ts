import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { SYSTEM_CLOCK } from '../../../lib/local/checkers/clock';
import { probe } from '../../../lib/local/checkers/probe';
import { judgeProbe, TIME_LIMITS } from '../../../lib/rules/health/probe';
import { Endpoints } from './endpoints';

const endpoints = new Endpoints();
afterAll(() => endpoints.close());

const VALID = Buffer.concat([
  Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n'),
  chunk(gzipSync('x'.repeat(200) + 'all is up')),
  Buffer.from('0\r\n\r\n'),
]);

function chunk(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]);
}

/** A valid response with some bytes changed, cut somewhere. */
const damaged = fc
  .record({
    changes: fc.array(fc.tuple(fc.nat(VALID.length - 1), fc.nat(255)), { maxLength: 4 }),
    length: fc.integer({ min: 0, max: VALID.length }),
  })
  .map(({ changes, length }) => {
    const bytes = Buffer.from(VALID);
    changes.forEach(([at, value]) => (bytes[at] = value));
    return bytes.subarray(0, length);
  });

test('whatever an endpoint answers, a probe ends with a success or a failure, and leaves no connection', async () => {
  let response: Buffer = VALID;
  const port = await endpoints.tcp(socket => socket.once('data', () => socket.end(response)));
  const ask = async (bytes: Buffer): Promise<string> => {
    response = bytes;
    const outcome = await probe(
      {
        healthCheckId: 'a',
        config: { Type: 'HTTP_STR_MATCH', SearchString: 'all is up' },
        address: '52.0.0.1',
        target: { address: '127.0.0.1', port },
      },
      { clock: SYSTEM_CLOCK, limits: TIME_LIMITS, signal: new AbortController().signal },
    );
    return judgeProbe(outcome, 'all is up').status;
  };
  expect(await ask(VALID)).toBe('Success: HTTP Status Code 200, OK');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        damaged,
        fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
      ),
      async bytes => {
        const status = await ask(bytes);
        expect(status).toMatch(/^(Success|Failure): \S/);
        expect(status).not.toMatch(/timeout|timed out/); // the endpoint hung up, so nobody waits
      },
    ),
    { numRuns: 300 },
  );
  while (endpoints.connections > 0) await new Promise(setImmediate);
});
