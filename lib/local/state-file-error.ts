/** Says which file is at fault, in which way, and that it was left alone. */
export class StateFileError extends Error {
  /** Whether the change that could not be written is gone from here, too. */
  takenBack = false;

  constructor(
    path: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`state file ${path}: ${problem}`, options);
    this.name = 'StateFileError';
  }
}
