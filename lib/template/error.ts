/** What is wrong with a template, in CloudFormation's words: with the line where it is the text that is no YAML. */
export class TemplateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateError';
  }
}

/** The text has no valid form. */
export function formatError(message: string, options?: ErrorOptions): TemplateError {
  return new TemplateError(`Template format error: ${message}`, options);
}
