/** A control request that cannot be done; the message says where, what was expected, and what came. */
export class ControlError extends Error {
  constructor(
    message: string,
    /** HTTP status. */
    readonly status = 400,
  ) {
    super(message);
    this.name = 'ControlError';
  }
}
