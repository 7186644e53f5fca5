import type { HealthCheckObservation } from '@aws-sdk/client-route-53';
import type { ProbeResult } from '../../rules/health/probe';
import { afterResult, type CheckerState, NEW_CHECKER } from '../../rules/health/threshold';
import { DEFAULT_FAILURE_THRESHOLD } from '../../rules/limits';
import type { HealthCheck } from '../state';

/** How many like results it takes to change a checker's mind. */
export function thresholdOf({ config }: HealthCheck): number {
  return config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD;
}

/** What a checker has seen, when. */
export interface Seen extends ProbeResult {
  readonly time: Date;
}

/**
 * One health checker of one Region watching one endpoint: what it has seen and what it makes of it. It neither probes nor keeps time.
 */
export class Checker {
  private state: CheckerState = NEW_CHECKER;
  private report: Seen | undefined;
  private failure: Seen | undefined;

  constructor(
    readonly healthCheckId: string,
    readonly region: string,
    /** The address it probes from, as observations name it. */
    readonly address: string,
  ) {}

  /** What it holds the endpoint for; undefined while it has not enough data. */
  get healthy(): boolean | undefined {
    return this.state.healthy;
  }

  /** Takes in one more result, and says whether that changed its mind. */
  note(seen: Seen, threshold: number): boolean {
    const before = this.state.healthy;
    this.state = afterResult(this.state, seen.success, threshold);
    if (seen.success === this.state.healthy) {
      this.report = seen; // what it reports is always what it holds the endpoint for
    }
    if (!seen.success) {
      this.failure = seen;
    }
    return this.state.healthy !== before;
  }

  get observation(): HealthCheckObservation | undefined {
    return this.report && this.observed(this.report);
  }

  get lastFailure(): HealthCheckObservation | undefined {
    return this.failure && this.observed(this.failure);
  }

  /** Who observes. */
  get place(): Pick<HealthCheckObservation, 'Region' | 'IPAddress'> {
    return { Region: this.region as HealthCheckObservation['Region'], IPAddress: this.address };
  }

  private observed({ status, time }: Seen): HealthCheckObservation {
    return { ...this.place, StatusReport: { Status: status, CheckedTime: time } };
  }
}
