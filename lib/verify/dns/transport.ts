import type { Protocol, Server } from '../model';

/** How queries travel. Sockets in real life; a function call in tests. */
export interface Transport {
  /**
   * Sends `query` and hands each message that comes back to `accept` until that returns true. Resolves to whether it did within
   * `timeout` milliseconds; rejects with the network's error, e.g. one whose code is ECONNREFUSED.
   */
  exchange(
    to: Server,
    protocol: Protocol,
    query: Buffer,
    accept: (message: Buffer) => boolean,
    timeout: number,
  ): Promise<boolean>;
  close(): void;
}
