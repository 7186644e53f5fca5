/**
 * The types of health check, and what each is (behaviour 4.1, 4.2).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-types.html
 */
import { HTTP_PORT, HTTPS_PORT } from '../server-address';
import { TIME_LIMITS, type TimeLimits } from './probe';

/** What decides about a check: requests to an endpoint, other checks, a CloudWatch alarm, or a routing control. */
export type CheckKind = 'probe' | 'calculated' | 'alarm' | 'routingControl';

interface CheckType {
  readonly kind: CheckKind;
  /** The port that is probed unless another is given; TCP has none (unconfirmed). */
  readonly port?: number;
  /** Whether it is probed over TLS. */
  readonly secure?: true;
  /** Whether a string is looked for in the body. */
  readonly searches?: true;
  /** The steps of a probe that each have their time. */
  readonly steps?: readonly (keyof TimeLimits)[];
}

const STATUS = ['connect', 'status'] as const;
const BODY = [...STATUS, 'body'] as const;

/** In the order of the XML schema. */
const TYPES = {
  HTTP: { kind: 'probe', port: HTTP_PORT, steps: STATUS },
  HTTPS: { kind: 'probe', port: HTTPS_PORT, secure: true, steps: STATUS },
  HTTP_STR_MATCH: { kind: 'probe', port: HTTP_PORT, searches: true, steps: BODY },
  HTTPS_STR_MATCH: { kind: 'probe', port: HTTPS_PORT, secure: true, searches: true, steps: BODY },
  TCP: { kind: 'probe', steps: ['tcpConnect'] },
  CALCULATED: { kind: 'calculated' },
  CLOUDWATCH_METRIC: { kind: 'alarm' },
  RECOVERY_CONTROL: { kind: 'routingControl' },
} as const satisfies Record<string, CheckType>;

export const HEALTH_CHECK_TYPES = Object.keys(TYPES) as readonly (keyof typeof TYPES)[];

function ruleOf(type: string | undefined): CheckType | undefined {
  return type !== undefined && Object.hasOwn(TYPES, type) ? TYPES[type as keyof typeof TYPES] : undefined;
}

/** Undefined for a type that Route 53 does not know. */
export function checkKind(type: string | undefined): CheckKind | undefined {
  return ruleOf(type)?.kind;
}

export function isSecure(type: string | undefined): boolean {
  return ruleOf(type)?.secure === true;
}

export function searchesBody(type: string | undefined): boolean {
  return ruleOf(type)?.searches === true;
}

export function defaultPort(type: string | undefined): number | undefined {
  return ruleOf(type)?.port;
}

/** Milliseconds until a probe that gets no proper answer has failed; undefined for a type that is not probed. */
export function longestProbe(type: string | undefined): number | undefined {
  return ruleOf(type)?.steps?.reduce((sum, step) => sum + TIME_LIMITS[step], 0);
}

/** What UpdateHealthCheck empties when told to by name; the rest it leaves as it is unless it is given (behaviour 4.2). */
export const RESETTABLE_ELEMENTS = ['FullyQualifiedDomainName', 'Regions', 'ResourcePath', 'ChildHealthChecks'] as const;

/** What UpdateHealthCheck has no member for, in checks of any type (behaviour 4.2). */
export const FIXED_ELEMENTS = ['Type', 'RequestInterval', 'MeasureLatency'] as const;
