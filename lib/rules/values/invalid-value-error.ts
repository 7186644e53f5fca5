/**
 * Why a text is no value of its type. The API says it as
 * `Invalid Resource Record: 'FATAL problem: <code> (<reason>) encountered with '<offender>''` (behaviour 6.1).
 */
export class InvalidValueError extends Error {
  /** A warning is refused, too. */
  readonly severity: 'FATAL' | 'WARNING';

  constructor(
    /** Route 53's code word, e.g. `ARRDATAIllegalIPv4Address`. Which are recorded and which are chosen: docs/fidelity.md. */
    readonly code: string,
    readonly reason: string,
    readonly offender: string,
    options: ErrorOptions & { readonly severity?: 'FATAL' | 'WARNING' } = {},
  ) {
    super(`${reason}: '${offender}'`, options);
    this.name = 'InvalidValueError';
    this.severity = options.severity ?? 'FATAL';
  }
}
