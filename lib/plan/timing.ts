/**
 * How long a failed endpoint is still used: until it leaves DNS, and until the answers have expired from the caches of resolvers.
 * Worked out from what a health check is told to do (behaviour 4.1, 4.2, 4.4) and the TTL (behaviour 10).
 */
import { checkKind, longestProbe } from '../rules/health/types';
import { DEFAULT_FAILURE_THRESHOLD, DEFAULT_REQUEST_INTERVAL, METRIC_PERIOD } from '../rules/limits';
import type { DeclaredHealthCheck } from './declared';

/** Seconds. `rough` is what people reckon with, interval × threshold; the other two are the bounds around it. */
export interface Span {
  readonly best: number;
  readonly rough: number;
  readonly worst: number;
}

/**
 * From an endpoint's death to the verdict "unhealthy", or why that cannot be said. Each checker asks again one interval after the last
 * reply. Best: the next requests were due at once and were refused at once. Worst: every checker had just been answered, and each probe
 * runs into its time limit. How long the verdict takes to every name server is not documented and not included.
 */
export function detectionTime(check: DeclaredHealthCheck, find: (key: string) => DeclaredHealthCheck | undefined): Span | string {
  const { Type, RequestInterval, FailureThreshold } = check.config;
  const probe = longestProbe(Type);
  if (probe !== undefined) {
    const interval = RequestInterval ?? DEFAULT_REQUEST_INTERVAL;
    const threshold = FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD;
    return {
      best: (threshold - 1) * interval,
      rough: threshold * interval,
      worst: threshold * (interval + probe / 1000),
    };
  }
  switch (checkKind(Type)) {
    case 'calculated':
      return calculated(check, find);
    case 'alarm':
      return check.alarmSeconds === undefined
        ? 'follows the data of a CloudWatch alarm that is declared elsewhere'
        : { best: 0, rough: check.alarmSeconds, worst: check.alarmSeconds + METRIC_PERIOD };
    case 'routingControl':
      return 'changes when its routing control is switched';
    default:
      return `the check's type is known only at deployment: ${Type ?? 'not given'}`;
  }
}

/** The child that turns the verdict may be any of them: the quickest at best, the slowest at worst. */
function calculated(check: DeclaredHealthCheck, find: (key: string) => DeclaredHealthCheck | undefined): Span | string {
  const spans = check.children.map(key => {
    const child = find(key);
    return child && checkKind(child.config.Type) !== 'calculated'
      ? detectionTime(child, find)
      : `child ${key} is not declared by this app`;
  });
  const unknown = spans.find(span => typeof span === 'string');
  if (unknown !== undefined) return unknown;
  if (spans.length === 0) return 'a calculated check without children';
  const known = spans as Span[];
  return {
    best: Math.min(...known.map(span => span.best)),
    rough: Math.max(...known.map(span => span.rough)),
    worst: Math.max(...known.map(span => span.worst)),
  };
}

/** Until the last cached answer is gone: at best nobody holds one, at worst a resolver took it just before the verdict. */
export function withCaches(detection: Span, ttl: number): Span {
  return { best: detection.best, rough: detection.rough + ttl, worst: detection.worst + ttl };
}
