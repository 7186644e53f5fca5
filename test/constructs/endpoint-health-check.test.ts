import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, AlarmRule, CompositeAlarm, type IAlarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { HealthCheck, HealthCheckType, InsufficientDataHealthStatusEnum } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from '../../lib';
import { BLUE, checksOf, idsOfType, newStack, onlyCheckOf, recordsOf, refusalOf, synth, www, zoneIn } from './support';

const PRIVATE = Endpoint.ipAddress('10.0.0.1', { name: 'blue' });
const errors = (options: object = {}): Metric => new Metric({ namespace: 'Site', metricName: 'Errors', ...options });

const alarmOf = (stack: Stack, metric = errors(), options: object = {}): Alarm =>
  new Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 3, ...options });

describe('an alarm', () => {
  test('tells of an endpoint that checkers cannot reach', () => {
    const template = synth(stack => www(stack, { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.alarm(alarmOf(stack)) }));
    const [alarmId] = idsOfType(template, 'AWS::CloudWatch::Alarm');
    expect(onlyCheckOf(template)).toEqual({
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: { Ref: alarmId }, Region: { Ref: 'AWS::Region' } },
      InsufficientDataHealthStatus: 'LastKnownStatus',
    });
  });

  test('says what the endpoint is without data, and may be inverted', () => {
    const template = synth(stack => {
      const alarm = Alarm.fromAlarmArn(stack, 'Alarm', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:site-errors');
      const healthCheck = EndpointHealthCheck.alarm(alarm, {
        insufficientData: InsufficientDataHealthStatusEnum.UNHEALTHY,
        inverted: true,
      });
      www(stack, { endpoints: [PRIVATE], healthCheck });
    });
    expect(onlyCheckOf(template)).toEqual({
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: 'site-errors', Region: 'eu-west-1' },
      InsufficientDataHealthStatus: 'Unhealthy',
      Inverted: true,
    });
  });

  test.each<[string, (stack: Stack) => IAlarm, string]>([
    [
      'on a high-resolution metric',
      stack => alarmOf(stack, errors({ period: Duration.seconds(10) })),
      'an alarm on a high-resolution metric (10 seconds)',
    ],
    [
      'on an extended statistic',
      stack => alarmOf(stack, errors({ statistic: 'p99' })),
      'an alarm on an extended statistic (p99)',
    ],
    ['that is M-out-of-N', stack => alarmOf(stack, errors(), { datapointsToAlarm: 2 }), 'an M-out-of-N alarm (2 of 3)'],
    [
      'on metric math',
      stack =>
        new Alarm(stack, 'Alarm', {
          metric: new MathExpression({ expression: 'a * 2', usingMetrics: { a: errors() } }),
          threshold: 1,
          evaluationPeriods: 1,
        }),
      'an alarm on metric math',
    ],
    [
      'that is composite',
      stack =>
        new CompositeAlarm(stack, 'Alarm', {
          alarmRule: AlarmRule.fromString('ALARM(other)'),
        }),
      'a composite alarm',
    ],
  ])('%s is refused (behaviour 4.1)', (_, define, got) => {
    const stack = newStack();
    const healthCheck = EndpointHealthCheck.alarm(define(stack));
    expect(refusalOf(() => www(stack, { endpoints: [PRIVATE], healthCheck }))).toBe(
      `[Stack/Www] healthCheck.alarm must be one that Route 53 can follow, got ${got} [Stack/Alarm]`,
    );
  });

  test('of another account is refused', () => {
    const app = new App();
    const [mine, theirs] = ['111111111111', '222222222222'].map(
      (account, i) => new Stack(app, `Stack${i}`, { env: { account, region: 'us-east-1' } }),
    );
    expect(refusalOf(() => www(mine, { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.alarm(alarmOf(theirs)) }))).toBe(
      '[Stack0/Www] healthCheck.alarm must be one that Route 53 can follow, got an alarm of account 222222222222, not of 111111111111, ' +
        '[Stack1/Alarm]',
    );
  });

  test("on another account's metric is refused", () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
    const alarm = alarmOf(stack, errors({ account: '222222222222' }));
    expect((alarm.node.defaultChild as CfnAlarm).metrics).toHaveLength(1);
    expect(refusalOf(() => www(stack, { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.alarm(alarm) }))).toBe(
      "[Stack/Www] healthCheck.alarm must be one that Route 53 can follow, got an alarm on another account's metric [Stack/Alarm]",
    );
  });
});

