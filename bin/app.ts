/**
 * The CDK app that `npm start` deploys: a zone, and one name in it in front of a list of servers. The servers come from context, e.g.
 * `cdk deploy -c endpoints=52.0.0.1,52.0.0.2 -c drained=`.
 */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from '../lib';

const app = new App();
const stack = new Stack(app, 'MultiValueDemo');

const context = (key: string): string => String(app.node.tryGetContext(key) ?? '');
const addresses = (key: string): string[] => context(key).split(',').filter(Boolean);

new MultiValueRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: context('zoneName') }),
  recordName: 'www',
  endpoints: [
    ...Endpoint.ipAddresses(...addresses('endpoints')),
    ...addresses('drained').map(address => Endpoint.ipAddress(address, { drained: true })),
  ],
  healthCheck: EndpointHealthCheck.http({ path: '/healthz', interval: Duration.seconds(10) }),
  ttl: Duration.seconds(60),
});
