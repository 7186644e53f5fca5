import type { HealthCheckObservation } from '@aws-sdk/client-route-53';

/** What the answer path may ask about health. The checkers implement it; tests may stand in for them. */
export interface HealthSource {
  /** The verdict now. A check that does not exist (any more) counts as healthy: AWS calls that state unpredictable (behaviour 4.4). */
  isHealthy(healthCheckId: string): boolean;
  /** Calls `listener` when the verdict on a check changes. Returns how to stop that. */
  onChange(listener: (healthCheckId: string, healthy: boolean) => void): () => void;
}

/** What the API may ask besides: the lists of GetHealthCheckStatus and GetHealthCheckLastFailureReason (behaviour 5.6). */
export interface HealthReports {
  /**
   * One for each checker that reports, so `endpointHealthy` of the statuses is what the verdict rests on: a checker reports nothing until
   * it has enough data, and then what it holds the endpoint for. None for calculated and disabled checks.
   */
  observations(healthCheckId: string): readonly HealthCheckObservation[];
  /** One for each checker whose probe ever failed: the last failure, whether or not the checker has turned since. */
  lastFailures(healthCheckId: string): readonly HealthCheckObservation[];
}
