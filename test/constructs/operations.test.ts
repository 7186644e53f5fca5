import { Annotations, App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations as AssertedAnnotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Dashboard, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Connections, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, Role, User } from 'aws-cdk-lib/aws-iam';
import { HealthCheck } from 'aws-cdk-lib/aws-route53';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  FailoverTarget,
  type MultiValueRecordSet,
  SimpleRecordSet,
} from '../../lib';
import { VERIFY_ACTIONS } from '../../lib/rules/verify-actions';
import { BLUE, GREEN, checksOf, idsOfType, newStack, refusalOf, www, ZONE_ID, zoneIn } from './support';

const OLD = Endpoint.ipAddress('52.0.0.3', { name: 'old', drained: true });
const UNCHECKED = Endpoint.ipAddress('52.0.0.4', { name: 'unchecked', healthCheck: EndpointHealthCheck.none() });
const fleet = (n: number): Endpoint[] => Array.from({ length: n }, (_, i) => Endpoint.ipAddress(`52.0.0.${i + 1}`));

const stackIn = (region?: string): Stack =>
  region === undefined ? newStack() : new Stack(new App(), 'Stack', { env: { region, account: '111111111111' } });

/** A name for each health check in the template: that of its endpoint. */
const checkIdOf = (set: MultiValueRecordSet, endpoint: Endpoint): unknown =>
  Stack.of(set).resolve(set.healthCheckOf(endpoint)?.healthCheckId);

describe('metrics of an endpoint', () => {
  test('are those of its health check, each minute, in us-east-1 (behaviour 4.6)', () => {
    const stack = newStack();
    const set = www(stack, { endpoints: [BLUE, GREEN] });
    const common = {
      namespace: 'AWS/Route53',
      period: Duration.minutes(1),
      region: 'us-east-1',
      dimensions: [{ name: 'HealthCheckId', value: set.healthCheckOf(GREEN)?.healthCheckId }],
    };
    expect(set.metricHealthStatus(GREEN).toMetricConfig().metricStat).toMatchObject({
      ...common,
      metricName: 'HealthCheckStatus',
      statistic: 'Minimum',
    });
    expect(set.metricHealthyPercentage(GREEN).toMetricConfig().metricStat).toMatchObject({
      ...common,
      metricName: 'HealthCheckPercentageHealthy',
      statistic: 'Average',
    });
  });

  test('take options, but no other Region', () => {
    const set = www(newStack(), { endpoints: [BLUE] });
    expect(
      set.metricHealthStatus(BLUE, { statistic: 'Average', period: Duration.minutes(5) }).toMetricConfig().metricStat,
    ).toMatchObject({
      statistic: 'Average',
      period: Duration.minutes(5),
    });
    expect(refusalOf(() => set.metricHealthStatus(BLUE, { region: 'eu-west-1' }))).toBe(
      `[Stack/Www] region must be us-east-1, where Route 53 publishes its metrics, or left out, got 'eu-west-1'`,
    );
  });

  test('are refused for an endpoint without a health check, and for a stranger', () => {
    const set = www(newStack(), { endpoints: [BLUE, UNCHECKED] });
    expect(refusalOf(() => set.metricHealthStatus(UNCHECKED))).toBe(
      `[Stack/Www] endpoint must have a health check to have metrics, got 'unchecked' without one`,
    );
    expect(refusalOf(() => set.metricHealthStatus(GREEN))).toBe(
      `[Stack/Www] endpoint must be one of this record set's own, got 'green'`,
    );
  });
});

