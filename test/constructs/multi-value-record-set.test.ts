import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnEIP, Instance, InstanceType, MachineImage, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, HealthCheck, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from '../../lib';
import {
  BLUE,
  GREEN,
  checksOf,
  idsOfType,
  newStack,
  onlyCheckOf,
  type RecordSet,
  recordsOf,
  refusalOf,
  synth,
  synthWww,
  www,
  ZONE_ID,
  zoneIn,
} from './support';

test('the template of the README example', () => {
  const template = synth(stack => {
    const zone = zoneIn(stack);
    const eip = new CfnEIP(stack, 'Eip');
    new MultiValueRecordSet(stack, 'Www', {
      zone,
      recordName: 'www',
      endpoints: [
        ...Endpoint.ipAddresses('52.0.0.1', '52.0.0.2', '2600:1f18::1'),
        Endpoint.ipAddress('52.0.0.3', { name: 'canary', drained: true }),
        Endpoint.elasticIp(eip, { name: 'blue' }),
      ],
      healthCheck: EndpointHealthCheck.https({ path: '/healthz', hostName: 'www.example.com', interval: Duration.seconds(10) }),
      ttl: Duration.seconds(60),
    });
  });
  expect(template.toJSON()).toMatchSnapshot();
});

test('each record points at the health check of its own address', () => {
  const template = synthWww({ endpoints: [BLUE, GREEN] });
  for (const { address, name } of [BLUE, GREEN]) {
    const checks = [...checksOf(template)].filter(([, config]) => config.IPAddress === address);
    expect(checks).toHaveLength(1);
    expect(recordsOf(template).filter(record => record.ResourceRecords[0] === address)).toEqual([
      expect.objectContaining({ SetIdentifier: name, MultiValueAnswer: true, HealthCheckId: { Ref: checks[0][0] } }),
    ]);
  }
});

test('one group and one health check for each endpoint, and no other resource', () => {
  const template = synthWww({ endpoints: [BLUE, GREEN, Endpoint.ipAddress('2600:1f18::1')] });
  template.resourceCountIs('AWS::Route53::HealthCheck', 3);
  template.resourceCountIs('AWS::Route53::RecordSetGroup', 1);
  expect(Object.keys(template.toJSON().Resources as object)).toHaveLength(4);
});

test('the order of endpoints changes nothing', () =>
  expect(synthWww({ endpoints: [GREEN, BLUE] }).toJSON()).toEqual(synthWww({ endpoints: [BLUE, GREEN] }).toJSON()));

test('IPv4 and IPv6 endpoints become A and AAAA records of one group, the two addresses of a machine under one name', () => {
  const template = synthWww({ endpoints: [BLUE, Endpoint.ipAddress('2600:1F18:0::1', { name: 'blue' })] });
  expect(
    recordsOf(template).map(({ Type, SetIdentifier, ResourceRecords }) => [Type, SetIdentifier, ...ResourceRecords]),
  ).toEqual([
    ['A', 'blue', '52.0.0.1'],
    ['AAAA', 'blue', '2600:1f18::1'],
  ]);
  expect(checksOf(template).size).toBe(2);
});

test('an endpoint without a name is named by its address, however that is spelled', () => {
  const template = synthWww({ endpoints: Endpoint.ipAddresses('2600:1F18:0000::1') });
  expect(recordsOf(template)[0]).toMatchObject({ SetIdentifier: '2600:1f18::1', ResourceRecords: ['2600:1f18::1'] });
});

test('a drained endpoint has a health check and no record', () => {
  const template = synthWww({ endpoints: [BLUE, Endpoint.ipAddress('52.0.0.2', { name: 'green', drained: true })] });
  expect(recordsOf(template).map(record => record.SetIdentifier)).toEqual(['blue']);
  expect([...checksOf(template).values()].map(config => config.IPAddress).sort()).toEqual(['52.0.0.1', '52.0.0.2']);
});

test('an Elastic IP, an instance and a token are answered and probed at the address that deployment gives them', () => {
  const stack = newStack();
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1 });
  const instance = new Instance(stack, 'Host', {
    vpc,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    instanceType: new InstanceType('t4g.nano'),
    machineImage: MachineImage.genericLinux({ 'us-east-1': 'ami-1' }),
  });
  const parameter = new CfnParameter(stack, 'Address');
  www(stack, {
    endpoints: [
      Endpoint.elasticIp(new CfnEIP(stack, 'Eip'), { name: 'a' }),
      Endpoint.instance(instance, { name: 'b' }),
      Endpoint.ipAddress(parameter.valueAsString, { name: 'c' }),
      Endpoint.ipv6Address(parameter.valueAsString, { name: 'd' }),
    ],
  });
  const template = Template.fromStack(stack);
  const instanceId = idsOfType(template, 'AWS::EC2::Instance')[0];
  const expected = [
    ['A', { 'Fn::GetAtt': ['Eip', 'PublicIp'] }],
    ['A', { 'Fn::GetAtt': [instanceId, 'PublicIp'] }],
    ['A', { Ref: 'Address' }],
    ['AAAA', { Ref: 'Address' }],
  ];
  expect(recordsOf(template).map(record => [record.Type, record.ResourceRecords[0]])).toEqual(expected);
  const checks = checksOf(template);
  expect(recordsOf(template).map(record => checks.get(record.HealthCheckId!.Ref)!.IPAddress)).toEqual(
    expected.map(([, at]) => at),
  );
});

