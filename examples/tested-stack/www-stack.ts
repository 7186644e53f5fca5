import { Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';
import type { Construct } from 'constructs';

/** A stack as a team might have it: a zone, and `www` in front of three servers. */
export class WwwStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new MultiValueRecordSet(this, 'Www', {
      zone: new PublicHostedZone(this, 'Zone', { zoneName: 'shop.example' }),
      recordName: 'www',
      endpoints: Endpoint.ipAddresses('52.0.0.1', '52.0.0.2', '52.0.0.3'),
      healthCheck: EndpointHealthCheck.http({ path: '/healthz', interval: Duration.seconds(10) }),
    });
  }
}
