/**
 * What a service is to the AWS front door: operations from typed input to typed output. Bytes, routes, XML and errors on the wire are
 * not its concern; the SDK's own schemas define them.
 *
 * To declare a service, give the SDK's module, a client of it and a table of operations, named as in the model:
 *
 *     import * as sdk from '@aws-sdk/client-sts';
 *     const sts = defineService(sdk, new sdk.STSClient(UNUSED))({
 *       GetCallerIdentity: (_input, call) => ({ Account: '000000000000', Arn: `arn:aws:iam::…`, UserId: 'LOCAL' }),
 *     });
 *     const api = await listen({ services: [sts], port: 0 });
 *
 * - The table's keys, inputs and outputs are checked against the SDK's types. Blobs (an S3 `Body`) are bytes both ways.
 * - Members that the model requires are there when an operation runs, strings are strings and numbers are finite; nothing else is checked.
 * - Throw a `ServiceError` for any error of the model. Anything else that is thrown becomes a 500, and the server goes on.
 * - An operation of the model that is not in the table answers NotImplemented.
 */
import { MAX_BODY_BYTES } from '../limits';
import { ServiceError } from './errors';
import { protocolOf } from './protocols';
import { modelOf } from './schemas';
import type { Model, Protocol, RequestModel, SdkClient } from './wire';

/** What an operation may know of the call besides its input. */
export interface Call {
  readonly requestId: string;
  /** From the credential scope of the signature, e.g. `us-east-1`. */
  readonly region: string;
  /** Twelve digits: of the role that was assumed, else the local account. */
  readonly accountId: string;
}

/** Input and output are the SDK's own types, e.g. `Operation<CreateHealthCheckRequest, CreateHealthCheckResponse>`. */
export type Operation<I, O> = (input: I, call: Call) => O | Promise<O>;

export { ServiceError };

/** A service as the front door knows it. */
export interface Service {
  /** As in the credential scope of a signature, e.g. `route53`. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly model: Model;
  /** Those of the model that are built. */
  readonly operations: ReadonlyMap<string, Operation<unknown, unknown>>;
  /** What the model says of requests, for callers that come without bytes. */
  readonly requests?: RequestModel;
  /** Bodies longer than this are refused. */
  readonly maxBodyBytes: number;
  /** Whether operations go on after they are answered, so that one that could not be kept cannot be taken back as if it had not been. */
  readonly goesOn: boolean;
}

/** A blob is bytes here, whatever streams the SDK's client would take or give. */
type Bytes<T> = T extends { Body?: unknown } ? Omit<T, 'Body'> & { Body?: Uint8Array } : T;

/** Names of the operations of an SDK module, found through its command classes. */
type NamesOf<M> = keyof M extends infer K ? (K extends `${infer Name}Command` ? Name : never) : never;

/** The operations of an SDK module `M`; each may be left out. */
export type OperationsOf<M> = {
  readonly [Name in NamesOf<M>]?: M[`${Name}Command` & keyof M] extends new (...args: never) => {
    readonly input: infer I;
    resolveMiddleware(
      stack: never,
      configuration: never,
      options: never,
    ): (args: never) => Promise<{ output: infer O extends object }>;
  }
    ? Operation<Bytes<I>, Bytes<Omit<O, '$metadata'>>>
    : never;
};

/** For the client that only tells its protocol: without them it would look for a Region and credentials on this machine. */
export const UNUSED = { region: 'us-east-1', credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' } } as const;

/** The SDK's part of a service; what comes back takes the table of operations. (In one call TypeScript could not type the table.) */
export function defineService<M extends object>(
  sdk: M,
  client: { readonly config: object },
  options: { readonly maxBodyBytes?: number; readonly requests?: RequestModel; readonly goesOn?: boolean } = {},
): (operations: OperationsOf<M>) => Service {
  const { config } = client as SdkClient;
  const name = config.defaultSigningName;
  const model = modelOf(sdk);
  const protocol = protocolOf(model, config, options.requests);
  return table => {
    const operations = new Map(Object.entries(table as Record<string, Operation<unknown, unknown>>));
    const { maxBodyBytes = MAX_BODY_BYTES.other, goesOn = false, requests } = options;
    return { name, protocol, model, operations, requests, maxBodyBytes, goesOn };
  };
}
