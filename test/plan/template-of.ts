import { declare } from '../../lib/plan/declare';
import type { Declared } from '../../lib/plan/declared';
import type { RawResource, RawTemplate } from '../../lib/template/stacks';

/** What one stack, `Web`, with these resources declares. */
export function declaredBy(resources: Record<string, RawResource>, rest: Omit<RawTemplate, 'Resources'> = {}): Declared {
  const template = { Resources: resources, ...rest };
  return declare([
    { name: 'Web', stackName: 'Web', file: 'Web.template.json', bytes: JSON.stringify(template).length, template },
  ]);
}

export const ZONE = 'Z0123456789ABCDEFGHIJ';

export function healthCheck(config: Record<string, unknown> = {}, tags: readonly object[] = []): RawResource {
  const HealthCheckConfig = { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80, ...config };
  return {
    Type: 'AWS::Route53::HealthCheck',
    Properties: { HealthCheckConfig, ...(tags.length > 0 && { HealthCheckTags: tags }) },
  };
}

/** A multivalue record set of `www.example.com` for one address. */
export function member(address: unknown, properties: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Name: 'www.example.com.',
    Type: 'A',
    TTL: '60',
    MultiValueAnswer: true,
    SetIdentifier: String(address),
    ResourceRecords: [address],
    ...properties,
  };
}

export function group(recordSets: readonly Record<string, unknown>[], properties: Record<string, unknown> = {}): RawResource {
  return { Type: 'AWS::Route53::RecordSetGroup', Properties: { HostedZoneId: ZONE, RecordSets: recordSets, ...properties } };
}

/** A group with a health check of its own for each of these addresses, as MultiValueRecordSet declares it. */
export function watchedGroup(addresses: readonly string[], config: Record<string, unknown> = {}): Record<string, RawResource> {
  const checks = addresses.map((IPAddress, index) => [`Check${index}`, healthCheck({ IPAddress, ...config })] as const);
  const members = addresses.map((address, index) => member(address, { HealthCheckId: { Ref: `Check${index}` } }));
  return { ...Object.fromEntries(checks), Group: group(members) };
}

export const addresses = (count: number): string[] => Array.from({ length: count }, (_, index) => `52.0.0.${index + 1}`);
