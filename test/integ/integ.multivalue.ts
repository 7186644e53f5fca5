/**
 * For `integ-runner`, as CDK's own modules have them: deploys to the account of the environment, asserts what Route 53 then holds, and
 * destroys. The addresses are Elastic IPs of the stack, so that nobody else's servers are probed.
 */
import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnEIP } from 'aws-cdk-lib/aws-ec2';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'integ-cdk-route53-multivalue');
const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'multivalue.cdk.test' });

const www = new MultiValueRecordSet(stack, 'Www', {
  zone,
  recordName: 'www',
  endpoints: ['blue', 'green'].map(name => Endpoint.elasticIp(new CfnEIP(stack, name), { name })),
  healthCheck: EndpointHealthCheck.tcp({ port: 443, interval: Duration.seconds(10) }),
  ttl: Duration.seconds(60),
});

const integ = new IntegTest(app, 'MultiValue', { testCases: [stack] });

integ.assertions
  .awsApiCall('Route53', 'listResourceRecordSets', {
    HostedZoneId: zone.hostedZoneId,
    StartRecordName: www.domainName,
    StartRecordType: 'A',
  })
  .expect(
    ExpectedResult.objectLike({
      ResourceRecordSets: Match.arrayWith(
        ['blue', 'green'].map(SetIdentifier =>
          Match.objectLike({ Name: 'www.multivalue.cdk.test.', Type: 'A', SetIdentifier, MultiValueAnswer: true, TTL: 60 }),
        ),
      ),
    }),
  );
