import type { Duration } from 'aws-cdk-lib';
import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { HealthCheckSpec } from './private/health-check-spec';

/** What every check by probing may say. */
export interface ProbeOptions {
  /**
   * Time from an answer to the same checker's next request: 10 or 30 seconds. Ten costs more. Route 53 cannot change it on a health
   * check: a new value replaces the check, and the record set group is then updated to the new one.
   *
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * Consecutive results before one checker changes its mind, either way: a whole number from 1 to 10.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * Whether healthy counts as unhealthy and the reverse. An inverted check is unhealthy until it has data.
   *
   * @default false
   */
  readonly inverted?: boolean;

  /**
   * Whether to measure latency, shown in CloudWatch; costs more. Route 53 cannot change it on a health check: a new value replaces the check.
   *
   * @default false
   */
  readonly measureLatency?: boolean;

  /**
   * Regions that check from: at least three of the eight that hold health checkers.
   *
   * @default - all eight
   */
  readonly regions?: string[];

  /**
   * Tags on the health checks, beside the `Name` that each gets: key to value. A `Name` here replaces that one.
   *
   * @default - only `Name`
   */
  readonly tags?: Record<string, string>;
}

/** How to check over HTTP. */
export interface HttpHealthCheckOptions extends ProbeOptions {
  /**
   * TCP port: a whole number from 1 to 65535.
   *
   * @default 80 for HTTP, 443 for HTTPS
   */
  readonly port?: number;

  /**
   * Path and query to request, up to 255 characters. A leading `/` is added where it is missing. Any status from 200 to 399 is healthy.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * The `Host` header, up to 255 characters. The request goes to the endpoint's own address whatever stands here.
   *
   * @default - the endpoint's address
   */
  readonly hostName?: string;

  /**
   * Text that must stand, wholly, in the first 5,120 bytes of the body: up to 255 characters, upper and lower case differ.
   *
   * @default - the status alone decides
   */
  readonly searchString?: string;
}

/** How to check over HTTPS. Certificates are not validated by Route 53. */
export interface HttpsHealthCheckOptions extends HttpHealthCheckOptions {
  /**
   * Whether the TLS handshake names the host (SNI). Needs a host name to send.
   *
   * @default - true when there is a host name
   */
  readonly enableSni?: boolean;
}

/** How to check over TCP: healthy when the connection opens within ten seconds. */
export interface TcpHealthCheckOptions extends ProbeOptions {
  /** TCP port: a whole number from 1 to 65535. */
  readonly port: number;
}

/**
 * How Route 53 learns whether an endpoint is healthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-types.html
 */
export class EndpointHealthCheck {
  /** Healthy while the endpoint answers an HTTP request with a status from 200 to 399. */
  public static http(options: HttpHealthCheckOptions = {}): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'probe', protocol: 'HTTP', ...options });
  }

  /** Healthy while the endpoint answers an HTTPS request with a status from 200 to 399. */
  public static https(options: HttpsHealthCheckOptions = {}): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'probe', protocol: 'HTTPS', ...options });
  }

  /** Healthy while the endpoint accepts a TCP connection. */
  public static tcp(options: TcpHealthCheckOptions): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'probe', protocol: 'TCP', ...options });
  }

  /** A health check that is defined elsewhere, by `HealthCheck` of aws-cdk-lib or imported by id. */
  public static fromHealthCheck(healthCheck: IHealthCheck): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'existing', healthCheckId: healthCheck.healthCheckId });
  }

  /** On purpose no health check: Route 53 always counts the endpoint as healthy, and so never answers with unhealthy ones beside it. */
  public static none(): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'none' });
  }

  /** @internal */
  public readonly _spec: HealthCheckSpec;

  private constructor(spec: HealthCheckSpec) {
    this._spec = spec;
  }
}
