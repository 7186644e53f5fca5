/**
 * What Route 53 asks of the configuration of a health check, with its own error texts (behaviour 4.2, 6.2).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
import { ipVersion, uncheckableRange } from './addresses';
import { inputFault } from './api/input-fault';
import { checkKind, defaultPort, isSecure, searchesBody } from './health/types';
import { DEFAULT_FAILURE_THRESHOLD, DEFAULT_REQUEST_INTERVAL } from './limits';

/** Structurally the `HealthCheckConfig` of `@aws-sdk/client-route-53`. */
export interface HealthCheckConfig {
  readonly Type: string;
  readonly IPAddress?: string;
  readonly Port?: number;
  readonly ResourcePath?: string;
  readonly FullyQualifiedDomainName?: string;
  readonly SearchString?: string;
  readonly RequestInterval?: number;
  readonly FailureThreshold?: number;
  readonly MeasureLatency?: boolean;
  readonly Inverted?: boolean;
  readonly Disabled?: boolean;
  readonly HealthThreshold?: number;
  readonly ChildHealthChecks?: readonly string[];
  readonly EnableSNI?: boolean;
  readonly Regions?: readonly string[];
  readonly AlarmIdentifier?: { readonly Region: string; readonly Name: string };
  readonly InsufficientDataHealthStatus?: string;
  readonly RoutingControlArn?: string;
}

export interface ConfigContext {
  /** The type of an existing health check. */
  readonly typeOf: (healthCheckId: string) => string | undefined;
  /** Lets addresses pass that Route 53 refuses. */
  readonly allowPrivate: boolean;
}

/** What the service would answer as `InvalidInput`, or undefined when it takes the configuration. */
export function configFault(config: HealthCheckConfig, around: ConfigContext): string | undefined {
  return (
    inputFault('HealthCheckConfig', config, 'healthCheckConfig') ??
    fieldFault(config) ??
    addressFault(config, around) ??
    childFault(config, around)
  );
}

/** As it is stored and returned: defaults filled in, a `/` before the path (behaviour 4.2). */
export function withDefaults(config: HealthCheckConfig): HealthCheckConfig {
  const booleans = { Inverted: config.Inverted ?? false, Disabled: config.Disabled ?? false };
  if (checkKind(config.Type) !== 'probe') {
    return { ...config, ...booleans };
  }
  const path = config.ResourcePath;
  return {
    ...config,
    ...booleans,
    Port: config.Port ?? defaultPort(config.Type),
    ...(path === undefined ? {} : { ResourcePath: path.startsWith('/') ? path : `/${path}` }),
    RequestInterval: config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL,
    FailureThreshold: config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD,
    MeasureLatency: config.MeasureLatency ?? false,
    EnableSNI: config.EnableSNI ?? isSecure(config.Type),
  };
}

/** What each member is called in the service's refusals. */
const WORDS: Partial<Record<keyof HealthCheckConfig, string>> = {
  IPAddress: 'an IP address',
  Port: 'a port',
  ResourcePath: 'a resource path',
  FullyQualifiedDomainName: 'a fully qualified domain name',
  SearchString: 'a search string',
  RequestInterval: 'a request interval',
  FailureThreshold: 'a failure threshold',
  Regions: 'regions',
  AlarmIdentifier: 'an metric region', // the service's own grammar
  InsufficientDataHealthStatus: 'an insufficient data health state',
  RoutingControlArn: 'a routing control ARN',
};
const ENDPOINT_FIELDS: readonly (keyof HealthCheckConfig)[] = [
  'IPAddress',
  'Port',
  'ResourcePath',
  'FullyQualifiedDomainName',
  'SearchString',
];
const PROBE_FIELDS: readonly (keyof HealthCheckConfig)[] = [...ENDPOINT_FIELDS, 'RequestInterval', 'FailureThreshold', 'Regions'];
const CALCULATED_FIELDS: readonly (keyof HealthCheckConfig)[] = ['HealthThreshold', 'ChildHealthChecks'];
const ALARM_FIELDS: readonly (keyof HealthCheckConfig)[] = ['AlarmIdentifier', 'InsufficientDataHealthStatus'];

