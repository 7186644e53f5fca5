/** Which certificate authorities may issue for a domain, as a multivalue group without health checks. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CaaTag, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'CaaExample');

new MultiValueRecordSet(stack, 'Authorities', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  endpoints: [
    Endpoint.caa({ flag: 0, tag: CaaTag.ISSUE, value: 'amazon.com' }),
    Endpoint.caa({ flag: 0, tag: CaaTag.ISSUEWILD, value: ';' }),
    Endpoint.caa({ flag: 0, tag: CaaTag.IODEF, value: 'mailto:security@shop.example' }),
  ],
  healthCheck: EndpointHealthCheck.none(),
  ttl: Duration.hours(1),
});
