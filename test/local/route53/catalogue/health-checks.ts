/** What a health check is refused for when it is created (behaviour 6.2). */
import { calculated, check } from './world';

export type HealthCheckFault = readonly [situation: string, config: () => object, text: string | (() => string)];

export const endpoint = { Type: 'HTTP', IPAddress: '52.0.0.1' };

export const healthCheckFaults = (): readonly HealthCheckFault[] => [
  ['a private address', () => ({ ...endpoint, IPAddress: '10.0.0.10' }), 'IPv4 address 10.0.0.10 is forbidden'],
  ['a documentation address', () => ({ ...endpoint, IPAddress: '203.0.113.10' }), 'IPv4 address 203.0.113.10 is forbidden'],
  ['an IPv6 documentation address', () => ({ ...endpoint, IPAddress: '2001:db8::1' }), 'IPv6 address 2001:db8::1 is forbidden'],
  [
    'neither address nor name',
    () => ({ Type: 'HTTP' }),
    'Invalid parameter : IP address and fully qualified domain name can not be both empty.',
  ],
  [
    'an interval of 20 seconds',
    () => ({ ...endpoint, RequestInterval: 20 }),
    "Invalid XML ; cvc-enumeration-valid: Value '20' is not facet-valid with respect to enumeration '[10, 30]'. It must be a value from the enumeration.",
  ],
  [
    'SNI on HTTP',
    () => ({ ...endpoint, EnableSNI: true }),
    'Invalid parameter : Health checks with HTTP type must not enable SNI support.',
  ],
  [
    'a path on TCP',
    () => ({ ...endpoint, Type: 'TCP', Port: 80, ResourcePath: '/' }),
    'TCP health checks must not have a resource path specified.',
  ],
  [
    'a name with an address on TCP',
    () => ({ ...endpoint, Type: 'TCP', Port: 80, FullyQualifiedDomainName: 'a.b' }),
    'TCP health checks that have IP address must not have a fully qualified domain name specified.',
  ],
  [
    'a string match without a string',
    () => ({ ...endpoint, Type: 'HTTP_STR_MATCH' }),
    'String match health checks must have a search string specified.',
  ],
  [
    'a port on a calculated check',
    () => ({ Type: 'CALCULATED', Port: 80 }),
    'Invalid parameter : Calculated health checks must not have a port specified.',
  ],
  [
    'an alarm on an endpoint',
    () => ({ ...endpoint, AlarmIdentifier: { Region: 'us-east-1', Name: 'a' } }),
    'Invalid parameter : Basic health checks must not have an metric region specified.',
  ],
  [
    'an insufficient data state on an endpoint',
    () => ({ ...endpoint, InsufficientDataHealthStatus: 'Healthy' }),
    'Invalid parameter : Basic health checks must not have an insufficient data health state specified.',
  ],
  [
    'a child that does not exist',
    () => ({ Type: 'CALCULATED', ChildHealthChecks: ['gone', check] }),
    'Invalid parameter : Child health check IDs do not exist or are deleted: gone',
  ],
  [
    'a child that is calculated',
    () => ({ Type: 'CALCULATED', ChildHealthChecks: [calculated] }),
    () => `Invalid parameter : Child health check IDs do not exist or are deleted: ${calculated}`,
  ],
  [
    'a Region without checkers',
    () => ({ ...endpoint, Regions: ['us-east-1', 'us-west-1', 'eu-north-1'] }),
    "1 validation error detected: Value '[us-east-1, us-west-1, eu-north-1]' at 'healthCheckConfig.regions' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 64, Member must have length greater than or equal to 1, Member must satisfy enum value set: [sa-east-1, us-west-1, us-west-2, us-east-1, eu-west-1, ap-southeast-1, ap-southeast-2, ap-northeast-1]]",
  ],
  [
    'two Regions',
    () => ({ ...endpoint, Regions: ['us-east-1', 'us-west-1'] }),
    "1 validation error detected: Value '[us-east-1, us-west-1]' at 'healthCheckConfig.regions' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    'a failure threshold of 11',
    () => ({ ...endpoint, FailureThreshold: 11 }),
    "1 validation error detected: Value '11' at 'healthCheckConfig.failureThreshold' failed to satisfy constraint: Member must have value less than or equal to 10",
  ],
  [
    'Regions of a calculated check',
    () => ({ Type: 'CALCULATED', Regions: ['us-east-1', 'us-west-1', 'eu-west-1'] }),
    'Invalid parameter : Calculated health checks must not have regions specified.',
  ],
  [
    'the address of a check of an alarm',
    () => ({ Type: 'CLOUDWATCH_METRIC', IPAddress: '52.0.0.1' }),
    'Invalid parameter : Metric-based health checks must not have an IP address specified.',
  ],
  [
    'a health threshold on an endpoint check',
    () => ({ ...endpoint, HealthThreshold: 1 }),
    'Invalid parameter : Only calculated health checks can have a health threshold specified.',
  ],
  [
    'children of an endpoint check',
    () => ({ ...endpoint, ChildHealthChecks: ['a'] }),
    'Invalid parameter : Only calculated health checks can have child health checks specified.',
  ],
  ['no alarm', () => ({ Type: 'CLOUDWATCH_METRIC' }), 'Alarm identifier must not be null.'],
  ['no routing control', () => ({ Type: 'RECOVERY_CONTROL' }), 'Routing control ARN must not be null'],
  [
    'a search string on HTTP',
    () => ({ ...endpoint, SearchString: 'ok' }),
    'HTTP health checks must not have a search string specified.',
  ],
];
