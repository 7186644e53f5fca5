/** No property of a resource is accepted and passed over: each one changes what Route 53 holds, or is refused. */
import { HEALTH_CHECK } from '../../../lib/local/cloudformation/resources/health-check';
import { HOSTED_ZONE } from '../../../lib/local/cloudformation/resources/hosted-zone';
import { RECORD_SET, RECORD_SET_GROUP } from '../../../lib/local/cloudformation/resources/record-schema';
import type { PropertyType, Schema } from '../../../lib/local/cloudformation/resources/schema';
import { startWorld } from '../deploy/world';
import { define, deploy, failures } from './stacks';

const ZONE = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.example' } };
const VPC = { VPCId: 'vpc-0123456789abcdef0', VPCRegion: 'us-east-1' };
const LOG = { CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:a' };
const SET = { Name: 'www.shop.example', Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1'] };
const WEIGHTED = { SetIdentifier: 'a', Weight: 1 };
const ALIAS = { TTL: undefined, ResourceRecords: undefined };
const near = (GeoProximityLocation: object) => ({ SetIdentifier: 'a', GeoProximityLocation });
const HTTP = { Type: 'HTTP', IPAddress: '52.0.0.1' };
const tags = (name: string) => ({ [name]: [{ Key: 'k', Value: 'v' }] });

/** What each property is given, beside what a record set has anyway. */
const OF_RECORD_SETS: Record<string, object> = {
  'AliasTarget.DNSName': { ...ALIAS, AliasTarget: { DNSName: 'www.shop.example', HostedZoneId: 'Z35SXDOTRQ7X7K' } },
  'AliasTarget.EvaluateTargetHealth': { ...ALIAS, AliasTarget: { DNSName: 'lb.us-east-1.elb.amazonaws.com', HostedZoneId: 'Z35SXDOTRQ7X7K', EvaluateTargetHealth: true } },
  'AliasTarget.HostedZoneId': { ...ALIAS, AliasTarget: { DNSName: 'lb.us-east-1.elb.amazonaws.com', HostedZoneId: 'Z35SXDOTRQ7X7K' } },
  'CidrRoutingConfig.CollectionId': { SetIdentifier: 'a', CidrRoutingConfig: { CollectionId: '01234567-89ab-cdef-0123-456789abcdef', LocationName: 'x' } },
  'CidrRoutingConfig.LocationName': { SetIdentifier: 'a', CidrRoutingConfig: { CollectionId: '01234567-89ab-cdef-0123-456789abcdef', LocationName: 'y' } },
  Failover: { SetIdentifier: 'a', Failover: 'SECONDARY' },
  'GeoLocation.ContinentCode': { SetIdentifier: 'a', GeoLocation: { ContinentCode: 'EU' } },
  'GeoLocation.CountryCode': { SetIdentifier: 'a', GeoLocation: { CountryCode: 'DE' } },
  'GeoLocation.SubdivisionCode': { SetIdentifier: 'a', GeoLocation: { CountryCode: 'US', SubdivisionCode: 'CA' } },
  'GeoProximityLocation.AWSRegion': near({ AWSRegion: 'eu-west-1' }),
  'GeoProximityLocation.LocalZoneGroup': near({ LocalZoneGroup: 'us-east-1-bos-1' }),
  'GeoProximityLocation.Bias': near({ AWSRegion: 'eu-west-1', Bias: 3 }),
  'GeoProximityLocation.Coordinates.Longitude': near({ Coordinates: { Longitude: '7', Latitude: '50' } }),
  'GeoProximityLocation.Coordinates.Latitude': near({ Coordinates: { Longitude: '7', Latitude: '51' } }),
  HealthCheckId: { ...WEIGHTED, HealthCheckId: '01234567-89ab-cdef-0123-456789abcdef' },
  HostedZoneId: { HostedZoneId: 'Z0123456789ABCDEFGHI' },
  HostedZoneName: { HostedZoneId: undefined, HostedZoneName: 'other.example.' },
  MultiValueAnswer: { SetIdentifier: 'a', MultiValueAnswer: true },
  Name: { Name: 'api.shop.example' },
  Region: { SetIdentifier: 'a', Region: 'eu-west-1' },
  ResourceRecords: { ResourceRecords: ['52.0.0.2'] },
  SetIdentifier: { SetIdentifier: 'b' },
  TTL: { TTL: '61' },
  Type: { Type: 'AAAA', ResourceRecords: ['2600::1'] },
  Weight: WEIGHTED,
}; // prettier-ignore
const OF_CHECKS: Record<string, object> = {
  'AlarmIdentifier.Name': { Type: 'CLOUDWATCH_METRIC', IPAddress: undefined, AlarmIdentifier: { Name: 'a', Region: 'us-east-1' } },
  'AlarmIdentifier.Region': { Type: 'CLOUDWATCH_METRIC', IPAddress: undefined, AlarmIdentifier: { Name: 'a', Region: 'moon' } },
  ChildHealthChecks: { Type: 'CALCULATED', IPAddress: undefined, ChildHealthChecks: [], HealthThreshold: 0 },
  EnableSNI: { Type: 'HTTPS', EnableSNI: false, FullyQualifiedDomainName: 'a.example' },
  FailureThreshold: { FailureThreshold: 4 },
  FullyQualifiedDomainName: { FullyQualifiedDomainName: 'a.example' },
  HealthThreshold: { HealthThreshold: 1 },
  IPAddress: { IPAddress: '52.0.0.2' },
  InsufficientDataHealthStatus: { InsufficientDataHealthStatus: 'Healthy' },
  Inverted: { Inverted: true },
  MeasureLatency: { MeasureLatency: true },
  Port: { Port: 81 },
  Regions: { Regions: ['us-east-1', 'us-west-1', 'eu-west-1'] },
  RequestInterval: { RequestInterval: 10 },
  ResourcePath: { ResourcePath: '/a' },
  RoutingControlArn: { Type: 'RECOVERY_CONTROL', IPAddress: undefined, RoutingControlArn: 'arn:aws:route53-recovery-control::1:controlpanel/a/routingcontrol/b' },
  SearchString: { Type: 'HTTP_STR_MATCH', SearchString: 'a' },
  Type: { Type: 'TCP' },
}; // prettier-ignore

const inGroup = (more: object, group: object = {}) => ({ ...group, RecordSets: [{ ...SET, ...more }] });
/** A zone cannot be named in two places, so that a member of a group names it instead of the group. */
const memberOf = ([name, more]: [string, object]): [string, object] => [
  `RecordSets.${name}`,
  name.startsWith('HostedZone') ? inGroup(more, { HostedZoneId: undefined }) : inGroup(more),
];

const TYPES: Record<string, { schema: Schema; base: object; given: Record<string, object>; passedOver?: readonly string[] }> = {
  HostedZone: {
    schema: HOSTED_ZONE,
    base: { Name: 'corp.example' },
    given: {
      'HostedZoneConfig.Comment': { HostedZoneConfig: { Comment: 'a' } },
      'HostedZoneFeatures.EnableAcceleratedRecovery': { HostedZoneFeatures: { EnableAcceleratedRecovery: true } },
      'HostedZoneTags.Key': tags('HostedZoneTags'),
      'HostedZoneTags.Value': tags('HostedZoneTags'),
      Name: { Name: 'other.example' },
      'QueryLoggingConfig.CloudWatchLogsLogGroupArn': { QueryLoggingConfig: LOG },
      'VPCs.VPCId': { VPCs: [VPC] },
      'VPCs.VPCRegion': { VPCs: [VPC] },
    },
  },
  RecordSet: {
    schema: RECORD_SET,
    base: { ...SET, HostedZoneId: { Ref: 'Zone' } },
    given: OF_RECORD_SETS,
    passedOver: ['Comment'], // of the change batch: no name has it
  },
  RecordSetGroup: {
    schema: RECORD_SET_GROUP,
    base: { HostedZoneId: { Ref: 'Zone' }, RecordSets: [SET] },
    given: {
      HostedZoneId: { HostedZoneId: 'Z0123456789ABCDEFGHI' },
      HostedZoneName: { HostedZoneId: undefined, HostedZoneName: 'other.example.' },
      ...Object.fromEntries(Object.entries(OF_RECORD_SETS).map(memberOf)),
    },
    passedOver: ['Comment'],
  },
  HealthCheck: {
    schema: HEALTH_CHECK,
    base: { HealthCheckConfig: HTTP },
    given: {
      ...Object.fromEntries(
        Object.entries(OF_CHECKS).map(([name, more]) => [
          `HealthCheckConfig.${name}`,
          { HealthCheckConfig: { ...HTTP, ...more } },
        ]),
      ),
      'HealthCheckTags.Key': tags('HealthCheckTags'),
      'HealthCheckTags.Value': tags('HealthCheckTags'),
    },
  },
};

/** The properties that hold no others, `<property>.<property>`. */
function leaves(schema: Schema): string[] {
  const below = (type: PropertyType): string[] =>
    typeof type === 'string' ? [''] : 'listOf' in type ? below(type.listOf) : leaves(type.object).map(leaf => `.${leaf}`);
  return Object.entries(schema).flatMap(([name, { type }]) => below(type).map(rest => name + rest));
}

/** What a stack with the resource comes to: why it failed, or all that Route 53 holds then. */
async function outcome(type: string, properties: object): Promise<unknown> {
  const world = await startWorld();
  const resource = { Type: `AWS::Route53::${type}`, Properties: properties };
  const failed = failures(await deploy(world.engine, define({ Zone: ZONE, Other: resource })));
  const { zones, healthChecks, tags: tagged, queryLoggingConfigs } = world.store.state;
  await world.close();
  return failed.length > 0 ? failed : JSON.stringify([zones, healthChecks, tagged, queryLoggingConfigs].map(map => [...map.values()].map(held => ({ ...held, callerReference: '' })))); // prettier-ignore
}

describe.each(Object.entries(TYPES))('%s', (type, { schema, base, given, passedOver = [] }) => {
  test('every property is in this table', () =>
    expect([...Object.keys(given), ...passedOver].sort()).toEqual(leaves(schema).sort()));

  test('each makes a difference', async () => {
    const without = await outcome(type, base);
    expect(await outcome(type, base)).toEqual(without);
    for (const [name, more] of Object.entries(given)) {
      expect([name, await outcome(type, { ...base, ...more })]).not.toEqual([name, without]);
    }
  }, 60_000);
});

test('GeoLocation and Failover are checked by Route 53: the published schema has plain strings there, which match any text', async () => {
  const set = (more: object) => outcome('RecordSet', { ...SET, HostedZoneId: { Ref: 'Zone' }, SetIdentifier: 'a', ...more });
  const refused = [expect.stringMatching(/^Other: .*Service: Route53, Code: Invalid(Input|ChangeBatch)/)];
  expect(await set({ GeoLocation: { ContinentCode: 'XX' } })).toEqual(refused);
  expect(await set({ GeoLocation: { CountryCode: 'us' } })).toEqual(refused);
  expect(await set({ Failover: 'TERTIARY' })).toEqual(refused);
});
