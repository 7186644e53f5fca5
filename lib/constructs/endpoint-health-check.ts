import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IHealthCheck, InsufficientDataHealthStatusEnum } from 'aws-cdk-lib/aws-route53';
import type { HealthCheckSpec } from './private/health-check-spec';

/** What every health check may say. */
export interface HealthCheckOptions {
  /**
   * Whether healthy counts as unhealthy and the reverse. An inverted check is unhealthy until it has data.
   *
   * @default false
   */
  readonly inverted?: boolean;

  /**
   * Tags on the health checks, beside the `Name` that each gets: key to value. A `Name` here replaces that one. Ten at most, `Name` among
   * them; keys of up to 128 and values of up to 256 characters: letters (A to Z), digits, spaces and `_ . : / = + - @`, not beginning with `aws:`.
   *
   * @default - only `Name`
   */
  readonly tags?: Record<string, string>;
}

/** What every check by probing may say. */
export interface ProbeOptions extends HealthCheckOptions {
  /**
   * Time from an answer to the same checker's next request: 10 or 30 seconds. Ten costs more. Route 53 cannot change it on a health
   * check: a new value replaces the check, and the record set group is then updated to the new one.
   *
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * Number of consecutive checks needed to change the status of an endpoint: a whole number from 1 to 10.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

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
   * Text that must stand, wholly, in the first 5,120 bytes of the body: up to 255 characters, upper and lower case differ. Another text
   * updates the check; to ask for one, or no longer, makes it a check of another type, which replaces it.
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

/** How to let a CloudWatch alarm tell. */
export interface AlarmHealthCheckOptions extends HealthCheckOptions {
  /**
   * What the endpoint is while the alarm has too little data.
   *
   * @default InsufficientDataHealthStatusEnum.LAST_KNOWN_STATUS
   */
  readonly insufficientData?: InsufficientDataHealthStatusEnum;
}

/** How to let several checks of an endpoint tell together. */
export interface CalculatedHealthCheckOptions extends HealthCheckOptions {
  /**
   * The checks that are counted: 1 to 255, none of them calculated itself. Each becomes a health check of the endpoint of its own, and is
   * paid for as such.
   */
  readonly checks: EndpointHealthCheck[];

  /**
   * How many of them must be healthy: a whole number from 0 to 256. With 0 the endpoint is always healthy, with more than there are checks
   * never.
   *
   * @default - all of them
   */
  readonly healthyThreshold?: number;
}

/**
 * How Route 53 learns whether an endpoint is healthy.
 *
 * To change from one kind to another replaces the health check, and updates the record set group to the new one.
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
    return new EndpointHealthCheck({ kind: 'existing', healthCheck });
  }

  /**
   * Healthy while the data behind a CloudWatch alarm says OK. Works for endpoints that checkers cannot reach, as it connects to nothing.
   *
   * Route 53 reads the alarm's settings once: after a change to the alarm, the health check must be updated too. It does not support
   * alarms on high-resolution metrics, on extended statistics or metric math, M-out-of-N alarms and alarms of other accounts; they are
   * refused where they can be seen.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
   */
  public static alarm(alarm: IAlarm, options: AlarmHealthCheckOptions = {}): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'alarm', alarm, ...options });
  }

  /** Healthy while enough of several checks of the endpoint are: a website on two ports, say. */
  public static calculated(options: CalculatedHealthCheckOptions): EndpointHealthCheck {
    return new EndpointHealthCheck({ ...options, kind: 'calculated', checks: options.checks.map(check => check._spec) });
  }

  /**
   * Healthy while a routing control of Amazon Application Recovery Controller is on. Route 53 cannot change such a health check: another
   * ARN, or `inverted`, makes another check.
   */
  public static routingControl(routingControlArn: string, options: HealthCheckOptions = {}): EndpointHealthCheck {
    return new EndpointHealthCheck({ kind: 'routingControl', routingControlArn, ...options });
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
