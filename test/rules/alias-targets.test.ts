import { CloudFrontTarget, GlobalAcceleratorTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Fact, FactName } from 'aws-cdk-lib/region-info';
import { isCloudFrontZone, serviceTargetFault, serviceZone, isAwsName } from '../../lib/rules/alias-targets';
import { regionOfLocalZoneGroup } from '../../lib/rules/routing/regions';
import { REGIONAL_ZONES } from '../../lib/rules/alias-targets/regional-zones';
import { REGION_NAMES } from '../../lib/rules/routing/regions';

/** Of the partitions that Route 53 in this world may be in. */
const KNOWN = Fact.regions.filter(region => !/iso/.test(region));

test.each(KNOWN)('%s: the ids and endpoints that aws-cdk-lib knows', region => {
  const website = Fact.find(region, FactName.S3_STATIC_WEBSITE_ZONE_53_HOSTED_ZONE_ID);
  const beanstalk = Fact.find(region, FactName.EBS_ENV_ENDPOINT_HOSTED_ZONE_ID);
  if (website) {
    expect(serviceZone(website)?.names).toContain(`${Fact.requireFact(region, FactName.S3_STATIC_WEBSITE_ENDPOINT)}.`);
  }
  if (beanstalk) {
    expect(serviceZone(beanstalk)?.names).toEqual([`${region}.elasticbeanstalk.com.`]);
  }
  expect(REGIONAL_ZONES).toHaveProperty([region]);
});

test('aws-cdk-lib knows the Regions, and most ids', () => {
  const withIds = KNOWN.filter(region => Fact.find(region, FactName.S3_STATIC_WEBSITE_ZONE_53_HOSTED_ZONE_ID));
  expect(withIds.length).toBeGreaterThan(25);
  expect(Object.keys(REGIONAL_ZONES).sort()).toEqual([...REGION_NAMES].sort());
});

test('the zones that belong to no Region are those of aws-cdk-lib', () => {
  expect(isCloudFrontZone(CloudFrontTarget.CLOUDFRONT_ZONE_ID)).toBe(true);
  expect(serviceZone(GlobalAcceleratorTarget.GLOBAL_ACCELERATOR_ZONE_ID)?.names).toEqual(['awsglobalaccelerator.com.']);
});

test('every id is of one zone, and has the form of one', () => {
  const ids = Object.values(REGIONAL_ZONES).flatMap(zones => Object.values(zones).flat() as string[]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter(id => !/^Z[0-9A-Z]{10,20}$/.test(id))).toEqual([]);
});

test.each([
  ['Z35SXDOTRQ7X7K', 'dualstack.lb-1.us-east-1.elb.amazonaws.com.', 'A'],
  ['Z3DZXE0Q79N41H', 'old-1.us-east-1.elb.amazonaws.com.', 'A'],
  ['Z26RNL4JYFTOTI', 'lb-1.elb.us-east-1.amazonaws.com.', 'AAAA'],
  ['Z1GDH35T77C1KE', 'lb-1.cn-north-1.elb.amazonaws.com.cn.', 'A'],
  ['Z2FDTNDATAQYW2', 'd111111abcdef8.cloudfront.net.', 'HTTPS'],
  ['Z3RFFRIM2A3IF5', 'd111111abcdef8.cloudfront.cn.', 'A'],
  ['Z3AQBSTGFYJSTF', 's3-website-us-east-1.amazonaws.com.', 'A'],
  ['Z21DNDUVLTQW6Q', 's3-website.eu-central-1.amazonaws.com.', 'A'],
  ['Z1UJRXOUMOOFQ8', 'd-abc.execute-api.us-east-1.amazonaws.com.', 'A'],
  ['Z2BJ6XQ5FK7U4H', 'a1234567890abcdef.awsglobalaccelerator.com.', 'AAAA'],
  ['Z117KPS5GTRQ2G', 'shop.us-east-1.elasticbeanstalk.com.', 'A'],
  ['Z7HUB22UULQXV', 'vpce-1-a.vpce-svc-2.us-east-1.vpce.amazonaws.com.', 'A'],
  ['ZNOTPUBLISHED', 'vpce-1-a.vpce-svc-2.eu-west-1.vpce.amazonaws.com.', 'A'],
  ['ZNOTPUBLISHED', 'abc.eu-west-1.awsapprunner.com.', 'A'],
])('%s may be the zone of %s, type %s', (id, name, type) => expect(serviceTargetFault(id, name, type)).toBeUndefined());

test.each([
  ['another service', 'Z35SXDOTRQ7X7K', 'd111111abcdef8.cloudfront.net.', 'A', 'outside'],
  ['another Region', 'Z35SXDOTRQ7X7K', 'lb-1.eu-west-1.elb.amazonaws.com.', 'A', 'outside'],
  ['another kind of load balancer', 'Z35SXDOTRQ7X7K', 'lb-1.elb.us-east-1.amazonaws.com.', 'A', 'outside'],
  ['a name that only ends like one', 'Z2FDTNDATAQYW2', 'notcloudfront.net.', 'A', 'outside'],
  ['a type that the service has no records of', 'Z3AQBSTGFYJSTF', 's3-website-us-east-1.amazonaws.com.', 'AAAA', 'not-found'],
  ['a type that no service has records of', 'Z35SXDOTRQ7X7K', 'lb-1.us-east-1.elb.amazonaws.com.', 'TXT', 'not-found'],
  ['an unknown zone for a name whose zone is known', 'ZUNKNOWN', 'lb-1.us-east-1.elb.amazonaws.com.', 'A', 'not-found'],
  ['an unknown zone for a name of someone else', 'ZUNKNOWN', 'www.example.org.', 'A', 'not-found'],
])('%s is refused', (_what, id, name, type, fault) => expect(serviceTargetFault(id, name, type)).toBe(fault));

test.each<[string, boolean]>([
  ['x.us-east-1.elb.amazonaws.com.', true],
  ['x.eu-west-1.elasticbeanstalk.com.', true],
  ['x.lambda-url.eu-west-1.on.aws.', true],
  ['d1.cloudfront.net.', true],
  ['amazonaws.com.shop.example.', false],
  ['notcloudfront.net.', false],
])('AWS answers for %s: %p', (name, isAws) => expect(isAwsName(name)).toBe(isAws));

test.each([
  ['us-west-2-lax-1', 'us-west-2'],
  ['us-gov-west-1-phx-1', 'us-gov-west-1'],
  ['us-west-2', undefined],
])('the Local Zone group %s is of the Region %p', (group, region) => expect(regionOfLocalZoneGroup(group)).toBe(region));