describe('a calculated check', () => {
  const site = EndpointHealthCheck.http();
  const shop = EndpointHealthCheck.https({ path: '/shop' });

  test('counts checks of the same endpoint', () => {
    const healthCheck = EndpointHealthCheck.calculated({ checks: [site, shop], healthyThreshold: 1 });
    const template = synth(stack => www(stack, { endpoints: [BLUE], healthCheck }));
    const checks = [...checksOf(template)];
    const children = checks.filter(([, config]) => config.IPAddress === '52.0.0.1').map(([id]) => ({ Ref: id }));
    const calculated = checks.filter(([, config]) => config.Type === 'CALCULATED');
    expect(children).toHaveLength(2);
    expect(calculated.map(([, config]) => config)).toEqual([
      { Type: 'CALCULATED', ChildHealthChecks: children, HealthThreshold: 1 },
    ]);
    expect(recordsOf(template).map(record => record.HealthCheckId)).toEqual([{ Ref: calculated[0][0] }]);
  });

  test('asks for all of its checks unless told otherwise', () => {
    const template = synth(stack =>
      www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks: [site, shop] }) }),
    );
    expect([...checksOf(template).values()].find(config => config.Type === 'CALCULATED')).toMatchObject({ HealthThreshold: 2 });
  });

  test('is the same whatever the order of its checks', () => {
    const template = (checks: EndpointHealthCheck[]): object =>
      synth(stack => www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks }) })).toJSON();
    expect(template([shop, site])).toEqual(template([site, shop]));
  });

  test('may count one that is defined elsewhere, and two alarms', () => {
    const template = synth(stack => {
      const alarms = ['one', 'two'].map(name => EndpointHealthCheck.alarm(Alarm.fromAlarmName(stack, name, name)));
      const theirs = EndpointHealthCheck.fromHealthCheck(HealthCheck.fromHealthCheckId(stack, 'Theirs', 'abcdef'));
      www(stack, { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.calculated({ checks: [...alarms, theirs] }) });
    });
    const calculated = [...checksOf(template).values()].find(config => config.Type === 'CALCULATED');
    expect(calculated!.ChildHealthChecks).toEqual([{ Ref: expect.any(String) }, { Ref: expect.any(String) }, 'abcdef']);
  });

  test.each<[string, (stack: Stack) => EndpointHealthCheck[], string]>([
    ['no check', () => [], 'checks must hold 1 to 255 checks, got 0'],
    [
      '256 checks (behaviour 4.1)',
      () => Array.from({ length: 256 }, (_, i) => EndpointHealthCheck.tcp({ port: i + 1 })),
      'checks must hold 1 to 255 checks, got 256',
    ],
    ['a check that is none', () => [site, EndpointHealthCheck.none()], 'checks[1] must be a health check, got none'],
    [
      'a calculated check (behaviour 4.1)',
      () => [EndpointHealthCheck.calculated({ checks: [site] })],
      'checks[0] must not be calculated itself, as a calculated check cannot be counted by another, got a calculated check',
    ],
    [
      "a calculated check of aws-cdk-lib's",
      stack => {
        const child = HealthCheck.fromHealthCheckId(stack, 'Child', 'abcdef');
        const theirs = new HealthCheck(stack, 'Theirs', {
          type: HealthCheckType.CALCULATED,
          childHealthChecks: [child],
          healthThreshold: 1,
        });
        return [site, EndpointHealthCheck.fromHealthCheck(theirs)];
      },
      'checks[1] must not be calculated itself, as a calculated check cannot be counted by another, got a calculated check',
    ],
    [
      'two checks of one thing',
      () => [site, EndpointHealthCheck.http({ path: '/', port: 80, failureThreshold: 2 })],
      "checks[1] must check something different from checks[0], got 'HTTP 80 /' for both",
    ],
    [
      'a check with a bad setting',
      () => [EndpointHealthCheck.tcp({ port: 0 })],
      'checks[0].port must be a whole number from 1 to 65535, got 0',
    ],
  ])('of %s is refused', (_, checks, message) => {
    const stack = newStack();
    const healthCheck = EndpointHealthCheck.calculated({ checks: checks(stack) });
    expect(refusalOf(() => www(stack, { endpoints: [BLUE], healthCheck })).replaceAll('healthCheck.checks', 'checks')).toBe(
      `[Stack/Www] ${message}`,
    );
  });

  test.each([-1, 257, 0.5])('that asks for %p of its checks is refused', healthyThreshold =>
    expect(
      refusalOf(() =>
        www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks: [site], healthyThreshold }) }),
      ),
    ).toBe(`[Stack/Www] healthCheck.healthyThreshold must be a whole number from 0 to 256, got ${healthyThreshold}`),
  );

  test('of a probe of an address that cannot be checked is refused', () =>
    expect(
      refusalOf(() => www(newStack(), { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.calculated({ checks: [site] }) })),
    ).toBe(
      `[Stack/Www] endpoints[0] must have an address that Route 53 can check, got '10.0.0.1', which is in 10.0.0.0/8 (private use)`,
    ));
});

