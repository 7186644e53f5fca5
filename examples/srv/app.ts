/** A service found by SRV records, of which only the healthy ones are answered. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'SrvExample');

const game = (n: number): Endpoint =>
  Endpoint.srv({ priority: 1, weight: 10, port: 27015, hostName: `game${n}.shop.example` }, { address: `52.0.5.${n}` });

new MultiValueRecordSet(stack, 'Game', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: '_game._tcp',
  endpoints: [game(1), game(2), game(3), game(4)],
  healthCheck: EndpointHealthCheck.tcp({ port: 27015, interval: Duration.seconds(10) }),
  ttl: Duration.seconds(30),
});
