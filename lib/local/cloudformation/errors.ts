import { TemplateError } from '../../template/error';
import { ServiceError } from '../aws/service';

/** CloudFormation's answer to nearly every fault of the caller: HTTP 400 with this code. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** What CloudFormation answers to a caller whose template is wrong. */
export function asServiceError(error: unknown): unknown {
  return error instanceof TemplateError ? validationError(error.message) : error;
}

/** A resource could not be created, changed or deleted; the stack's events show the message. */
export class ResourceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ResourceError';
  }
}

/** What an event says of a failure: the reason for one of ours, and for a fault of the program that it is one. */
export function messageOf(error: unknown): string {
  const expected = [ResourceError, ServiceError, TemplateError].some(kind => error instanceof kind);
  return expected ? (error as Error).message : `Internal failure of the local Route 53: ${String(error)}`;
}
