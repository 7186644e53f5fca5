import { ServiceError } from '../aws/service';

/** CloudFormation's answer to nearly every fault of the caller: HTTP 400 with this code. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** A resource could not be created, changed or deleted; the stack's events show the message. */
export class ResourceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ResourceError';
  }
}
