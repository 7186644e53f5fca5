/** Servers that are healthy while two of their three services are, and a switch that takes one out by hand. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'CalculatedChecksExample');

const SWITCH = 'arn:aws:route53-recovery-control::111111111111:controlpanel/0123456789abcdef/routingcontrol/fedcba9876543210';

new MultiValueRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'www',
  endpoints: [
    Endpoint.ipAddress('52.0.9.1', { name: 'one' }),
    Endpoint.ipAddress('52.0.9.2', { name: 'two' }),
    Endpoint.ipAddress('52.0.9.3', { name: 'three', healthCheck: EndpointHealthCheck.routingControl(SWITCH) }),
  ],
  healthCheck: EndpointHealthCheck.calculated({
    checks: [
      EndpointHealthCheck.http({ path: '/healthz' }),
      EndpointHealthCheck.http({ port: 8080, path: '/admin' }),
      EndpointHealthCheck.tcp({ port: 22 }),
    ],
    healthyThreshold: 2,
  }),
  ttl: Duration.seconds(60),
});
