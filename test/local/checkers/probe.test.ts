import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createSecureContext, type TLSSocket } from 'node:tls';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { SYSTEM_CLOCK } from '../../../lib/local/checkers/clock';
import { probe } from '../../../lib/local/checkers/probe';
import { judgeProbe, type ProbeOutcome, TIME_LIMITS } from '../../../lib/rules/health/probe';
import { needs } from '../../support/needs';
import { Endpoints, TLS_IDENTITY } from './endpoints';
import { ManualClock } from './manual-clock';

const endpoints = new Endpoints();
afterAll(() => endpoints.close());

const ID = '11111111-2222-3333-4444-555555555555';
const NEVER = new AbortController().signal;

/** Probes `port` of this machine as the check of 52.0.0.7 that `config` makes. */
function probeAt(port: number, config: HealthCheckConfig, env: Partial<Parameters<typeof probe>[1]> = {}): Promise<ProbeOutcome> {
  return probe(
    { healthCheckId: ID, config, address: '52.0.0.7', target: { address: '127.0.0.1', port } },
    { clock: SYSTEM_CLOCK, limits: TIME_LIMITS, signal: NEVER, ...env },
  );
}

const reply =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

describe('HTTP', () => {
  test.each([200, 204, 301, 399, 400, 404, 503])('status %i comes back as it is', async status => {
    const port = await endpoints.http(reply(status));
    expect(await probeAt(port, { Type: 'HTTP' })).toMatchObject({ kind: 'responded', statusCode: status });
  });

  test('a redirect is not followed (behaviour 4.1)', async () => {
    const asked: (string | undefined)[] = [];
    const port = await endpoints.http((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(judgeProbe(await probeAt(port, { Type: 'HTTP' })).success).toBe(true);
    expect(asked).toEqual(['/']);
  });

  test.each([
    [{ Type: 'HTTP', Port: 80 }, '52.0.0.7'],
    [{ Type: 'HTTP', Port: 8080 }, '52.0.0.7:8080'],
    [{ Type: 'HTTP', Port: 443 }, '52.0.0.7:443'],
    [{ Type: 'HTTP', Port: 80, FullyQualifiedDomainName: 'www.example.com' }, 'www.example.com'],
    [{ Type: 'HTTP', Port: 81, FullyQualifiedDomainName: 'www.example.com.' }, 'www.example.com:81'],
    [{ Type: 'HTTP' }, '52.0.0.7'],
  ] as const)('%j sends Host: %s (behaviour 4.3)', async (config, host) => {
    let seen: IncomingMessage | undefined;
    const port = await endpoints.http((request, response) => void ((seen = request), response.end()));
    await probeAt(port, config);
    expect(seen?.rawHeaders.slice(0, 2)).toEqual(['Host', host]);
  });

  test('the request looks like those recorded from the checkers (behaviour 4.3)', async () => {
    let seen: IncomingMessage | undefined;
    const port = await endpoints.http((request, response) => void ((seen = request), response.end()));
    await probeAt(port, { Type: 'HTTP', ResourcePath: 'healthz?deep=yes&name=grün welt' });
    expect(seen).toMatchObject({ method: 'GET', httpVersion: '1.1', url: '/healthz?deep=yes&name=gr%C3%BCn%20welt' });
    expect(seen?.headers).toMatchObject({
      'user-agent': `Amazon-Route53-Health-Check-Service (ref ${ID}; report http://amzn.to/1vsZADi)`,
      accept: '*/*',
      'accept-encoding': 'identity,gzip,deflate',
    });
  });

  test.each([
    ['nothing but the end', '', 'closed'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'invalidResponse'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'invalidResponse'],
    ['a header name with a space', 'HTTP/1.1 200 OK\r\nbad name: 1\r\n\r\n', 'invalidResponse'],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nname: a\x01b\r\n\r\n', 'invalidResponse'],
    ['headers of 17,000 bytes', `HTTP/1.1 200 OK\r\nbig: ${'x'.repeat(17_000)}\r\n\r\n`, 'headersTooLarge'],
  ])('%s is a failure (behaviour 4.1)', async (_, text, failure) =>
    expect(await probeAt(await endpoints.saying(text), { Type: 'HTTP' })).toEqual({ kind: 'failed', failure }),
  );

  test('headers of 16,000 bytes are not too large', async () => {
    const port = await endpoints.saying(`HTTP/1.1 200 OK\r\nbig: ${'x'.repeat(16_000)}\r\n\r\n`);
    expect(await probeAt(port, { Type: 'HTTP' })).toMatchObject({ statusCode: 200 });
  });

  test('a status without a reason gets the usual one', async () =>
    expect(await probeAt(await endpoints.saying('HTTP/1.1 503 \r\n\r\n'), { Type: 'HTTP' })).toMatchObject({
      reason: 'Service Unavailable',
    }));

  test('a port that nobody listens on refuses', async () =>
    expect(await probeAt(await endpoints.closedPort(), { Type: 'HTTP' })).toEqual({ kind: 'failed', failure: 'refused' }));

  test('an interim response is not the response', async () => {
    const port = await endpoints.saying('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
    expect(await probeAt(port, { Type: 'HTTP' })).toMatchObject({ statusCode: 204 });
  });

  test('a switch of protocols is no success', async () => {
    const port = await endpoints.saying('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    expect(judgeProbe(await probeAt(port, { Type: 'HTTP' })).status).toBe('Failure: HTTP Status Code 101, Switching Protocols');
  });
});

needs('IPv6').test('an IPv6 endpoint is named in brackets', async () => {
  let host: string | undefined;
  const port = await endpoints.http((request, response) => void ((host = request.headers.host), response.end()), '::1');
  const request = {
    healthCheckId: ID,
    config: { Type: 'HTTP', Port: 8080 } as const,
    address: '2600:1f18::7',
    target: { address: '::1', port },
  };
  expect(await probe(request, { clock: SYSTEM_CLOCK, limits: TIME_LIMITS, signal: NEVER })).toMatchObject({ statusCode: 200 });
  expect(host).toBe('[2600:1f18::7]:8080');
});

describe('string match', () => {
  const match = async (port: number, SearchString = 'all is up'): Promise<string> => {
    const outcome = await probeAt(port, { Type: 'HTTP_STR_MATCH', SearchString });
    return judgeProbe(outcome, SearchString).status;
  };
  const UP = 'Success: HTTP Status Code 200, OK';
  const NOT_FOUND = 'Failure: HTTP Status Code 200, OK. The search string was not found in the first 5120 bytes of the body.';

  test.each([
    ['as it is', {}, Buffer.from('yes, all is up'), UP],
    ['in gzip', { 'content-encoding': 'gzip' }, gzipSync('yes, all is up'), UP],
    ['in deflate with the zlib header', { 'content-encoding': 'deflate' }, deflateSync('yes, all is up'), UP],
    ['in deflate without it', { 'content-encoding': 'deflate' }, deflateRawSync('yes, all is up'), UP],
    ['in a coding that checkers do not know', { 'content-encoding': 'br' }, Buffer.from('all is up'), UP],
    ['up to the last searched byte', {}, Buffer.from('x'.repeat(5111) + 'all is up'), UP],
    ['one byte later', {}, Buffer.from('x'.repeat(5112) + 'all is up'), NOT_FOUND],
    ['one byte later, in gzip', { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(5112) + 'all is up'), NOT_FOUND],
    ['in an empty body', {}, Buffer.alloc(0), NOT_FOUND],
    ['in an empty body said to be gzip', { 'content-encoding': 'gzip' }, Buffer.alloc(0), NOT_FOUND],
    [
      'in no gzip',
      { 'content-encoding': 'gzip' },
      Buffer.from('all is up'),
      'Failure: The response body of the endpoint could not be decompressed.',
    ],
  ])('looked for %s (behaviour 4.1)', async (_, headers, body, status) =>
    expect(await match(await endpoints.http(reply(200, headers, body)))).toBe(status),
  );

  test('a body that comes in pieces, found across them', async () => {
    const port = await endpoints.http((_, response) => {
      response.write('yes, all ');
      setImmediate(() => response.end('is up'));
    });
    expect(await match(port)).toBe(UP);
  });

  test('a body cut short is searched as far as it came', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n';
    expect(await match(await endpoints.saying(`${head}all is up`))).toBe(UP);
    expect(await match(await endpoints.saying(`${head}all is`))).toBe('Failure: The connection was closed by the endpoint.');
  });

  test('the body of a failing status is not awaited', async () => {
    const port = await endpoints.saying('HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\n', true);
    expect(await match(port)).toBe('Failure: HTTP Status Code 500, Oops');
  });

  test('a body that unpacks to 50 MB is read no further than it is searched', async () => {
    const port = await endpoints.http(reply(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000))));
    const taken = jest.spyOn(Buffer, 'concat');
    expect(await match(port)).toBe(NOT_FOUND);
    taken.mockClear();
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    expect(taken).not.toHaveBeenCalled();
    taken.mockRestore();
  });
});

describe('TCP', () => {
  test('a connection is enough, and nothing is sent', async () => {
    const heard: Buffer[] = [];
    let closed: Promise<unknown> | undefined;
    const port = await endpoints.tcp(socket => {
      socket.on('data', data => heard.push(data));
      closed = once(socket, 'close');
    });
    expect(await probeAt(port, { Type: 'TCP', Port: 5432 })).toEqual({ kind: 'connected' });
    await closed;
    expect(heard).toEqual([]);
  });

  test('a closed port is a failure', async () =>
    expect(await probeAt(await endpoints.closedPort(), { Type: 'TCP' })).toEqual({ kind: 'failed', failure: 'refused' }));
});

describe('HTTPS', () => {
  /** A server that tells each name it was asked for: undefined where the client named none. */
  async function server(names: (string | undefined)[], options: object = {}): Promise<number> {
    return endpoints.https({ ...TLS_IDENTITY, ...options }, (request, response) => {
      names.push((request.socket as TLSSocket & { servername?: string }).servername || undefined);
      response.end('all is up');
    });
  }
  const config = { Type: 'HTTPS', FullyQualifiedDomainName: 'www.example.com', EnableSNI: true } as const;

  test('a self-signed certificate is not checked', async () => {
    const names: (string | undefined)[] = [];
    expect(await probeAt(await server(names), config)).toMatchObject({ statusCode: 200 });
    expect(names).toEqual(['www.example.com']);
  });

  test.each([
    ['SNI is disabled', { ...config, EnableSNI: false }],
    ['there is no domain name', { Type: 'HTTPS', EnableSNI: true } as const],
  ])('no name is sent when %s', async (_, without) => {
    const names: (string | undefined)[] = [];
    expect(await probeAt(await server(names), without)).toMatchObject({ statusCode: 200 });
    expect(names).toEqual([undefined]);
  });

  test('a certificate for another name makes the checker try again without a name (behaviour 4.3)', async () => {
    const asked: string[] = [];
    const names: (string | undefined)[] = [];
    const SNICallback = (name: string, done: (error: null, context: object) => void): void => {
      asked.push(name);
      done(null, createSecureContext(TLS_IDENTITY));
    };
    const outcome = await probeAt(await server(names, { SNICallback }), {
      ...config,
      FullyQualifiedDomainName: 'other.example.com',
    });
    expect(outcome).toMatchObject({ statusCode: 200 });
    expect(asked).toEqual(['other.example.com']);
    expect(names).toEqual([undefined]); // one request, over the second connection
  });

  test('so does a handshake that fails over the name', async () => {
    const names: (string | undefined)[] = [];
    const SNICallback = (_: string, done: (error: Error) => void): void => done(new Error('unknown name'));
    expect(await probeAt(await server(names, { SNICallback }), config)).toMatchObject({ statusCode: 200 });
    expect(names).toEqual([undefined]);
  });

  test('a server without a certificate for clients that name no server fails in the words of the service (behaviour 4.3)', async () => {
    const port = await endpoints.https({}, (_, response) => response.end());
    expect(judgeProbe(await probeAt(port, { ...config, EnableSNI: false })).status).toBe('Failure: SSL alert handshake_failure');
  });

  test('a server that speaks no TLS fails', async () =>
    expect(await probeAt(await endpoints.http(reply(200)), config)).toEqual({ kind: 'failed', failure: 'handshakeFailed' }));

  test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const)('%s will do', async version => {
    const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    expect(await probeAt(await server([], options), config)).toMatchObject({ statusCode: 200 });
  });

  test('the body is searched as over HTTP', async () => {
    const outcome = await probeAt(await server([]), { ...config, Type: 'HTTPS_STR_MATCH', SearchString: 'is up' });
    expect(judgeProbe(outcome, 'is up').success).toBe(true);
  });

  test.each([
    [443, 'www.example.com'],
    [80, 'www.example.com:80'],
  ])('port %i sends Host: %s (behaviour 4.3)', async (Port, host) => {
    let seen: string | undefined;
    const port = await endpoints.https(TLS_IDENTITY, (request, response) => void ((seen = request.headers.host), response.end()));
    await probeAt(port, { ...config, Port });
    expect(seen).toBe(host);
  });
});

