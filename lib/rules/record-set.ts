import { MAX_GEOPROXIMITY_RECORD_SETS, MAX_RECORD_SETS_PER_NAME_AND_TYPE } from './limits';

/**
 * A resource record set in the API's own shape, so that what the SDK reads, what the local API stores and what the rules judge
 * are one thing. Structurally the `ResourceRecordSet` of `@aws-sdk/client-route-53`, with what every stored set has made required.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export interface ResourceRecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly SetIdentifier?: string;
  readonly Weight?: number;
  readonly Region?: string;
  readonly GeoLocation?: GeoLocation;
  readonly Failover?: string;
  readonly MultiValueAnswer?: boolean;
  readonly TTL?: number;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: AliasTarget;
  readonly HealthCheckId?: string;
  readonly TrafficPolicyInstanceId?: string;
  readonly CidrRoutingConfig?: { readonly CollectionId: string; readonly LocationName: string };
  readonly GeoProximityLocation?: GeoProximityLocation;
}

export interface GeoLocation {
  readonly ContinentCode?: string;
  readonly CountryCode?: string;
  readonly SubdivisionCode?: string;
}

export interface AliasTarget {
  readonly HostedZoneId: string;
  readonly DNSName: string;
  readonly EvaluateTargetHealth: boolean;
}

export interface GeoProximityLocation {
  readonly AWSRegion?: string;
  readonly LocalZoneGroup?: string;
  readonly Coordinates?: { readonly Latitude: string; readonly Longitude: string };
  readonly Bias?: number;
}

export type RoutingPolicy =
  'simple' | 'multivalue' | 'failover' | 'weighted' | 'latency' | 'geolocation' | 'geoproximity' | 'cidr';

/** The policies a record set claims: one, or `simple` when it claims none; more than one is a mistake the API refuses (behaviour 1.2). */
export function policiesOf(set: Partial<ResourceRecordSet>): RoutingPolicy[] {
  const claimed: RoutingPolicy[] = [];
  if (set.Weight !== undefined) claimed.push('weighted');
  if (set.Region !== undefined) claimed.push('latency');
  if (set.Failover !== undefined) claimed.push('failover');
  if (set.GeoLocation !== undefined) claimed.push('geolocation');
  if (set.MultiValueAnswer === true) claimed.push('multivalue'); // `false` counts as not given: unconfirmed (behaviour 1.2)
  if (set.GeoProximityLocation !== undefined) claimed.push('geoproximity');
  if (set.CidrRoutingConfig !== undefined) claimed.push('cidr');
  return claimed.length > 0 ? claimed : ['simple'];
}

/** The policy of a stored record set, which has exactly one. */
export function policyOf(set: Partial<ResourceRecordSet>): RoutingPolicy {
  return policiesOf(set)[0];
}

/** Record sets that one name and type may have under a policy (behaviour 1.7, 2.1, 2.2, 8.1). */
export function groupLimit(policy: RoutingPolicy): number {
  switch (policy) {
    case 'simple':
      return 1;
    case 'failover':
      return 2;
    case 'geoproximity':
      return MAX_GEOPROXIMITY_RECORD_SETS;
    default:
      return MAX_RECORD_SETS_PER_NAME_AND_TYPE;
  }
}
