/** What one client may send, and what all of them may have under way. */
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import { type ApiServer, listen } from '../../../lib/local/aws/server';
import { defineService, UNUSED } from '../../../lib/local/aws/service';
import { connect, type Socket } from 'node:net';
import { HTTP_LIMITS } from '../../../lib/local/limits';

/** More than the system keeps for a client that does not read. */
const OBJECT_BYTES = 12_000_000;

const services = [
  defineService(route53, new route53.Route53Client(UNUSED), { maxBodyBytes: 2_000_000 })({
    ChangeResourceRecordSets: () => ({ ChangeInfo: { Id: '/change/C1', Status: 'INSYNC', SubmittedAt: new Date(0) } }),
  }),
  defineService(sts, new sts.STSClient(UNUSED))({ GetCallerIdentity: () => ({ Account: '000000000000' }) }),
  defineService(ssm, new ssm.SSMClient(UNUSED))({ GetParameter: ({ Name }) => ({ Parameter: { Name } }) }),
  defineService(
    s3,
    new s3.S3Client(UNUSED),
  )({ PutObject: () => ({ ETag: '"e"' }), GetObject: () => ({ Body: Buffer.alloc(OBJECT_BYTES) }) }),
];

let api: ApiServer;
beforeAll(async () => {
  api = await listen({ services, port: 0 });
});
afterAll(() => api.close());

async function answerOf(request: ClientRequest): Promise<{ status: number | undefined; body: string }> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: (await response.setEncoding('utf8').toArray()).join('') };
}

function raw(
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body: string,
  port = api.port,
): ReturnType<typeof answerOf> {
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers });
  request.end(body);
  return answerOf(request);
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('a form of more fields than any request has is refused before it is taken apart', async () => {
  const fields = (count: number): string => '&a=1'.repeat(count - 2);
  const { status, body } = await raw('POST', '/', form, `Action=GetCallerIdentity&Version=2011-06-15${fields(5001)}`);
  expect([status, body]).toEqual([400, expect.stringContaining('The request has more than 5000 parameters')]);
  expect((await raw('POST', '/', form, `Action=GetCallerIdentity&Version=2011-06-15${fields(5000)}`)).status).toBe(200);
});

test.each(['[', '{"a":'])('JSON that is nested too deep is refused, and nothing recurses into it: %s', async open => {
  const target = { 'x-amz-target': 'AmazonSSM.GetParameter' };
  const { status, body } = await raw('POST', '/', target, `{"Name":${open.repeat(40_000)}`);
  expect([status, body]).toEqual([400, expect.stringContaining('nested more than 64 deep')]);
  expect((await raw('POST', '/', target, `{"Name":"/known","Note":"${'[{'.repeat(100)}"}`)).status).toBe(200);
});

test('of violations a hundred are worded', async () => {
  const changes = '<Change/>'.repeat(20_000);
  const { body } = await raw(
    'POST',
    '/2013-04-01/hostedzone/Z1/rrset',
    {},
    `<R><ChangeBatch><Changes>${changes}</Changes></ChangeBatch></R>`,
  );
  expect(body).toContain('<Message>100 validation errors detected: ');
  expect(body.length).toBeLessThan(20_000);
});

test('requests under way have a limit in bytes: one beyond it is told to come again, and all is given back', async () => {
  const limited = await listen({ services, port: 0, limits: { ...HTTP_LIMITS, bytesUnderWay: 100_000 } });
  const put = (length: number): ClientRequest =>
    httpRequest({ host: '127.0.0.1', port: limited.port, method: 'PUT', path: '/b/k', headers: { 'content-length': length } });
  try {
    for (let round = 0; round < 3; round++) {
      const slow = Array.from({ length: 5 }, () => put(20_000));
      slow.forEach(request => request.write('x'.repeat(19_000)));
      let refused = await raw('PUT', '/b/k', {}, 'x'.repeat(19_000), limited.port);
      while (refused.status === 200) {
        refused = await raw('PUT', '/b/k', {}, 'x'.repeat(19_000), limited.port); // until all that was sent above has come
      }
      expect(refused).toEqual({ status: 503, body: expect.stringContaining('<Code>SlowDown</Code>') as string });
      slow[0].on('error', () => undefined).destroy(); // one gives up, the others go on
      const answers = slow.slice(1).map(answerOf);
      slow.slice(1).forEach(request => request.end('x'.repeat(1000)));
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    }
  } finally {
    await limited.close();
  }
});

test('so have answers that their clients do not take', async () => {
  const limited = await listen({ services, port: 0, limits: { ...HTTP_LIMITS, bytesUnderWay: 3 * OBJECT_BYTES } });
  const sockets: Socket[] = [];
  const get = (): ReturnType<typeof answerOf> => raw('GET', '/b/k', {}, '', limited.port);
  try {
    for (let n = 0; n < 3; n++) {
      const socket = connect(limited.port, '127.0.0.1');
      sockets.push(socket);
      socket.write('GET /b/k HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await once(socket, 'readable'); // its answer has begun, and no more of it is taken
    }
    let answer = await get();
    expect(answer).toEqual({ status: 503, body: expect.stringContaining('<Code>SlowDown</Code>') as string });
    sockets.forEach(socket => socket.destroy());
    while (answer.status === 503) {
      answer = await get();
    }
    expect(answer.status).toBe(200);
  } finally {
    sockets.forEach(socket => socket.destroy());
    await limited.close();
  }
});
