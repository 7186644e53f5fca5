/** What the API is served with, and what is told of it. */
import type { ByteBudget } from '../byte-budget';
import type { ReportFault } from '../guarded';
import type { HTTP_LIMITS } from '../limits';
import type { RequestQueue } from '../turns';
import type { Service } from './service';

export interface ListenOptions {
  /** One that recognises anything (S3) comes last. */
  readonly services: readonly Service[];
  /** 0 picks a free one. */
  readonly port: number;
  /** Loopback unless given. */
  readonly host?: string;
  /** Answers what lies under a path that no AWS service has; refused first are the same requests as for the services. */
  readonly mounted?: MountedHandler;
  /** The HTML that a browser gets at `/`. */
  readonly page?: () => string;
  /** Further names that callers may know this machine by, in lower case. */
  readonly hostNames?: readonly string[];
  /** Hears of each call once it is answered. */
  readonly onCall?: (call: AnsweredCall) => void;
  /** Does what a call asks for, so that what its answer says has been kept. */
  readonly persist?: Persist;
  /** Runs before each operation and may throw, as `Throttling` does. */
  readonly admit?: (service: string, operation: string, accountId: string) => void;
  /** Hears of what was thrown while a connection was served, and no answer came of. */
  readonly report?: ReportFault;
  /** As in `limits.ts` unless given. */
  readonly limits?: typeof HTTP_LIMITS;
}

/** Resolves once what was done is kept; rejects when it cannot be, and then takes it back, if `takeBack` says so. */
export type Persist = <T>(run: () => T | Promise<T>, takeBack: boolean) => Promise<T>;

/** An API of our own on the same server, JSON both ways. */
export interface MountedHandler {
  /** e.g. `/_multivalue/` */
  readonly path: string;
  /** `gone` is aborted when the client has hung up. Rejects only for a fault of ours, which is answered with 500 and told. */
  readonly answer: (method: string, path: string, body: string, gone: AbortSignal) => Promise<{ status: number; body: string }>;
}

export interface AnsweredCall {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status: number;
  /** Of the error that was answered. */
  readonly code?: string;
  /** What was thrown, when it was no error of the model. */
  readonly fault?: unknown;
}

/** What all calls are served with. */
export interface ServerContext {
  readonly options: ListenOptions;
  /** By which this machine may be called, besides those of loopback. */
  readonly hostNames: readonly string[];
  /** For bytes of requests and answers. */
  readonly budget: ByteBudget;
  /** That calls go through before they are worked at. */
  readonly queue: RequestQueue;
}