describe('the number of healthy endpoints', () => {
  const expressionOf = (...endpoints: Endpoint[]): string => www(newStack(), { endpoints }).metricHealthyEndpoints().expression;

  test('sums the health checks of those that are answered', () => {
    expect(expressionOf(BLUE, GREEN)).toBe('SUM([m0, m1])');
    expect(expressionOf(BLUE, GREEN, OLD)).toBe('SUM([m0, m1])');
  });

  test('counts those without a health check as healthy (behaviour 1.1)', () =>
    expect(expressionOf(BLUE, GREEN, UNCHECKED)).toBe('SUM([m0, m1]) + 1'));

  test('counts a health check once for each endpoint that shares it', () => {
    const healthCheck = EndpointHealthCheck.fromHealthCheck(HealthCheck.fromHealthCheckId(newStack(), 'Shared', 'shared-id'));
    const set = www(newStack(), {
      endpoints: [BLUE, GREEN, Endpoint.ipAddress('52.0.0.9', { healthCheck: EndpointHealthCheck.http() })],
      healthCheck,
    });
    expect(set.metricHealthyEndpoints().expression).toBe('SUM([m0 * 2, m1])');
  });

  test('is refused when nothing is checked', () =>
    expect(refusalOf(() => expressionOf(UNCHECKED))).toBe(
      '[Stack/Www] healthCheck must be given for at least one endpoint that is not drained: without one there are no metrics',
    ));
});

