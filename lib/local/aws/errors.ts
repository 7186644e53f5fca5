import { MAX_MESSAGE_LENGTH } from '../limits';

/** An error of the service's model, or one every AWS service has, such as `InvalidInput` or `Throttling`. */
export class ServiceError extends Error {
  /** HTTP status; 400 unless the model says otherwise. */
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    options: { readonly status?: number } = {},
  ) {
    super(message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}…` : message);
    this.name = code;
    this.status = options.status ?? 400;
  }
}

/** What changes something is asked for by POST alone. */
export function notByThisMethod(operation: string, method: string): ServiceError {
  return new ServiceError('MethodNotAllowed', `${operation} is answered to POST alone, got ${method}`, { status: 405 });
}
