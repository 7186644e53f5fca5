/**
 * What an alias may target outside its own zone: names that AWS services answer for, each in the hosted zone of its service and Region
 * (behaviour 3.2, 6.1).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
import { ADDRESS_TYPES } from './record-types';
import { REGIONAL_ZONES, type RegionalZones } from './alias-targets/regional-zones';
import { isInZone } from './names';

/** A hosted zone of a service. */
export interface ServiceZone {
  /** Normalized: a target is one of these names, or lies below it. */
  readonly names: readonly string[];
  /** Types of records there; an alias has the type of what it targets. */
  readonly types: readonly string[];
}

/** A distribution has HTTPS records too; so have edge-optimized APIs, user pool domains and AppSync APIs, which are behind one. */
const CLOUDFRONT = new Map([
  ['Z2FDTNDATAQYW2', 'cloudfront.net.'],
  ['Z3RFFRIM2A3IF5', 'cloudfront.cn.'],
]);
const GLOBAL_ACCELERATOR = 'Z2BJ6XQ5FK7U4H';
/** Of interface endpoints only this Region's is published (AWS CLI reference, describe-vpc-endpoints). */
const VPC_ENDPOINTS_US_EAST_1 = 'Z7HUB22UULQXV';

/** Under these only AWS has names. */
const AWS_DOMAINS = ['amazonaws.com.', 'amazonaws.com.cn.', 'api.aws.', 'on.aws.', 'awsapprunner.com.', 'elasticbeanstalk.com.'];

const ZONES = new Map<string, ServiceZone>([
  ...[...CLOUDFRONT].map(([id, name]): [string, ServiceZone] => [id, { names: [name], types: [...ADDRESS_TYPES, 'HTTPS'] }]),
  [GLOBAL_ACCELERATOR, { names: ['awsglobalaccelerator.com.'], types: ADDRESS_TYPES }],
  [VPC_ENDPOINTS_US_EAST_1, { names: ['us-east-1.vpce.amazonaws.com.'], types: ADDRESS_TYPES }],
  ...Object.entries(REGIONAL_ZONES).flatMap(([region, ids]) => zonesOf(region, ids)),
]);

function zonesOf(region: string, ids: RegionalZones): [string, ServiceZone][] {
  const tld = region.startsWith('cn-') ? 'com.cn' : 'com';
  const aws = `amazonaws.${tld}.`;
  const zones: [ids: string | readonly string[] | undefined, zone: ServiceZone][] = [
    [ids.loadBalancer, { names: [`${region}.elb.${aws}`], types: ADDRESS_TYPES }],
    [ids.networkLoadBalancer, { names: [`elb.${region}.${aws}`], types: ADDRESS_TYPES }],
    [ids.website, { names: [`s3-website-${region}.${aws}`, `s3-website.${region}.${aws}`], types: ['A'] }],
    [ids.api, { names: [`execute-api.${region}.${aws}`], types: ADDRESS_TYPES }],
    [ids.beanstalk, { names: [`${region}.elasticbeanstalk.${tld}.`], types: ADDRESS_TYPES }],
  ];
  return zones.flatMap(([all = [], zone]) => [all].flat().map((id): [string, ServiceZone] => [id, zone]));
}

/** What is wrong with a target in a zone that is not of this account; undefined when nothing is, as far as it can be known. */
export type TargetFault = 'outside' | 'not-found';

/** `name` is normalized. */
export function serviceTargetFault(zoneId: string, name: string, type: string): TargetFault | undefined {
  const zone = serviceZone(zoneId);
  if (zone) {
    return !liesIn(zone, name) ? 'outside' : zone.types.includes(type) ? undefined : 'not-found';
  }
  // A zone that AWS has not published can be right only for a name whose zone is none of those above.
  return !isServiceName(name) && AWS_DOMAINS.some(domain => isInZone(name, domain)) ? undefined : 'not-found';
}

/** Whether AWS answers for a name, which is normalized. */
export function isAwsName(name: string): boolean {
  return isServiceName(name) || AWS_DOMAINS.some(domain => isInZone(name, domain));
}

/** Whether the zone of a name, which is normalized, is one of those known here. */
export function isServiceName(name: string): boolean {
  return [...ZONES.values()].some(zone => liesIn(zone, name));
}

function liesIn({ names }: ServiceZone, name: string): boolean {
  return names.some(zone => isInZone(name, zone));
}

/** Whether the zone is the one that all distributions share, whose health Route 53 cannot evaluate. */
export function isCloudFrontZone(zoneId: string): boolean {
  return CLOUDFRONT.has(zoneId);
}

/** Undefined for an id that is of no service, or of one that publishes none. */
export function serviceZone(zoneId: string): ServiceZone | undefined {
  return ZONES.get(zoneId);
}
