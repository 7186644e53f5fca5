import type { Protocol, Server } from '../model';

/** What a message is to the query that waits: its reply, none, or one too many that is none, after which it is not worth while to wait. */
export type Taken = 'reply' | 'stray' | 'enough';

export type Accept = (message: Buffer) => Taken;

/** How queries travel. Sockets in real life; a function call in tests. */
export interface Transport {
  /**
   * Sends `query` once and hands each message that comes back to `accept` while that finds strays. Resolves to whether the reply came
   * within `timeout` milliseconds; rejects with the network's error, e.g. one whose code is ECONNREFUSED.
   */
  exchange(to: Server, protocol: Protocol, query: Buffer, accept: Accept, timeout: number): Promise<boolean>;
  /** Ends the connections there are: the next query opens one. Some resolvers keep what they know for as long as a connection lasts. */
  renew?(): void;
  close(): void;
}
