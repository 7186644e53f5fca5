import { CONTROL_PATH } from './http';

/** What keeps a control request from being done; the message is for a person. */
export class ControlClientError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ControlClientError';
  }
}

/** Asks the control API of the local Route 53 at `endpoint`, e.g. `client.get('status')`. */
export class ControlClient {
  constructor(
    private readonly endpoint: string,
    private readonly stop: AbortSignal,
  ) {}

  get(action: string): Promise<unknown> {
    return this.send(action, { method: 'GET' });
  }

  post(action: string, body: object): Promise<unknown> {
    return this.send(action, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  private async send(action: string, request: RequestInit): Promise<unknown> {
    const response = await this.fetch(action, request);
    const text = await response.text();
    const answer = parse(text);
    if (answer === undefined) {
      throw new ControlClientError(`${this.endpoint} is not a local Route 53; start one with: multivalue local`);
    }
    if (!response.ok) {
      throw new ControlClientError(
        'error' in answer ? String(answer.error) : `${this.endpoint} answered with status ${response.status}`,
      );
    }
    return answer;
  }

  private async fetch(action: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(CONTROL_PATH + action, this.endpoint), { ...request, signal: this.stop });
    } catch (error) {
      throw new ControlClientError(nothingAnswers(this.endpoint, error), { cause: error });
    }
  }
}

/** `error` is what fetch threw; why it did is in its cause. */
export function nothingAnswers(endpoint: string, error: unknown): string {
  const { cause } = error as { readonly cause?: Partial<NodeJS.ErrnoException> };
  const reason = cause?.code ?? cause?.message ?? String(error);
  return `nothing answers at ${endpoint} (${reason}); start the local Route 53 with: multivalue local`;
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
