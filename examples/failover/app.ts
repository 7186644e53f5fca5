/** Two sites with four servers each: the second answers while the whole first one is down. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, FailoverRecordSet, FailoverTarget } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'FailoverExample');

const site = (name: string, net: string): FailoverTarget =>
  FailoverTarget.endpoints([1, 2, 3, 4].map(n => Endpoint.ipAddress(`${net}.${n}`, { name: `${name}-${n}` })));

new FailoverRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'www',
  primary: site('zurich', '52.0.2'),
  secondary: site('dublin', '52.0.3'),
  healthCheck: EndpointHealthCheck.tcp({ port: 80, interval: Duration.seconds(10) }),
  ttl: Duration.seconds(60),
});
