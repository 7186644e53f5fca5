/** Ways to send what no client of AWS would. All end by themselves, whatever the server does. */
import { createSocket } from 'node:dgram';
import { request } from 'node:http';
import { connect } from 'node:net';

export interface Target {
  readonly url: string;
  readonly dns: number;
  /** Of the zone `stall.example`, which has ten thousand record sets. */
  readonly zoneId: string;
}

const PATIENCE = 20_000;

/** The status of the answer; 0 when the connection was closed without one. */
export function call(
  target: Target,
  method: string,
  path: string,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise(resolve => {
    const sent = request(target.url + path, { method, headers, timeout: PATIENCE, agent: false }, response => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(0));
    sent.end(body);
  });
}

const signed = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

export const xml = (target: Target, path: string, body: string): Promise<number> =>
  call(target, 'POST', `/2013-04-01${path}`, body, signed('route53'));

export const form = (target: Target, body: string): Promise<number> =>
  call(target, 'POST', '/', body, { 'content-type': 'application/x-www-form-urlencoded', ...signed('cloudformation') });

export const json = (target: Target, body: string): Promise<number> =>
  call(target, 'POST', '/', body, { 'x-amz-target': 'AmazonSSM.GetParameter', ...signed('ssm') });

export const put = (
  target: Target,
  key: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<number> => call(target, 'PUT', `/bucket/${key}`, body, { ...signed('s3'), ...headers });

/** Writes bytes to a connection and does not read what comes back. */
export function pour(port: number, bytes: Uint8Array, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1').pause();
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.write(bytes);
    setTimeout(() => socket.destroy(), milliseconds);
  });
}

/** Sends packets, and waits until the answer to the last one, an honest one, has come. */
export async function packets(port: number, bytes: readonly Uint8Array[]): Promise<void> {
  const socket = createSocket('udp4').on('error', () => undefined);
  const honest = query('n1.stall.example', 1);
  for (const packet of bytes) {
    await new Promise(sent => socket.send(packet, port, '127.0.0.1', sent));
  }
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, PATIENCE);
    socket.on('message', reply => reply.readUInt16BE(0) === 0xbeef && (clearTimeout(timer), resolve()));
    const again = setInterval(() => socket.send(honest, port, '127.0.0.1'), 20);
    timer.ref();
    socket.once('close', () => clearInterval(again));
  });
  socket.close();
}

/** A question, with whatever follows it. */
export function query(name: string, type: number, rest: Uint8Array = Buffer.alloc(0), additionals = 0): Buffer {
  const labels = name.split('.').map(label => Buffer.concat([Buffer.of(label.length), Buffer.from(label)]));
  const header = Buffer.from([0xbe, 0xef, 1, 0, 0, 1, 0, 0, 0, 0, additionals >> 8, additionals & 255]);
  return Buffer.concat([header, ...labels, Buffer.of(0, type >> 8, type & 255, 0, 1), rest]);
}

export const framed = (packet: Buffer): Buffer => Buffer.concat([Buffer.of(packet.length >> 8, packet.length & 255), packet]);
