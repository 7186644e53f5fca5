import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface SilentServer {
  readonly address: string;
  /** Aborted as soon as the server is asked anything. */
  readonly asked: AbortSignal;
  close(): void;
}

/** A DNS server that hears a query and says nothing: whoever asks is in the middle of it. */
export async function silentServer(): Promise<SilentServer> {
  const asked = new AbortController();
  const socket = createSocket('udp4', () => asked.abort());
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, asked: asked.signal, close: () => socket.close() };
}
