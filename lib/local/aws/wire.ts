import type { NormalizedSchema } from '@smithy/core/schema';
import type { ServiceError } from './errors';

/** A request with its body read. */
export interface WireRequest {
  readonly method: string;
  /** As sent, still escaped. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** How a service speaks HTTP. */
export interface Protocol {
  /** Whether an unsigned request is plainly meant for this service. */
  recognises(request: WireRequest): boolean;
  /**
   * Which operation is asked for.
   *
   * @throws ServiceError when the model has none such
   */
  operationOf(request: WireRequest): OperationShape;
  /** @throws ServiceError when the request is not as the model has it */
  readInput(operation: OperationShape, request: WireRequest): Promise<unknown>;
  writeOutput(operation: OperationShape, output: unknown, requestId: string): WireResponse;
  writeError(error: ServiceError, requestId: string): WireResponse;
}

export interface OperationShape {
  readonly name: string;
  /** Method, path template with static query, and success status; only REST services have it. */
  readonly http?: readonly [method: string, path: string, status: number];
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** What the API model of a service says of its requests beyond what the SDK's schemas hold. */
export interface RequestModel {
  /** Of the elements of a body. */
  readonly namespace: string;
  /** Members of a structure of that name in the model's order; the SDK's order is another. */
  readonly membersOf?: (structure: string) => readonly string[] | undefined;
  /** The message for an input that is not what the model says. */
  readonly faultOf?: (structure: string, input: unknown) => string | undefined;
}

/** The operations of a service, by name. */
export type Model = ReadonlyMap<string, OperationShape>;

/** What of an SDK client is read: its protocol and names. It never sends anything. */
export interface SdkClient {
  readonly config: {
    readonly protocol: { getShapeId(): string };
    readonly protocolSettings: {
      readonly xmlNamespace?: string;
      readonly version?: string;
      readonly serviceTarget?: string;
    };
    readonly defaultSigningName: string;
  };
}
