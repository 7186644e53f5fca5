/** What a team needs to run a name: an alarm, a dashboard, firewall rules for the checkers, and a role that may verify. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
// Route 53's metrics are in us-east-1, and so must an alarm on them be
const stack = new Stack(app, 'OperationsExample', { env: { region: 'us-east-1' } });

const servers = Array.from({ length: 12 }, (_, index) => `52.0.11.${index + 1}`);
const www = new MultiValueRecordSet(stack, 'Www', {
  zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
  recordName: 'www',
  endpoints: Endpoint.ipAddresses(...servers),
  healthCheck: EndpointHealthCheck.https({ path: '/healthz', hostName: 'www.shop.example' }),
  ttl: Duration.seconds(60),
});

www.alarmWhenHealthyEndpointsBelow(4, { alarmName: 'www-example-com-few-healthy' });

const dashboard = new Dashboard(stack, 'Dashboard');
dashboard.addWidgets(www.dashboardWidget({ width: 24 }));

const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
www.allowHealthCheckers(new SecurityGroup(stack, 'Servers', { vpc }));

www.grantVerify(new Role(stack, 'Verifier', { assumedBy: new AccountRootPrincipal() }));