describe('a routing control', () => {
  const arn = 'arn:aws:route53-recovery-control::111122223333:controlpanel/abc/routingcontrol/def';

  test('is named by its ARN', () =>
    expect(
      onlyCheckOf(synth(stack => www(stack, { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.routingControl(arn) }))),
    ).toEqual({ Type: 'RECOVERY_CONTROL', RoutingControlArn: arn }));

  test.each(['', 'x'.repeat(256)])('with an ARN of a wrong length is refused', text =>
    expect(
      refusalOf(() => www(newStack(), { endpoints: [PRIVATE], healthCheck: EndpointHealthCheck.routingControl(text) })),
    ).toBe(`[Stack/Www] healthCheck.routingControlArn must have 1 to 255 characters, got ${text.length}`),
  );
});

test('tags stand beside the name, and may replace it', () => {
  const tagsOf = (tags: Record<string, string>): unknown => {
    const template = synth(stack => www(stack, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.http({ tags }) }));
    return Object.values(template.findResources('AWS::Route53::HealthCheck'))[0].Properties.HealthCheckTags;
  };
  expect(tagsOf({ team: 'web' })).toEqual([
    { Key: 'Name', Value: 'www.example.com blue' },
    { Key: 'team', Value: 'web' },
  ]);
  expect(tagsOf({ Name: 'Blue' })).toEqual([{ Key: 'Name', Value: 'Blue' }]);
});

describe('an endpoint in several record sets of a stack', () => {
  const twice = (first: EndpointHealthCheck, second: EndpointHealthCheck, other = BLUE): number =>
    checksOf(
      synth(stack => {
        const zone = zoneIn(stack);
        new MultiValueRecordSet(stack, 'Www', { zone, recordName: 'www', endpoints: [BLUE], healthCheck: first });
        new MultiValueRecordSet(stack, 'Api', { zone, recordName: 'api', endpoints: [other], healthCheck: second });
      }),
    ).size;

  test('has one health check where the checks say the same', () =>
    expect(twice(EndpointHealthCheck.http({ path: '/' }), EndpointHealthCheck.http({ path: '/' }))).toBe(1));

  test('has two where they differ', () =>
    expect(twice(EndpointHealthCheck.http(), EndpointHealthCheck.http({ port: 8080 }))).toBe(2));

  test('has two where their tags differ', () =>
    expect(twice(EndpointHealthCheck.http(), EndpointHealthCheck.http({ tags: { team: 'web' } }))).toBe(2));

  test('is another endpoint when it is another object', () =>
    expect(twice(EndpointHealthCheck.http(), EndpointHealthCheck.http(), Endpoint.ipAddress('52.0.0.1', { name: 'blue' }))).toBe(
      2,
    ));

  test('shares the checks of a calculated check too', () => {
    const calculated = (): EndpointHealthCheck =>
      EndpointHealthCheck.calculated({ checks: [EndpointHealthCheck.http(), EndpointHealthCheck.tcp({ port: 443 })] });
    expect(twice(calculated(), calculated())).toBe(3);
  });

  test('has one in each stack', () => {
    const app = new App();
    const stacks = ['One', 'Two'].map(id => new Stack(app, id));
    stacks.forEach((stack, i) => www(stack, { endpoints: [BLUE], recordName: `www${i}` }));
    expect(stacks.map(stack => checksOf(Template.fromStack(stack)).size)).toEqual([1, 1]);
  });
});
