/** A connection to the API that comes to grief takes neither the server nor another connection with it. */
import * as s3 from '@aws-sdk/client-s3';
import { listen, type ListenOptions } from '../../../lib/local/aws/server';
import { defineService, UNUSED } from '../../../lib/local/aws/service';

const FAULT = new Error('injected');
const services = [
  defineService(
    s3,
    new s3.S3Client(UNUSED),
  )({
    HeadBucket: () => ({ BucketRegion: 'eu-west-1' }),
    GetObject: () => ({ Body: Buffer.from('body'), ContentType: 'no header has\na second line' }),
  }),
];

async function serve(options: Partial<ListenOptions>, use: (url: string) => Promise<void>): Promise<void> {
  const api = await listen({ services, port: 0, ...options });
  try {
    await use(`http://127.0.0.1:${api.port}`);
  } finally {
    await api.close();
  }
}

test('whoever hears of the calls may throw: each is answered all the same', () => {
  const onCall = jest.fn(() => {
    throw FAULT;
  });
  return serve({ onCall }, async url => {
    for (const calls of [1, 2]) {
      expect((await fetch(`${url}/bucket`, { method: 'HEAD' })).status).toBe(200);
      expect(onCall).toHaveBeenCalledTimes(calls);
    }
  });
});

test('an answer that cannot be sent is reported, its connection closed, and the next call answered', () => {
  const report = jest.fn((_fault: unknown) => {
    throw FAULT;
  });
  return serve({ report }, async url => {
    await expect(fetch(`${url}/bucket/key`)).rejects.toThrow('fetch failed');
    expect(report.mock.calls).toMatchObject([[{ code: 'ERR_INVALID_CHAR' }]]);
    expect((await fetch(`${url}/bucket`, { method: 'HEAD' })).status).toBe(200);
  });
});
