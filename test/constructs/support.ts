import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet, type MultiValueRecordSetProps } from '../../lib';

export const ZONE_ID = 'Z0123456789ABCDEFGHIJ';

export const BLUE = Endpoint.ipAddress('52.0.0.1', { name: 'blue' });
export const GREEN = Endpoint.ipAddress('52.0.0.2', { name: 'green' });

/** A stack named `Stack`, so that paths in messages begin with it. */
export const newStack = (): Stack => new Stack(new App(), 'Stack');

export const zoneIn = (stack: Stack, zoneName = 'example.com', hostedZoneId = ZONE_ID): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(stack, `Zone${zoneName}${hostedZoneId}`, { hostedZoneId, zoneName });

export type Fill = (stack: Stack) => void;

/** The template of a stack that `fill` puts things into. */
export function synth(fill: Fill): Template {
  const stack = newStack();
  fill(stack);
  return Template.fromStack(stack);
}

type WwwProps = Partial<MultiValueRecordSetProps> & Pick<MultiValueRecordSetProps, 'endpoints'>;

/** `www.example.com` with an HTTP check, unless told otherwise. */
export const www = (stack: Stack, props: WwwProps): MultiValueRecordSet =>
  new MultiValueRecordSet(stack, 'Www', {
    zone: props.zone ?? zoneIn(stack),
    recordName: 'www',
    healthCheck: EndpointHealthCheck.http(),
    ...props,
  });

export const synthWww = (props: WwwProps): Template => synth(stack => www(stack, props));

export interface RecordSet {
  readonly Name: unknown;
  readonly Type: string;
  readonly TTL: string;
  readonly SetIdentifier: string;
  readonly ResourceRecords: unknown[];
  readonly HealthCheckId?: { readonly Ref: string };
}

/** The record sets of the only group there is. */
export function recordsOf(template: Template): RecordSet[] {
  const groups = Object.values(template.findResources('AWS::Route53::RecordSetGroup'));
  expect(groups).toHaveLength(1);
  return groups[0].Properties.RecordSets as RecordSet[];
}

/** The settings of each health check by logical ID. */
export function checksOf(template: Template): Map<string, Record<string, unknown>> {
  const found = template.findResources('AWS::Route53::HealthCheck');
  const configs = Object.entries(found).map(([id, check]) => [id, check.Properties.HealthCheckConfig] as const);
  return new Map<string, Record<string, unknown>>(configs);
}

/** The logical IDs of the resources of a type. */
export const idsOfType = (template: Template, type: string): string[] => Object.keys(template.findResources(type));

/** The settings of the only health check there is. */
export function onlyCheckOf(template: Template): Record<string, unknown> {
  const checks = [...checksOf(template).values()];
  expect(checks).toHaveLength(1);
  return checks[0];
}

/** The whole message that something is refused with. */
export function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