test.each([
  ['www', 'www.example.com.'],
  ['WWW', 'www.example.com.'],
  ['www.example.com', 'www.example.com.'],
  ['www.example.com.', 'www.example.com.'],
  [undefined, 'example.com.'],
  ['*', '*.example.com.'],
])('the record name %p is answered as %p', (recordName, name) =>
  expect(recordsOf(synthWww({ endpoints: [BLUE], recordName })).map(record => record.Name)).toEqual([name]),
);

test.each([
  [Duration.minutes(1), '60'],
  [Duration.seconds(0), '0'],
  [Duration.seconds(2_147_483_647), '2147483647'],
  [undefined, '60'],
])('every record has the TTL of the record set: %p is %p', (ttl, seconds) =>
  expect(recordsOf(synthWww({ endpoints: [BLUE, GREEN], ttl })).map(record => record.TTL)).toEqual([seconds, seconds]),
);

test('an HTTP check asks for / at port 80 unless told otherwise', () =>
  expect(onlyCheckOf(synthWww({ endpoints: [BLUE] }))).toEqual({
    Type: 'HTTP',
    IPAddress: '52.0.0.1',
    Port: 80,
    ResourcePath: '/',
  }));

test('an HTTPS check sends the host name in the handshake', () => {
  const healthCheck = EndpointHealthCheck.https({
    path: 'healthz',
    hostName: 'www.example.com',
    searchString: 'ready',
    interval: Duration.seconds(10),
    failureThreshold: 2,
    regions: ['us-west-1', 'us-east-1', 'eu-west-1'],
    inverted: true,
    measureLatency: true,
  });
  expect(onlyCheckOf(synthWww({ endpoints: [BLUE], healthCheck }))).toEqual({
    Type: 'HTTPS_STR_MATCH',
    IPAddress: '52.0.0.1',
    Port: 443,
    ResourcePath: '/healthz',
    FullyQualifiedDomainName: 'www.example.com',
    EnableSNI: true,
    SearchString: 'ready',
    RequestInterval: 10,
    FailureThreshold: 2,
    Regions: ['eu-west-1', 'us-east-1', 'us-west-1'],
    Inverted: true,
    MeasureLatency: true,
  });
});

test('a TCP check has neither path nor host name, which Route 53 refuses there (behaviour 6.2)', () =>
  expect(onlyCheckOf(synthWww({ endpoints: [BLUE], healthCheck: EndpointHealthCheck.tcp({ port: 5432 }) }))).toEqual({
    Type: 'TCP',
    IPAddress: '52.0.0.1',
    Port: 5432,
  }));

test('an endpoint may have a health check of its own, one that is defined elsewhere, or none', () => {
  const template = synth(stack =>
    www(stack, {
      endpoints: [
        Endpoint.ipAddress('52.0.0.1', { name: 'a' }),
        Endpoint.ipAddress('52.0.0.2', { name: 'b', healthCheck: EndpointHealthCheck.tcp({ port: 22 }) }),
        Endpoint.ipAddress('52.0.0.3', {
          name: 'c',
          healthCheck: EndpointHealthCheck.fromHealthCheck(HealthCheck.fromHealthCheckId(stack, 'Theirs', 'abcdef')),
        }),
        Endpoint.ipAddress('52.0.0.4', { name: 'd', healthCheck: EndpointHealthCheck.none() }),
      ],
    }),
  );
  const checks = checksOf(template);
  expect([...checks.values()].map(config => [config.Type, config.IPAddress])).toEqual([
    ['HTTP', '52.0.0.1'],
    ['TCP', '52.0.0.2'],
  ]);
  expect(recordsOf(template).map(record => record.HealthCheckId)).toEqual([
    ...[...checks.keys()].map(Ref => ({ Ref })),
    'abcdef',
    undefined,
  ]);
});

test('a health check is listed in the console by record name and endpoint name', () =>
  synthWww({ endpoints: [BLUE] }).hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckTags: [{ Key: 'Name', Value: 'www.example.com blue' }],
  }));

