/** What is asked of AWS. All of it only reads. */
import type { HealthCheckConfig } from '../rules/health-check-config';
import type { ResourceRecordSet } from '../rules/record-set';
import type { StackReader } from './stacks';

/** What the verifier asks of Route 53. */
export interface Route53Reader {
  /** All hosted zones with exactly this normalized name. */
  zonesNamed(name: string): Promise<Zone[]>;
  /** Undefined when there is no such zone. */
  zone(id: string): Promise<ZoneWithServers | undefined>;
  /** The record sets at a normalized name, of one type or of all; without a name every one of the zone. Their names are normalized. */
  recordSets(zoneId: string, name?: string, type?: string): Promise<ResourceRecordSet[]>;
  /** Undefined when the health check does not exist (any more). */
  healthCheck(id: string): Promise<HealthCheckConfig | undefined>;
  /** One for each checker that reports; none for a check that no checker probes. */
  observations(id: string): Promise<HealthCheckObservation[]>;
}

/** What preflight asks. */
export interface LiveReader extends Pick<Route53Reader, 'zonesNamed' | 'zone' | 'recordSets'>, StackReader {
  /** All hosted zones whose normalized name is this one or lies below it. */
  zonesWithin(name: string): Promise<Zone[]>;
  recordLimit(zoneId: string): Promise<number>;
  healthCheckIds(): Promise<string[]>;
  healthCheckLimit(): Promise<number>;
}

export interface Zone {
  readonly id: string;
  /** Normalized. */
  readonly name: string;
  readonly isPrivate: boolean;
  /** The VPCs of a private zone, as `vpc-id`; only of a zone that was asked for by its id. */
  readonly vpcs?: readonly string[];
}

export interface ZoneWithServers extends Zone {
  /** The delegation set; none for a private zone. */
  readonly nameServers: readonly string[];
}

/** As the API has it. */
export interface HealthCheckObservation {
  readonly Region?: string;
  readonly IPAddress?: string;
  readonly StatusReport?: { readonly Status?: string; readonly CheckedTime?: Date };
}