describe('time limits (behaviour 4.1)', () => {
  /** Runs a probe up to the moment `reached` and then moves the clock to just before and just after `limit`. */
  async function lateAfter(
    limit: number,
    config: HealthCheckConfig,
    port: number,
    reached: Promise<unknown>,
  ): Promise<ProbeOutcome> {
    const clock = new ManualClock();
    let ended = false;
    const outcome = probeAt(port, config, { clock }).finally(() => (ended = true));
    await reached;
    while (clock.waiting === 0) await new Promise(setImmediate); // the step that follows has begun
    clock.advance(limit - 1);
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    clock.advance(1);
    return outcome;
  }

  test('a status code that has not come within 2 s of the connection is too late', async () => {
    let request: (value: unknown) => void;
    const requested = new Promise(resolve => (request = resolve));
    const port = await endpoints.http(() => request(undefined));
    expect(await lateAfter(2000, { Type: 'HTTP' }, port, requested)).toEqual({ kind: 'failed', failure: 'noStatusInTime' });
  });

  test('a body that has not come within 2 s of the status is too late', async () => {
    let sent: ServerResponse | undefined;
    let request: (value: unknown) => void;
    const requested = new Promise(resolve => (request = resolve));
    const port = await endpoints.http((_, response) => {
      sent = response;
      request(undefined);
    });
    const clock = new ManualClock();
    const outcome = probeAt(port, { Type: 'HTTP_STR_MATCH', SearchString: 'up' }, { clock });
    await requested;
    clock.advance(1999);
    sent?.write('down, '); // the status and a first piece
    const before = clock.waiting;
    expect(before).toBe(1);
    await statusHasCome(clock);
    clock.advance(1999);
    sent?.write('down, ');
    clock.advance(1);
    expect(await outcome).toEqual({ kind: 'failed', failure: 'noBodyInTime' });
  });

  test('a TLS handshake that does not end counts as connecting: 4 s', async () => {
    let open: (value: unknown) => void;
    const opened = new Promise(resolve => (open = resolve));
    const port = await endpoints.tcp(socket => socket.once('data', () => open(undefined)));
    expect(await lateAfter(4000, { Type: 'HTTPS' }, port, opened)).toEqual({ kind: 'failed', failure: 'timedOut' });
  });
});

/** Waits until the step that awaits the status has been followed by the one that awaits the body: its limit starts anew. */
async function statusHasCome(clock: ManualClock): Promise<void> {
  const first = clock.nextDue;
  while (clock.nextDue === first) await new Promise(setImmediate);
}

test('an aborted probe rejects at once, and closes its socket', async () => {
  const abort = new AbortController();
  let socket: Socket | undefined;
  let request: (value: unknown) => void;
  const requested = new Promise(resolve => (request = resolve));
  const port = await endpoints.http(message => {
    socket = message.socket;
    request(undefined);
  });
  const outcome = probeAt(port, { Type: 'HTTP' }, { signal: abort.signal });
  await requested;
  abort.abort(new Error('enough'));
  await expect(outcome).rejects.toThrow('enough');
  if (socket && !socket.closed) await once(socket, 'close');
});