describe('an alarm for too few healthy endpoints', () => {
  test('looks at the metrics themselves up to ten health checks', () => {
    const stack = stackIn('us-east-1');
    const set = www(stack, {
      endpoints: fleet(10),
    });
    set.alarmWhenHealthyEndpointsBelow(3);
    const template = Template.fromStack(stack);
    const [alarm] = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarm.Properties).toMatchObject({
      AlarmDescription: 'Fewer than 3 of the 10 endpoints of www.example.com are healthy',
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 1,
      Threshold: 3,
      TreatMissingData: 'breaching',
    });
    const metrics = alarm.Properties.Metrics as { Expression?: string; MetricStat?: { Metric: { MetricName: string } } }[];
    expect(metrics.filter(metric => metric.Expression !== undefined)).toHaveLength(1);
    expect(metrics.filter(metric => metric.MetricStat?.Metric.MetricName === 'HealthCheckStatus')).toHaveLength(10);
    expect(idsOfType(template, 'AWS::Route53::HealthCheck')).toHaveLength(10);
  });

  test('has Route 53 count above that, as an alarm takes no more metrics', () => {
    const stack = stackIn('us-east-1');
    const set = www(stack, {
      endpoints: [...fleet(11), Endpoint.ipAddress('52.0.1.1', { healthCheck: EndpointHealthCheck.none() })],
    });
    set.alarmWhenHealthyEndpointsBelow(4, {
      alarmName: 'few',
      treatMissingData: TreatMissingData.IGNORE,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
    const template = Template.fromStack(stack);
    const children = idsOfType(template, 'AWS::Route53::HealthCheck').filter(id => !id.includes('HealthyEndpoints'));
    expect(children).toHaveLength(11);
    const [calculated] = [...checksOf(template)].filter(([id]) => id.includes('HealthyEndpoints')).map(([, config]) => config);
    expect(calculated).toEqual({
      Type: 'CALCULATED',
      HealthThreshold: 3, // one of the four has no health check, and always counts
      ChildHealthChecks: expect.arrayContaining(children.map(Ref => ({ Ref }))) as unknown,
    });
    expect(calculated.ChildHealthChecks).toHaveLength(11);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'few',
      MetricName: 'ChildHealthCheckHealthyCount',
      Namespace: 'AWS/Route53',
      Statistic: 'Minimum',
      Threshold: 3,
      TreatMissingData: 'ignore',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  test.each<[number, Endpoint[], string]>([
    [0, [BLUE, GREEN], 'a whole number from 1 to 2, because 2 endpoints can be in answers, got 0'],
    [3, [BLUE, GREEN], 'a whole number from 1 to 2, because 2 endpoints can be in answers, got 3'],
    [1.5, [BLUE, GREEN, OLD], 'a whole number from 1 to 2, because 2 endpoints can be in answers, got 1.5'],
    [
      1,
      [BLUE, GREEN, UNCHECKED],
      'a whole number from 2 to 3, because 3 endpoints can be in answers (1 without a health check always count as healthy), got 1',
    ],
    [2, [BLUE], '1, because 1 endpoint can be in answers, got 2'],
  ])('is refused when it could never tell: %p', (threshold, endpoints, message) =>
    expect(refusalOf(() => www(newStack(), { endpoints }).alarmWhenHealthyEndpointsBelow(threshold))).toBe(
      `[Stack/Www] threshold must be ${message}`,
    ),
  );

  test('is refused above ten health checks when endpoints share one, which Route 53 would count once', () => {
    const shared = EndpointHealthCheck.fromHealthCheck(HealthCheck.fromHealthCheckId(newStack(), 'Shared', 'shared-id'));
    const twins = [1, 2].map(n => Endpoint.ipAddress(`52.0.2.${n}`, { healthCheck: shared }));
    expect(refusalOf(() => www(newStack(), { endpoints: [...fleet(10), ...twins] }).alarmWhenHealthyEndpointsBelow(3))).toBe(
      '[Stack/Www] endpoints must each have a health check of their own for an alarm, got 11 health checks for 12 endpoints',
    );
  });

  test('is refused above ten health checks when one of them is calculated, as such a check cannot be counted by another (behaviour 6.2)', () => {
    const healthCheck = EndpointHealthCheck.calculated({
      checks: [EndpointHealthCheck.http(), EndpointHealthCheck.tcp({ port: 22 })],
    });
    const endpoints = [...fleet(10), Endpoint.ipAddress('52.0.2.1', { healthCheck })];
    expect(refusalOf(() => www(newStack(), { endpoints }).alarmWhenHealthyEndpointsBelow(3))).toBe(
      '[Stack/Www] endpoints must not have calculated health checks for an alarm on more than 10 of them, because Route 53 counts those by a calculated health check, and none of its children may be one, got 11 health checks',
    );
  });

  test('is refused outside us-east-1, and says what to do instead (behaviour 4.6)', () =>
    expect(refusalOf(() => www(stackIn('eu-west-1'), { endpoints: [BLUE] }).alarmWhenHealthyEndpointsBelow(1))).toBe(
      `[Stack/Www] stack must be in us-east-1 for an alarm, because Route 53 publishes its metrics there only, got 'eu-west-1': define the record set in a stack with env.region 'us-east-1' (records and health checks are global), or set crossRegionReferences and make the alarm from metricHealthyEndpoints() in a stack that is there`,
    ));

  test('has a warning in a stack that does not say its Region, which may be silenced', () => {
    const warned = (silence: boolean): number => {
      const stack = newStack();
      const set = www(stack, { endpoints: [BLUE] });
      set.alarmWhenHealthyEndpointsBelow(1);
      if (silence) Annotations.of(set).acknowledgeWarning('cdk-route53-multivalue:alarmRegionUnknown');
      return AssertedAnnotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('the alarm has data only in us-east-1'))
        .length;
    };
    expect([warned(false), warned(true)]).toEqual([1, 0]);
  });

  test('can be made elsewhere as that says', () => {
    const app = new App();
    const account = '111111111111';
    const there = new Stack(app, 'There', { env: { region: 'eu-west-1', account }, crossRegionReferences: true });
    const here = new Stack(app, 'Here', { env: { region: 'us-east-1', account }, crossRegionReferences: true });
    www(there, { endpoints: [BLUE] })
      .metricHealthyEndpoints()
      .createAlarm(here, 'Few', { threshold: 1, evaluationPeriods: 1 });
    Template.fromStack(here).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });
});

test('the widget shows the count and each health check, from us-east-1, in a dashboard of any Region', () => {
  const stack = stackIn('eu-west-1');
  const set = www(stack, { endpoints: [BLUE, GREEN, OLD, UNCHECKED] });
  const dashboard = new Dashboard(stack, 'Dashboard');
  dashboard.addWidgets(set.dashboardWidget({ width: 24 }));
  const [body] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const text = (body.Properties.DashboardBody['Fn::Join'][1] as unknown[])
    .map(part => (typeof part === 'string' ? part : `<${(part as { Ref: string }).Ref}>`))
    .join('');
  const { widgets } = JSON.parse(text) as {
    widgets: { width: number; properties: { region: string; title: string; metrics: unknown[][] } }[];
  };
  const [{ width, properties }] = widgets;
  expect([width, properties.region, properties.title]).toEqual([24, 'us-east-1', 'www.example.com']);
  expect(
    properties.metrics.map(metric => (metric[metric.length - 1] as { label?: string; visible?: boolean }).label).filter(Boolean),
  ).toEqual(['healthy endpoints', 'blue A', 'green A', 'old A (drained)']);
});

describe('letting health checkers in', () => {
  const groupIn = (stack: Stack): SecurityGroup =>
    new SecurityGroup(stack, 'Servers', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 1 }) });
  const rulesOf = (stack: Stack): object[] =>
    Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress')).map(
      rule => rule.Properties as object,
    );

  const IPS = [BLUE, GREEN, Endpoint.ipAddress('2600:1f18::1', { name: 'blue' })];
  const looked = (version: 4 | 6): object => ({
    'Fn::GetAtt': [expect.stringMatching(`^Route53HealthCheckersIpv${version}`), 'PrefixLists.0.PrefixListId'],
  });

  test('opens each port that is probed, by prefix list, for each IP version', () => {
    const stack = newStack();
    const tls = Endpoint.ipAddress('52.0.0.9', { healthCheck: EndpointHealthCheck.https({ path: '/' }) });
    const group = groupIn(stack);
    www(stack, { endpoints: [...IPS, tls], healthCheck: EndpointHealthCheck.tcp({ port: 8080 }) }).allowHealthCheckers(group);
    const tcp = { IpProtocol: 'tcp', GroupId: stack.resolve(group.securityGroupId) as unknown };
    expect(rulesOf(stack)).toEqual([
      { ...tcp, FromPort: 443, ToPort: 443, SourcePrefixListId: looked(4), Description: 'Route 53 health checkers, IPv4' },
      { ...tcp, FromPort: 8080, ToPort: 8080, SourcePrefixListId: looked(4), Description: 'Route 53 health checkers, IPv4' },
      { ...tcp, FromPort: 8080, ToPort: 8080, SourcePrefixListId: looked(6), Description: 'Route 53 health checkers, IPv6' },
    ]);
  });

  test('looks each prefix list up once in a stack, by the name that it has in the Region', () => {
    const stack = newStack();
    const group = groupIn(stack);
    const set = www(stack, { endpoints: IPS });
    set.allowHealthCheckers(group);
    set.allowHealthCheckers(group);
    const template = Template.fromStack(stack);
    const lookups = Object.values(template.findResources('Custom::Route53HealthCheckers')).map(resource =>
      JSON.stringify(resource.Properties.Create),
    );
    expect(lookups).toHaveLength(2);
    expect(lookups[0]).toContain('com.amazonaws.');
    expect(lookups[0]).toContain('.route53-healthchecks');
    expect(lookups[0]).not.toContain('ipv6');
    expect(lookups[1]).toContain('.ipv6.route53-healthchecks');
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'ec2:DescribeManagedPrefixLists', Effect: 'Allow', Resource: '*' }] },
    });
    expect(rulesOf(stack)).toHaveLength(2);
  });

  test('looks nothing up when the ids are given', () => {
    const stack = newStack();
    const ids = { prefixListId: 'pl-4', ipv6PrefixListId: new CfnParameter(stack, 'Ipv6List').valueAsString };
    www(stack, { endpoints: IPS }).allowHealthCheckers(groupIn(stack), ids);
    expect(rulesOf(stack)).toEqual([
      expect.objectContaining({ FromPort: 80, SourcePrefixListId: 'pl-4' }),
      expect.objectContaining({ FromPort: 80, SourcePrefixListId: { Ref: 'Ipv6List' } }),
    ]);
    expect(Template.fromStack(stack).findResources('Custom::Route53HealthCheckers')).toEqual({});
  });

  test('opens the ports of the checks that a calculated one counts', () => {
    const stack = newStack();
    const checks = [EndpointHealthCheck.http(), EndpointHealthCheck.tcp({ port: 22 })];
    www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks }) }).allowHealthCheckers(
      groupIn(stack),
    );
    expect(rulesOf(stack)).toEqual([expect.objectContaining({ FromPort: 22 }), expect.objectContaining({ FromPort: 80 })]);
  });

  test('takes a host name, and an IPv4 address that is known only at deployment, as IPv4', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Address').valueAsString;
    www(stack, { endpoints: [Endpoint.ipAddress(token, { name: 'a' })] }).allowHealthCheckers(groupIn(stack), {
      prefixListId: 'pl-4',
    });
    expect(rulesOf(stack)).toEqual([expect.objectContaining({ SourcePrefixListId: 'pl-4' })]);

    const mail = newStack();
    www(mail, {
      endpoints: [Endpoint.mx({ priority: 1, hostName: 'mail.example.com' })],
      healthCheck: EndpointHealthCheck.tcp({ port: 25 }),
    }).allowHealthCheckers(groupIn(mail), { prefixListId: 'pl-4' });
    expect(rulesOf(mail)).toEqual([expect.objectContaining({ FromPort: 25, SourcePrefixListId: 'pl-4' })]);
  });

  test('is refused when nothing is probed, or nothing can be opened', () => {
    const stack = newStack();
    const set = www(stack, { endpoints: [UNCHECKED] });
    expect(refusalOf(() => set.allowHealthCheckers(groupIn(stack)))).toBe(
      '[Stack/Www] healthCheck must connect to an endpoint (http, https or tcp) for checkers to be let in, got none that does',
    );
    expect(refusalOf(() => www(newStack(), { endpoints: [BLUE] }).allowHealthCheckers({ connections: new Connections() }))).toBe(
      '[Stack/Www] connections must have a security group to open, got none',
    );
  });
});

