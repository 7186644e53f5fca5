/** A text is no template, in CloudFormation's words: with the line where it is YAML. */
export class TemplateTextError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateTextError';
  }
}

/** The text has no valid form. */
export function formatError(message: string, options?: ErrorOptions): TemplateTextError {
  return new TemplateTextError(`Template format error: ${message}`, options);
}