function fieldFault(config: HealthCheckConfig): string | undefined {
  switch (checkKind(config.Type)) {
    case 'calculated':
      return stray(config, 'Calculated health checks', [...PROBE_FIELDS, ...ALARM_FIELDS, 'RoutingControlArn']);
    case 'alarm':
      return (
        stray(config, 'Metric-based health checks', [...PROBE_FIELDS, ...CALCULATED_FIELDS, 'RoutingControlArn']) ??
        (config.AlarmIdentifier ? undefined : 'Alarm identifier must not be null.')
      );
    case 'routingControl':
      return (
        stray(config, 'Recovery control health checks', [...PROBE_FIELDS, ...CALCULATED_FIELDS, ...ALARM_FIELDS]) ??
        (config.RoutingControlArn ? undefined : 'Routing control ARN must not be null')
      );
    case 'probe':
    case undefined:
      return (
        stray(config, 'Basic health checks', [...ALARM_FIELDS, ...CALCULATED_FIELDS, 'RoutingControlArn']) ??
        endpointFault(config)
      );
  }
}

/** A member that checks of this kind do not have; recorded for some kinds and members, and formed like those for the others. */
function stray(config: HealthCheckConfig, kind: string, fields: readonly (keyof HealthCheckConfig)[]): string | undefined {
  const field = fields.find(name => config[name] !== undefined);
  switch (field) {
    case undefined:
      return undefined;
    case 'HealthThreshold':
      return 'Invalid parameter : Only calculated health checks can have a health threshold specified.';
    case 'ChildHealthChecks':
      return 'Invalid parameter : Only calculated health checks can have child health checks specified.';
    default:
      return `Invalid parameter : ${kind} must not have ${WORDS[field]} specified.`;
  }
}

function endpointFault(config: HealthCheckConfig): string | undefined {
  const { Type, IPAddress, FullyQualifiedDomainName: domain, ResourcePath: path, SearchString: search } = config;
  const matches = searchesBody(Type);
  if (!IPAddress && !domain) {
    return 'Invalid parameter : IP address and fully qualified domain name can not be both empty.';
  }
  if (config.EnableSNI && !isSecure(Type)) {
    return `Invalid parameter : Health checks with ${Type} type must not enable SNI support.`;
  }
  if (Type === 'TCP' && path !== undefined) {
    return 'TCP health checks must not have a resource path specified.';
  }
  if (Type === 'TCP' && IPAddress && domain !== undefined) {
    return 'TCP health checks that have IP address must not have a fully qualified domain name specified.';
  }
  if (Type === 'TCP' && config.Port === undefined) {
    return 'Invalid parameter : TCP health checks must have a port specified.';
  }
  if (matches && !search) {
    return 'String match health checks must have a search string specified.';
  }
  return !matches && search !== undefined ? `${Type} health checks must not have a search string specified.` : undefined;
}

function addressFault({ IPAddress: address }: HealthCheckConfig, { allowPrivate }: ConfigContext): string | undefined {
  if (address === undefined || address === '') {
    return undefined;
  }
  const version = ipVersion(address);
  if (version === undefined) {
    return `Invalid parameter : ${address} is not a valid IPv4 or IPv6 address.`;
  }
  return !allowPrivate && uncheckableRange(address) ? `IPv${version} address ${address} is forbidden` : undefined;
}

/** A child may not be calculated itself; the service then says that it does not exist (behaviour 4.1). */
function childFault({ ChildHealthChecks: children = [] }: HealthCheckConfig, { typeOf }: ConfigContext): string | undefined {
  const missing = children.filter(id => [undefined, 'calculated'].includes(checkKind(typeOf(id))));
  return missing.length > 0
    ? `Invalid parameter : Child health check IDs do not exist or are deleted: ${missing.join(', ')}`
    : undefined;
}