describe('grantVerify', () => {
  interface Statement {
    readonly Action: string | string[];
    readonly Effect: string;
    readonly Resource: unknown;
  }
  const statementsOf = (stack: Stack): Statement[] => {
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies).toHaveLength(1);
    return policies[0].Properties.PolicyDocument.Statement as Statement[];
  };
  const arn = (resource: unknown): object => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...[resource].flat()]] });
  const roleIn = (stack: Stack): Role => new Role(stack, 'Verifier', { assumedBy: new AccountRootPrincipal() });

  test('grants exactly the actions that the verifier calls', () => {
    const stack = newStack();
    www(stack, { endpoints: [BLUE] })
      .grantVerify(roleIn(stack))
      .assertSuccess();
    const statements = statementsOf(stack);
    expect(statements.flatMap(statement => statement.Action).sort()).toEqual(VERIFY_ACTIONS);
    expect(statements.map(statement => statement.Effect)).toEqual(['Allow', 'Allow', 'Allow', 'Allow']);
  });

  test('on this zone, these health checks and this stack, and on everything only what knows no narrower resource', () => {
    const stack = newStack();
    const imported = HealthCheck.fromHealthCheckId(stack, 'Imported', '11111111-2222-3333-4444-555555555555');
    const other = Endpoint.ipAddress('52.0.0.8', { name: 'other', healthCheck: EndpointHealthCheck.fromHealthCheck(imported) });
    const set = www(stack, { endpoints: [BLUE, OLD, other] });
    set.grantVerify(roleIn(stack));
    const byAction = new Map(statementsOf(stack).map(({ Action, Resource }) => [[Action].flat()[0], Resource]));
    expect(byAction.get('route53:ListHostedZonesByName')).toBe('*');
    expect(byAction.get('route53:GetHostedZone')).toEqual(arn(`:route53:::hostedzone/${ZONE_ID}`));
    expect(byAction.get('route53:GetHealthCheck')).toEqual([
      arn([':route53:::healthcheck/', checkIdOf(set, BLUE)]),
      arn([':route53:::healthcheck/', checkIdOf(set, OLD)]),
      arn(':route53:::healthcheck/11111111-2222-3333-4444-555555555555'),
    ]);
    expect(byAction.get('cloudformation:DescribeStacks')).toEqual({ Ref: 'AWS::StackId' });
  });

  test('on all health checks of the account where there are too many for a policy (IAM guide, quotas)', () => {
    const length = (n: number): number => {
      const stack = newStack();
      const endpoints = Endpoint.ipAddresses(...Array.from({ length: n }, (_, i) => `52.0.0.${i}`));
      www(stack, { endpoints }).grantVerify(new User(stack, 'Verifier'));
      const statements = statementsOf(stack);
      const [{ Resource }] = statements.filter(({ Action }) => Action.includes('route53:GetHealthCheck'));
      if (n > 15) expect(Resource).toEqual(arn(':route53:::healthcheck/*'));
      else expect(Resource).toHaveLength(n);
      // as long as they get: a stack of 128 characters in a partition with a long name
      const spelled: Record<string, string> = { 'AWS::Partition': 'aws-us-gov', 'AWS::StackId': 's'.repeat(230) };
      const partOf = (part: unknown): string =>
        typeof part === 'string' ? part : (spelled[(part as { Ref: string }).Ref] ?? '11111111-2222-3333-4444-555555555555');
      const deployed = JSON.stringify(statements, (_key, value: { Ref?: string; 'Fn::Join'?: [string, unknown[]] } | null) => {
        if (value?.['Fn::Join']) return value['Fn::Join'][1].map(partOf).join('');
        return value?.Ref === undefined ? value : partOf(value);
      });
      return deployed.length;
    };
    const longestInline = 2048; // of a user, over all its inline policies
    expect([15, 16, 100].map(n => length(n) < longestInline)).toEqual([true, true, true]);
  });

  test('on the health checks that a calculated one counts', () => {
    const stack = newStack();
    const checks = [EndpointHealthCheck.http(), EndpointHealthCheck.tcp({ port: 22 })];
    www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks }) }).grantVerify(roleIn(stack));
    const [statement] = statementsOf(stack).filter(({ Action }) => Action.includes('route53:GetHealthCheck'));
    expect(statement.Resource).toHaveLength(3);
  });

  test('of a record set without health checks grants nothing on health checks', () => {
    const stack = newStack();
    new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), endpoints: [BLUE] }).grantVerify(roleIn(stack));
    expect(
      statementsOf(stack)
        .flatMap(({ Action }) => Action)
        .filter(action => action.includes('HealthCheck')),
    ).toEqual([]);
  });
});

test('a failover record set has the same operations, over the endpoints of both sides', () => {
  const stack = newStack();
  const set = new FailoverRecordSet(stack, 'Www', {
    zone: zoneIn(stack),
    recordName: 'www',
    primary: FailoverTarget.endpoints([BLUE, GREEN]),
    secondary: FailoverTarget.endpoint(Endpoint.ipAddress('52.0.0.7', { name: 'sorry' })),
    healthCheck: EndpointHealthCheck.http(),
  });
  expect(set.metricHealthyEndpoints().expression).toBe('SUM([m0, m1, m2])');
  expect(set.metricHealthStatus(GREEN).metricName).toBe('HealthCheckStatus');
});
