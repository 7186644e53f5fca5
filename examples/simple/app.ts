/** Three name servers of a closed network behind one name: all of them in every answer, without health checks. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, SimpleRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'SimpleExample');

new SimpleRecordSet(stack, 'Resolvers', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'resolvers',
  endpoints: Endpoint.ipAddresses('10.0.0.53', '10.1.0.53', '10.2.0.53'),
  ttl: Duration.minutes(5),
});
