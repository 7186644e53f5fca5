/** Twelve web servers behind one name, each with an IPv4 and an IPv6 address: every answer holds up to eight healthy ones. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'MultiValueExample');

const servers = Array.from({ length: 12 }, (_, index) => index + 1);

new MultiValueRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'www',
  endpoints: servers.flatMap(n => [
    Endpoint.ipAddress(`52.0.0.${n}`, { name: `web-${n}` }),
    Endpoint.ipAddress(`2600:1f18::${n}`, { name: `web-${n}` }),
  ]),
  healthCheck: EndpointHealthCheck.http({ path: '/healthz', interval: Duration.seconds(10), failureThreshold: 2 }),
  ttl: Duration.seconds(60),
});
