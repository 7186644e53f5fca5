/** What the answer path and the API may ask about health. The checkers implement it; tests may stand in for them. */
export interface HealthSource {
  /** The verdict now. A check that does not exist (any more) counts as healthy: AWS calls that state unpredictable (facts 4.4). */
  isHealthy(healthCheckId: string): boolean;
  /** Calls `listener` when the verdict on a check changes. Returns how to stop that. */
  onChange(listener: (healthCheckId: string, healthy: boolean) => void): () => void;
}
