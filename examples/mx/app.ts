/** Mail servers of which only the healthy ones are offered. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'MxExample');

new MultiValueRecordSet(stack, 'Mail', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  endpoints: [
    Endpoint.mx({ priority: 10, hostName: 'mail1.shop.example' }, { address: '52.0.4.1' }),
    Endpoint.mx({ priority: 10, hostName: 'mail2.shop.example' }, { address: '52.0.4.2' }),
    Endpoint.mx({ priority: 20, hostName: 'backup.example.net' }), // checkers look up the name
  ],
  healthCheck: EndpointHealthCheck.tcp({ port: 25 }),
  ttl: Duration.seconds(60),
});
