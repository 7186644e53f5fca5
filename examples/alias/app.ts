/** The zone's own name as an alias of a multivalue group: it answers with the same healthy servers. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ARecord, PublicHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'AliasExample');
const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' });

const www = new MultiValueRecordSet(stack, 'Www', {
  zone,
  recordName: 'www',
  endpoints: Endpoint.ipAddresses('52.0.10.1', '52.0.10.2', '52.0.10.3'),
  healthCheck: EndpointHealthCheck.http({ path: '/healthz' }),
  ttl: Duration.seconds(60),
});

new ARecord(stack, 'Apex', { zone, target: RecordTarget.fromAlias(www) });
