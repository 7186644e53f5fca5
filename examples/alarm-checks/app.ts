/** Servers in a private network, judged by CloudWatch alarms: Route 53's checkers could not reach them. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { InsufficientDataHealthStatusEnum, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'AlarmChecksExample');

const server = (n: number): Endpoint => {
  const arn = `arn:aws:cloudwatch:us-east-1:111111111111:alarm:server-${n}`;
  return Endpoint.ipAddress(`10.0.0.${n}`, {
    healthCheck: EndpointHealthCheck.alarm(Alarm.fromAlarmArn(stack, `Alarm${n}`, arn), {
      insufficientData: InsufficientDataHealthStatusEnum.UNHEALTHY,
    }),
  });
};

new MultiValueRecordSet(stack, 'Internal', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'internal',
  endpoints: [server(1), server(2), server(3)],
  ttl: Duration.seconds(30),
});
