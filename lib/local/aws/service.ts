/** What a service is to the AWS front door: operations from typed input to typed output. Bytes, routes and XML are not its concern. */

/** What an operation may know of the call besides its input. */
export interface Call {
  readonly requestId: string;
  /** From the credential scope of the signature, e.g. `us-east-1`. */
  readonly region: string;
}

/** Input and output are the SDK's own types, e.g. `Operation<CreateHealthCheckRequest, CreateHealthCheckResponse>`. */
export type Operation<I, O> = (input: I, call: Call) => O | Promise<O>;

/** An error of the service's model, or one every AWS service has, such as `InvalidInput` or `Throttling`. */
export class ServiceError extends Error {
  /** HTTP status; 400 unless the model says otherwise. */
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    options: { readonly status?: number } = {},
  ) {
    super(message);
    this.name = code;
    this.status = options.status ?? 400;
  }
}