test('an endpoint that is in two record sets with the same check has one health check', () => {
  const template = synth(stack => {
    const zone = zoneIn(stack);
    for (const recordName of ['www', 'api']) {
      new MultiValueRecordSet(stack, recordName, {
        zone,
        recordName,
        endpoints: [BLUE],
        healthCheck: EndpointHealthCheck.http(),
      });
    }
  });
  const [[id]] = checksOf(template);
  expect(checksOf(template).size).toBe(1);
  const groups = Object.values(template.findResources('AWS::Route53::RecordSetGroup'));
  const records = groups.flatMap(group => group.Properties.RecordSets as RecordSet[]);
  expect(records.map(record => record.HealthCheckId)).toEqual([{ Ref: id }, { Ref: id }]);
});

test('as an alias target it gives its name and its zone, and the alias waits for the group', () => {
  const template = synth(stack => {
    const zone = zoneIn(stack);
    const target = www(stack, { zone, endpoints: [BLUE] });
    new ARecord(stack, 'Alias', { zone, target: RecordTarget.fromAlias(target) });
  });
  const [groupId] = idsOfType(template, 'AWS::Route53::RecordSetGroup');
  const [alias] = Object.values(template.findResources('AWS::Route53::RecordSet'));
  expect(alias.Properties.AliasTarget).toEqual({ DNSName: 'www.example.com', HostedZoneId: ZONE_ID, EvaluateTargetHealth: true });
  expect(alias.DependsOn).toEqual([groupId]);
});

describe('as an alias target it', () => {
  const aliasIn = (zoneOf: (stack: Stack) => IHostedZone): (() => unknown) => {
    const stack = newStack();
    const target = www(stack, { endpoints: [BLUE] });
    const zone = zoneOf(stack);
    return () => new ARecord(stack, 'Alias', { zone, recordName: 'alias.example.com.', target: RecordTarget.fromAlias(target) });
  };

  test('refuses an alias in another zone, also in one of the same name (behaviour 3.2)', () => {
    const refused = (zoneName: string): string => refusalOf(aliasIn(stack => zoneIn(stack, zoneName, 'Z1111111111AAAAAAAAAA')));
    for (const zoneName of ['example.org', 'example.com']) {
      expect(refused(zoneName)).toBe(
        `[Stack/Www] zone must be the zone of the alias record that targets it, got 'example.com' (${ZONE_ID}) and '${zoneName}' ` +
          `(Z1111111111AAAAAAAAAA)`,
      );
    }
  });

  test('refuses an alias in a zone of another name, whose id is known only at deployment', () =>
    expect(refusalOf(aliasIn(stack => new HostedZone(stack, 'Other', { zoneName: 'example.org' })))).toBe(
      `[Stack/Www] zone must be the zone of the alias record that targets it, got 'example.com' (${ZONE_ID}) and 'example.org'`,
    ));

  test('lets an alias pass in the same zone by another import, or in one that cannot be told', () => {
    aliasIn(stack => HostedZone.fromHostedZoneId(stack, 'ById', ZONE_ID))();
    aliasIn(stack => new HostedZone(stack, 'Same', { zoneName: 'Example.com.' }))();
  });
});

test('it tells its domain name and its health checks', () => {
  const stack = newStack();
  const none = Endpoint.ipAddress('52.0.0.3', { healthCheck: EndpointHealthCheck.none() });
  const records = www(stack, { endpoints: [BLUE, GREEN, none] });
  expect(records.domainName).toBe('www.example.com');
  expect(stack.resolve(records.healthChecks.map(check => check.healthCheckId))).toEqual([
    { Ref: expect.stringMatching(/^WwwExampleComBlueAHealthCheck/) },
    { Ref: expect.stringMatching(/^WwwExampleComGreenAHealthCheck/) },
  ]);
  expect(records.healthCheckOf(GREEN)).toBe(records.healthChecks[1]);
  expect(records.healthCheckOf(none)).toBeUndefined();
  expect(refusalOf(() => records.healthCheckOf(Endpoint.ipAddress('52.0.0.9')))).toBe(
    `[Stack/Www] endpoint must be one of this record set's own, got '52.0.0.9'`,
  );
});

test('the zone may be defined in the same stack', () => {
  const template = synth(stack =>
    www(stack, { zone: new HostedZone(stack, 'Zone', { zoneName: 'example.com' }), endpoints: [BLUE] }),
  );
  const [zoneId] = idsOfType(template, 'AWS::Route53::HostedZone');
  template.hasResourceProperties('AWS::Route53::RecordSetGroup', { HostedZoneId: { Ref: zoneId } });
});

test('the zone may be in another stack', () => {
  const stack = newStack();
  const zones = new Stack(stack.node.root, 'Zones');
  const zone = new HostedZone(zones, 'Zone', { zoneName: 'example.com' });
  www(stack, { zone, endpoints: [BLUE] });
  expect(recordsOf(Template.fromStack(stack))[0].Name).toBe('www.example.com.');
});
