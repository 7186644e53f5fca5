import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { defaultPort, isSecure } from '../../rules/health/types';
import type { Endpoint } from '../endpoint';
import type { AlarmSpec, CalculatedSpec, ProbeSpec, RoutingControlSpec } from './health-check-spec';
import { isToken } from './tokens';

/** A health check's settings as CloudFormation takes them. */
export type HealthCheckProperties = CfnHealthCheck.HealthCheckConfigProperty;

export function probeConfig(endpoint: Endpoint, spec: ProbeSpec): HealthCheckProperties {
  const hostName = probedHostName(endpoint, spec);
  return {
    type: spec.searchString === undefined ? spec.protocol : `${spec.protocol}_STR_MATCH`,
    ipAddress: endpoint.address,
    fullyQualifiedDomainName: hostName,
    port: probedPort(spec), // said outright: the API's own default is not documented (behaviour 4.2)
    resourcePath: pathOf(spec),
    searchString: spec.searchString,
    enableSni: isSecure(spec.protocol) ? (spec.enableSni ?? hostName !== undefined) : undefined,
    requestInterval: spec.interval?.toSeconds(),
    failureThreshold: spec.failureThreshold,
    inverted: spec.inverted,
    measureLatency: spec.measureLatency,
    regions: spec.regions && [...spec.regions].sort(),
  };
}

/** The host name of a check: only a header where there is an address to connect to, otherwise what is connected to (behaviour 4.3). */
export function probedHostName(endpoint: Endpoint, spec: ProbeSpec): string | undefined {
  return spec.hostName ?? (endpoint.address === undefined ? endpoint.hostName : undefined);
}

export function probedPort(spec: ProbeSpec): number {
  return (spec.port ?? defaultPort(spec.protocol))!; // a check by TCP was refused without one
}

export function pathOf(spec: ProbeSpec): string | undefined {
  return spec.protocol === 'TCP' ? undefined : absolutePath(spec.path ?? '/');
}

/** With the leading `/` that Route 53 would add (behaviour 4.2). */
export function absolutePath(path: string): string {
  return path.startsWith('/') || isToken(path) ? path : `/${path}`;
}

export function alarmConfig({ alarm, insufficientData, inverted }: AlarmSpec): HealthCheckProperties {
  return {
    type: 'CLOUDWATCH_METRIC',
    alarmIdentifier: { name: alarm.alarmName, region: regionOf(alarm) },
    insufficientDataHealthStatus: insufficientData ?? 'LastKnownStatus',
    inverted,
  };
}

/** An alarm that was imported by its ARN has the Region there, and not in its environment. */
function regionOf(alarm: IAlarm): string {
  const inArn = isToken(alarm.alarmArn)
    ? undefined
    : Stack.of(alarm).splitArn(alarm.alarmArn, ArnFormat.COLON_RESOURCE_NAME).region;
  return inArn ?? alarm.env.region;
}

export function calculatedConfig(spec: CalculatedSpec, children: string[]): HealthCheckProperties {
  return {
    type: 'CALCULATED',
    childHealthChecks: children,
    healthThreshold: spec.healthyThreshold ?? spec.checks.length,
    inverted: spec.inverted,
  };
}

export function routingControlConfig({ routingControlArn, inverted }: RoutingControlSpec): HealthCheckProperties {
  return { type: 'RECOVERY_CONTROL', routingControlArn, inverted };
}
