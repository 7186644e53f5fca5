/** Versions of the API before 2013-04-01, which some clients still speak: what was announced later is neither taken nor given. */
import type { ChangeResourceRecordSetsRequest } from '@aws-sdk/client-route-53';
import type { OlderVersion } from '../aws/older-version';

const RECORDS = [
  'CreateHostedZone',
  'GetHostedZone',
  'ListHostedZones',
  'DeleteHostedZone',
  'ChangeResourceRecordSets',
  'ListResourceRecordSets',
  'GetChange',
];
const HEALTH_CHECKS = ['CreateHealthCheck', 'GetHealthCheck', 'ListHealthChecks', 'DeleteHealthCheck'];

const SINCE_2013 = {
  ResourceRecordSet: ['GeoLocation', 'MultiValueAnswer', 'TrafficPolicyInstanceId', 'CidrRoutingConfig', 'GeoProximityLocation'],
  CreateHostedZoneRequest: ['VPC', 'DelegationSetId'],
  CreateHostedZoneResponse: ['VPC'],
  GetHostedZoneResponse: ['VPCs'],
  HostedZoneConfig: ['PrivateZone'],
  HostedZone: ['LinkedService', 'Features'],
  DelegationSet: ['Id', 'CallerReference'],
  HealthCheck: ['LinkedService', 'HealthCheckVersion', 'CloudWatchAlarmConfiguration'],
  HealthCheckConfig: [
    'SearchString',
    'RequestInterval',
    'FailureThreshold',
    'MeasureLatency',
    'Inverted',
    'Disabled',
    'HealthThreshold',
    'ChildHealthChecks',
    'EnableSNI',
    'Regions',
    'AlarmIdentifier',
    'InsufficientDataHealthStatus',
    'RoutingControlArn',
  ],
};

export const OLDER_VERSIONS: readonly OlderVersion[] = [
  { version: '2012-12-12', operations: [...RECORDS, ...HEALTH_CHECKS], lacks: SINCE_2013 },
  {
    version: '2012-02-29',
    operations: RECORDS,
    lacks: {
      ...SINCE_2013,
      ResourceRecordSet: [...SINCE_2013.ResourceRecordSet, 'Failover', 'HealthCheckId'],
      AliasTarget: ['EvaluateTargetHealth'],
    },
    complete: { ChangeResourceRecordSets: withoutTargetHealth },
  },
];

/** Aliases asked for no health before they could. */
function withoutTargetHealth(input: ChangeResourceRecordSetsRequest): ChangeResourceRecordSetsRequest {
  const Changes = input.ChangeBatch?.Changes?.map(change => {
    const AliasTarget = change.ResourceRecordSet?.AliasTarget;
    return AliasTarget
      ? {
          ...change,
          ResourceRecordSet: { ...change.ResourceRecordSet!, AliasTarget: { ...AliasTarget, EvaluateTargetHealth: false } },
        }
      : change;
  });
  return { ...input, ChangeBatch: { ...input.ChangeBatch, Changes } };
}
