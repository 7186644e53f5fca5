import type { ResourceRecordSet } from '../rules/record-set';
import type { StackReader } from './stacks';

/** What preflight asks of AWS. All of it only reads. */
export interface LiveReader extends StackReader {
  /** Undefined when there is no such zone. */
  zone(id: string): Promise<ZoneSummary | undefined>;
  /** Ids of all hosted zones with exactly this normalized name. */
  zoneIdsNamed(name: string): Promise<string[]>;
  /** All hosted zones whose normalized name is this one or lies below it. */
  zonesWithin(name: string): Promise<ZoneSummary[]>;
  /** Every record set of the zone, names normalized. */
  recordSets(zoneId: string): Promise<ResourceRecordSet[]>;
  recordLimit(zoneId: string): Promise<number>;
  healthCheckIds(): Promise<string[]>;
  healthCheckLimit(): Promise<number>;
}

export interface ZoneSummary {
  readonly id: string;
  /** Normalized. */
  readonly name: string;
  readonly isPrivate: boolean;
  readonly nameServers: readonly string[];
  /** The VPCs of a private zone, as `vpc-id`; only of a zone that was asked for by its id. */
  readonly vpcs?: readonly string[];
}

/** Every API action that a preflight calls: the permissions that it needs. */
export const PREFLIGHT_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListExports',
  'cloudformation:ListStackResources',
  'route53:GetAccountLimit',
  'route53:GetHostedZone',
  'route53:GetHostedZoneLimit',
  'route53:ListHealthChecks',
  'route53:ListHostedZonesByName',
  'route53:ListResourceRecordSets',
];
