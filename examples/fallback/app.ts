/** Six servers behind one name, and a page that says sorry while none of them is healthy. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, FailoverTarget, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'FallbackExample');

new MultiValueRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'www',
  endpoints: Endpoint.ipAddresses('52.0.1.1', '52.0.1.2', '52.0.1.3', '52.0.1.4', '52.0.1.5', '52.0.1.6'),
  fallback: FailoverTarget.endpoint(Endpoint.ipAddress('52.0.1.100', { name: 'sorry', healthCheck: EndpointHealthCheck.none() })),
  healthCheck: EndpointHealthCheck.http({ path: '/healthz', interval: Duration.seconds(10) }),
  ttl: Duration.seconds(60),
});
