/** The same name under each policy, to be changed from one to another. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  FailoverTarget,
  MultiValueRecordSet,
  type MultiValueRecordSetProps,
  SimpleRecordSet,
} from '../../lib';
import { BLUE, GREEN, type Fill, zoneIn } from './support';

export const RED = Endpoint.ipAddress('52.0.0.3', { name: 'red' });
export const SORRY = Endpoint.ipAddress('52.9.0.1', { name: 'sorry', healthCheck: EndpointHealthCheck.none() });

/** As the CLI synthesises, with the paths of constructs in the template. */
export function template(fill: (stack: Stack) => void): object {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Stack');
  fill(stack);
  return Template.fromStack(stack).toJSON();
}

export const multiValue =
  (props: Partial<MultiValueRecordSetProps> = {}, id = 'Www', scopeOf = (stack: Stack): Construct => stack): Fill =>
  stack => {
    const zone = zoneIn(stack);
    const healthCheck = EndpointHealthCheck.http();
    new MultiValueRecordSet(scopeOf(stack), id, { zone, recordName: 'www', endpoints: [BLUE, GREEN], healthCheck, ...props });
  };

export const simple: Fill = stack =>
  new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName: 'www', endpoints: [BLUE, GREEN] });

export const failover: Fill = stack =>
  new FailoverRecordSet(stack, 'Www', {
    zone: zoneIn(stack),
    recordName: 'www',
    primary: FailoverTarget.endpoints([BLUE, GREEN]),
    secondary: FailoverTarget.endpoint(SORRY),
    healthCheck: EndpointHealthCheck.http(),
  });
