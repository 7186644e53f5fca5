import { SEARCHED_BODY_BYTES } from '../limits';
import { failureText, type ProbeFailure, statusText } from './status-text';

/** Milliseconds that an endpoint has for each step of a probe (behaviour 4.1). */
export interface TimeLimits {
  /** HTTP and HTTPS: until the connection stands. That this holds the TLS handshake too is unconfirmed. */
  readonly connect: number;
  /** HTTP and HTTPS: from then until the status code has come. */
  readonly status: number;
  /** String match: from then until the body has come. */
  readonly body: number;
  /** TCP: until the connection stands. */
  readonly tcpConnect: number;
}

export const TIME_LIMITS: TimeLimits = { connect: 4000, status: 2000, body: 2000, tcpConnect: 10_000 };

/** Bytes of response headers that a checker accepts (behaviour 4.1). */
export const MAX_RESPONSE_HEADER_BYTES = 16_384;

/** What a checker met at the endpoint. */
export type ProbeOutcome =
  | { readonly kind: 'connected' }
  /** `body` holds the first bytes, decompressed, when there is something to look for in them. */
  | { readonly kind: 'responded'; readonly statusCode: number; readonly reason: string; readonly body?: Uint8Array }
  | { readonly kind: 'failed'; readonly failure: ProbeFailure };

export interface ProbeResult {
  readonly success: boolean;
  /** As GetHealthCheckStatus words it. */
  readonly status: string;
}

/** What one checker makes of one probe. `resolvedAddress` is given for checks by domain name. */
export function judgeProbe(outcome: ProbeOutcome, searchString?: string, resolvedAddress?: string): ProbeResult {
  const { success, text } = judge(outcome, searchString);
  const prefix = resolvedAddress === undefined ? '' : `Resolved IP: ${resolvedAddress}. `;
  return { success, status: statusText(success, prefix + text) };
}

function judge(outcome: ProbeOutcome, searchString: string | undefined): { success: boolean; text: string } {
  switch (outcome.kind) {
    case 'failed':
      return { success: false, text: failureText(outcome.failure) };
    case 'connected':
      return { success: true, text: 'TCP connection established' };
    case 'responded': {
      const text = `HTTP Status Code ${outcome.statusCode}, ${outcome.reason}`;
      if (!isSuccessStatus(outcome.statusCode)) {
        return { success: false, text };
      }
      if (searchString === undefined || bodyContains(outcome.body ?? new Uint8Array(), searchString)) {
        return { success: true, text };
      }
      return {
        success: false,
        text: `${text}. The search string was not found in the first ${SEARCHED_BODY_BYTES} bytes of the body.`,
      };
    }
  }
}

/** A redirect is a success, and is not followed (behaviour 4.1). */
export function isSuccessStatus(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 400;
}

/** Whether the string lies wholly within the bytes that are searched; upper and lower case differ (behaviour 4.1). */
export function bodyContains(body: Uint8Array, searchString: string): boolean {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, SEARCHED_BODY_BYTES)).includes(
    searchString,
    0,
    'utf8',
  );
}
