import type { HealthCheckConfig, HealthCheckObservation } from '@aws-sdk/client-route-53';
import type { ResourceRecordSet } from '../rules/record-set';

/** What the verifier asks of the Route 53 API. All of it only reads. */
export interface Route53Reader {
  /** All hosted zones with exactly this normalized name. */
  zonesNamed(name: string): Promise<Zone[]>;
  /** Undefined when there is no such zone. */
  zone(id: string): Promise<ZoneWithServers | undefined>;
  /** The record sets at a normalized name, of one type or of all. */
  recordSets(zoneId: string, name: string, type?: string): Promise<ResourceRecordSet[]>;
  /** Undefined when the health check does not exist (any more). */
  healthCheck(id: string): Promise<HealthCheckConfig | undefined>;
  /** One for each checker that reports; none for a check that no checker probes. */
  observations(id: string): Promise<HealthCheckObservation[]>;
}

export interface Zone {
  /** Bare. */
  readonly id: string;
  /** Normalized. */
  readonly name: string;
  readonly private: boolean;
}

export interface ZoneWithServers extends Zone {
  /** The delegation set; none for a private zone. */
  readonly nameServers: readonly string[];
}
