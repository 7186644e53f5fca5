// A CDK app that knows nothing of this project: multivalue records written by hand with what aws-cdk-lib has.
import cdk from 'aws-cdk-lib';
import route53 from 'aws-cdk-lib/aws-route53';

const app = new cdk.App();
// the CLI sends the template of a stack that needs no bootstrapping as YAML
const synthesizer = app.node.tryGetContext('bootstrapless') ? new cdk.BootstraplessSynthesizer() : undefined;
const stack = new cdk.Stack(app, 'Web', { synthesizer });
const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
const [addresses, port, lastValue, extraType] = ['addresses', 'port', 'lastValue', 'extraType'].map(key =>
  app.node.tryGetContext(key),
);

addresses.split(',').forEach((address, at, all) => {
  const healthCheck = new route53.HealthCheck(stack, `Check${at}`, {
    type: route53.HealthCheckType.HTTP,
    ipAddress: address,
    port: Number(port ?? 80),
    resourcePath: '/healthz',
  });
  new route53.ARecord(stack, `Www${at}`, {
    zone,
    recordName: 'www',
    target: route53.RecordTarget.fromIpAddresses(at === all.length - 1 ? (lastValue ?? address) : address),
    multiValueAnswer: true,
    setIdentifier: address,
    ttl: cdk.Duration.seconds(60),
    healthCheck,
  });
});
if (extraType) {
  new cdk.CfnResource(stack, 'Extra', { type: extraType });
}
new cdk.CfnOutput(stack, 'ZoneId', { value: zone.hostedZoneId });
