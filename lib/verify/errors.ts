/** Why nothing can be verified: misuse, or something needed that is missing. The message says what to do. */
export class VerifyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VerifyError';
  }
}

/** A name about which the API does not tell enough to say what may be answered. */
export class NotJudgeableError extends VerifyError {
  constructor(message: string) {
    super(message);
    this.name = 'NotJudgeableError';
  }
}

/** The servers that were asked are not those of the zone. */
export class NotAuthoritativeError extends VerifyError {
  constructor(
    message: string,
    /** Whether they look like resolvers, which answer for others, and not like something that answers whatever it is asked. */
    readonly areResolvers: boolean,
  ) {
    super(message);
  }
}
