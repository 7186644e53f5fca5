/**
 * The `Status` of an observation as GetHealthCheckStatus words it (behaviour 5.6). The texts for a closed connection, a time-out and an HTTP
 * status are the service's own; AWS documents no other, so the rest are in its manner (behaviour 11.13).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_StatusReport.html
 */

/** Why a probe got no usable response. */
export type ProbeFailure =
  | 'timedOut'
  | 'refused'
  | 'unreachable'
  | 'closed'
  | 'noStatusInTime'
  | 'noBodyInTime'
  | 'invalidResponse'
  | 'headersTooLarge'
  | 'undecodableBody'
  | 'handshakeAlert'
  | 'handshakeFailed'
  | 'nameNotResolved'
  | 'restrictedAddress';

const FAILURE_TEXTS: Readonly<Record<ProbeFailure, string>> = {
  timedOut:
    'Connection timed out. The endpoint or the internet connection is down, or requests are being blocked by your firewall. ' +
    'See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html',
  refused: 'The endpoint refused the connection.',
  unreachable: 'The endpoint could not be reached.',
  closed: 'The connection was closed by the endpoint.',
  noStatusInTime: 'The endpoint did not respond with an HTTP status code within the timeout limit.',
  noBodyInTime: 'The endpoint did not send the response body within the timeout limit.',
  invalidResponse: 'The response of the endpoint is not valid HTTP.',
  headersTooLarge: 'The response headers of the endpoint are too large.',
  undecodableBody: 'The response body of the endpoint could not be decompressed.',
  handshakeAlert: 'SSL alert handshake_failure',
  handshakeFailed: 'The SSL handshake with the endpoint failed.',
  nameNotResolved: 'DNS resolution failed',
  restrictedAddress: 'The IP address is restricted or private.',
};

export function failureText(failure: ProbeFailure): string {
  return FAILURE_TEXTS[failure];
}

/** How a checker that reports a healthy endpoint begins; every other text reports an unhealthy one. */
const SUCCESS = 'Success';
const FAILURE = 'Failure';

export function statusText(success: boolean, text: string): string {
  return `${success ? SUCCESS : FAILURE}: ${text}`;
}

/** Whether an observation's status reports the endpoint as healthy. */
export function reportsHealthy(status: string): boolean {
  return status.startsWith(SUCCESS);
}
