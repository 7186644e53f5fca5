/** Configuration in TXT records, each published while the server that it speaks of is healthy. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'TxtExample');

const relay = (n: number): Endpoint =>
  Endpoint.txt(`relay=https://relay${n}.shop.example/ key="${'0123456789abcdef'.repeat(20)}"`, {
    name: `relay-${n}`,
    address: `52.0.6.${n}`,
  });

new MultiValueRecordSet(stack, 'Relays', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: '_relays',
  endpoints: [relay(1), relay(2), relay(3)],
  healthCheck: EndpointHealthCheck.https({ path: '/status', searchString: 'ready' }),
  ttl: Duration.seconds(60),
});
