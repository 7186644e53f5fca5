import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HealthCheck, type IAliasRecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  type FailoverRecordSetProps,
  FailoverTarget,
  MultiValueRecordSet,
} from '../../lib';
import { BLUE, GREEN, checksOf, newStack, type RecordSet, refusalOf, synth, www, ZONE_ID, zoneIn } from './support';

const SORRY = Endpoint.ipAddress('52.9.0.1', { name: 'sorry', healthCheck: EndpointHealthCheck.none() });

type Props = Pick<FailoverRecordSetProps, 'primary' | 'secondary'> & Partial<FailoverRecordSetProps>;

const failover = (stack: Stack, props: Props): FailoverRecordSet =>
  new FailoverRecordSet(stack, 'Www', {
    zone: props.zone ?? zoneIn(stack),
    recordName: 'www',
    healthCheck: EndpointHealthCheck.http(),
    ...props,
  });
const synthFailover = (props: Props): Template => synth(stack => failover(stack, props));
const refused = (props: Partial<Props>): string =>
  refusalOf(() =>
    failover(newStack(), { primary: FailoverTarget.endpoint(BLUE), secondary: FailoverTarget.endpoint(SORRY), ...props }),
  );

interface Group {
  readonly id: string;
  readonly sets: RecordSet[];
  readonly dependsOn: string[];
}

/** The group of a name. */
function groupOf(template: Template, name: string): Group {
  const groups = Object.entries(template.findResources('AWS::Route53::RecordSetGroup')).map(([id, group]) => ({
    id,
    sets: group.Properties.RecordSets as RecordSet[],
    dependsOn: [group.DependsOn ?? []].flat() as string[],
  }));
  const ofName = groups.filter(group => group.sets.every(set => set.Name === name));
  expect(ofName).toHaveLength(1);
  return ofName[0];
}

const target = (hostedZoneId: string, evaluateTargetHealth?: boolean, dnsName = 'target.example.net'): IAliasRecordTarget => ({
  bind: () => ({ hostedZoneId, dnsName, evaluateTargetHealth }),
});

test('two endpoints become a primary and a secondary record', () => {
  const template = synthFailover({ primary: FailoverTarget.endpoint(BLUE), secondary: FailoverTarget.endpoint(SORRY) });
  const [[checkId]] = checksOf(template);
  const common = { Name: 'www.example.com.', Type: 'A', TTL: '60' };
  expect(groupOf(template, 'www.example.com.').sets).toEqual([
    { ...common, SetIdentifier: 'primary', Failover: 'PRIMARY', ResourceRecords: ['52.0.0.1'], HealthCheckId: { Ref: checkId } },
    { ...common, SetIdentifier: 'secondary', Failover: 'SECONDARY', ResourceRecords: ['52.9.0.1'] },
  ]);
  expect(checksOf(template).size).toBe(1);
});

test('a list becomes a multivalue group at a derived name, with an alias above it that evaluates its health', () => {
  const template = synthFailover({
    primary: FailoverTarget.endpoints([BLUE, GREEN]),
    secondary: FailoverTarget.endpoints([SORRY]),
  });
  const group = groupOf(template, 'www.example.com.');
  const alias = (name: string): object => ({ DNSName: name, HostedZoneId: ZONE_ID, EvaluateTargetHealth: true });
  expect(group.sets).toEqual([
    {
      Name: 'www.example.com.',
      Type: 'A',
      SetIdentifier: 'primary',
      Failover: 'PRIMARY',
      AliasTarget: alias('primary.www.example.com'),
    },
    {
      Name: 'www.example.com.',
      Type: 'A',
      SetIdentifier: 'secondary',
      Failover: 'SECONDARY',
      AliasTarget: alias('secondary.www.example.com'),
    },
  ]);
  const primary = groupOf(template, 'primary.www.example.com.');
  expect(primary.sets.map(set => [set.SetIdentifier, set.ResourceRecords])).toEqual([
    ['blue', ['52.0.0.1']],
    ['green', ['52.0.0.2']],
  ]);
  expect(primary.sets.every(set => set.HealthCheckId !== undefined)).toBe(true);
  // an alias is refused while its target is not there (behaviour 3.2)
  expect(group.dependsOn).toEqual([primary.id, groupOf(template, 'secondary.www.example.com.').id].sort());
});

test('the derived names can be set, relative or fully qualified', () => {
  const template = synthFailover({
    primary: FailoverTarget.endpoints([BLUE], { recordName: 'pool' }),
    secondary: FailoverTarget.endpoints([SORRY], { recordName: 'sorry.example.com.' }),
  });
  expect(groupOf(template, 'pool.example.com.').sets).toHaveLength(1);
  expect(groupOf(template, 'sorry.example.com.').sets).toHaveLength(1);
});

test('above a wildcard, the derived name is no wildcard', () => {
  const template = synthFailover({
    recordName: '*',
    primary: FailoverTarget.endpoints([BLUE]),
    secondary: FailoverTarget.endpoint(SORRY),
  });
  expect(groupOf(template, 'primary.wildcard.example.com.').sets).toHaveLength(1);
});

test('IPv4 and IPv6 fail over each for itself', () => {
  const both = (n: number): FailoverTarget => FailoverTarget.endpoints(Endpoint.ipAddresses(`52.0.0.${n}`, `2600::${n}`));
  const template = synthFailover({ primary: both(1), secondary: both(2) });
  expect(groupOf(template, 'www.example.com.').sets.map(set => `${set.Type} ${set.SetIdentifier}`)).toEqual([
    'A primary',
    'A secondary',
    'AAAA primary',
    'AAAA secondary',
  ]);
});

test('a load balancer as secondary takes the record types of the primary', () => {
  const stack = newStack();
  const balancer = new ApplicationLoadBalancer(stack, 'Lb', { vpc: new Vpc(stack, 'Vpc'), internetFacing: true });
  failover(stack, {
    primary: FailoverTarget.endpoints(Endpoint.ipAddresses('52.0.0.1', '2600::1')),
    secondary: FailoverTarget.alias(new LoadBalancerTarget(balancer)),
  });
  const sets = groupOf(Template.fromStack(stack), 'www.example.com.').sets as (RecordSet & { AliasTarget: object })[];
  const id = Object.keys(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'))[0];
  expect(sets.filter(set => set.SetIdentifier === 'secondary').map(set => [set.Type, set.AliasTarget])).toEqual(
    ['A', 'AAAA'].map(type => [
      type,
      {
        DNSName: { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': [id, 'DNSName'] }]] },
        HostedZoneId: { 'Fn::GetAtt': [id, 'CanonicalHostedZoneID'] },
        EvaluateTargetHealth: true,
      },
    ]),
  );
});

test('a CloudFront distribution as secondary is not asked for its health, which Route 53 refuses', () => {
  const stack = newStack();
  const distribution = new Distribution(stack, 'Cdn', { defaultBehavior: { origin: new HttpOrigin('origin.example.net') } });
  const cdn = (options = {}): FailoverTarget => FailoverTarget.alias(new CloudFrontTarget(distribution), options);
  failover(stack, { primary: FailoverTarget.endpoint(BLUE), secondary: cdn() });
  const sets = groupOf(Template.fromStack(stack), 'www.example.com.').sets;
  expect(sets[1]).toMatchObject({ SetIdentifier: 'secondary', AliasTarget: { EvaluateTargetHealth: false } });

  const attempt = (id: string, props: Props): string =>
    refusalOf(() => new FailoverRecordSet(stack, id, { zone: zoneIn(new Stack()), recordName: id, ...props }));
  const secondary = FailoverTarget.endpoint(SORRY);
  expect(attempt('A', { primary: cdn({ evaluateTargetHealth: true }), secondary })).toBe(
    '[Stack/A] primary must not evaluate the target health of a CloudFront distribution, which has none, got evaluateTargetHealth true',
  );
  expect(attempt('B', { primary: cdn(), secondary })).toBe(
    '[Stack/B] primary must have evaluateTargetHealth true or a health check (Route 53: "cannot be a primary without ' +
      'EvaluateTargetHealth set to true or an associated health check as a secondary would never be returned"), got neither',
  );
  const healthCheck = HealthCheck.fromHealthCheckId(stack, 'Theirs', 'abcdef');
  expect(attempt('C', { primary: cdn({ healthCheck }), secondary: cdn() })).toBe(
    '[Stack/C] secondary must not be a CloudFront distribution when the primary is one, got two distributions',
  );
});

test('two alias targets are of type A unless told otherwise', () => {
  const alias = (recordTypes?: string[]): FailoverTarget => FailoverTarget.alias(target('ZTARGET'), { recordTypes });
  const types = (...both: (string[] | undefined)[]): string[] =>
    groupOf(synthFailover({ primary: alias(both[0]), secondary: alias(both[1]) }), 'www.example.com.').sets.map(set => set.Type);
  expect(types(undefined, undefined)).toEqual(['A', 'A']);
  expect(types(undefined, ['AAAA'])).toEqual(['AAAA', 'AAAA']);
  expect(types(['AAAA', 'A'], ['A', 'AAAA'])).toEqual(['A', 'A', 'AAAA', 'AAAA']);
});

test('an alias evaluates target health as it says, as its target says, or else does', () => {
  const flags = (secondary: FailoverTarget): unknown => {
    const template = synthFailover({ primary: FailoverTarget.endpoint(BLUE), secondary });
    return (groupOf(template, 'www.example.com.').sets[1] as unknown as { AliasTarget: object }).AliasTarget;
  };
  expect(flags(FailoverTarget.alias(target('Z1')))).toMatchObject({ EvaluateTargetHealth: true });
  expect(flags(FailoverTarget.alias(target('Z1', false)))).toMatchObject({ EvaluateTargetHealth: false });
  expect(flags(FailoverTarget.alias(target('Z1', false), { evaluateTargetHealth: true }))).toMatchObject({
    EvaluateTargetHealth: true,
  });
});

test('endpoints of one name on both sides have health checks of their own', () => {
  const template = synthFailover({
    primary: FailoverTarget.endpoints([BLUE]),
    secondary: FailoverTarget.endpoints([Endpoint.ipAddress('52.9.0.1', { name: 'blue' })]),
  });
  expect([...checksOf(template).values()].map(config => config.IPAddress).sort()).toEqual(['52.0.0.1', '52.9.0.1']);
});

test('its health checks are those of both sides', () => {
  const records = failover(newStack(), {
    primary: FailoverTarget.endpoints([BLUE, GREEN]),
    secondary: FailoverTarget.endpoint(Endpoint.ipAddress('52.9.0.1')),
  });
  expect(records.healthChecks).toHaveLength(3);
  expect(records.healthCheckOf(GREEN)).toBe(records.healthChecks[1]);
});

test('a multivalue record set with a fallback is a failover record set above its endpoints', () => {
  const fallback = FailoverTarget.endpoint(SORRY);
  const multiValue = synth(stack => www(stack, { endpoints: [BLUE, GREEN], fallback }));
  const same = synthFailover({ primary: FailoverTarget.endpoints([BLUE, GREEN]), secondary: fallback });
  expect(multiValue.toJSON()).toEqual(same.toJSON());
});

test('the name of the endpoints below a fallback can be set', () => {
  const template = synth(stack =>
    www(stack, { endpoints: [BLUE], fallback: FailoverTarget.endpoint(SORRY), primaryRecordName: 'pool' }),
  );
  expect(groupOf(template, 'pool.example.com.').sets).toHaveLength(1);
});

describe('refused', () => {
  const NO_SUCH_TARGET =
    `secondary must be an alias with the hosted zone of the target's service and Region, and record types that there are (Route 53: ` +
    `"the alias target name does not lie within the target zone"), got `;
  const unchecked = Endpoint.ipAddress('52.0.0.1', { healthCheck: EndpointHealthCheck.none() });
  test.each<[string, Partial<Props>, string]>([
    [
      'a primary endpoint without a health check (behaviour 6.1)',
      { primary: FailoverTarget.endpoint(unchecked) },
      'primary must have a health check (Route 53: "A non-alias primary ResourceRecordSet must have an associated health check"), got none',
    ],
    [
      'an alias primary whose health is not looked at (behaviour 6.1)',
      { primary: FailoverTarget.alias(target('Z1'), { evaluateTargetHealth: false }) },
      'primary must have evaluateTargetHealth true or a health check (Route 53: "cannot be a primary without EvaluateTargetHealth set to ' +
        'true or an associated health check as a secondary would never be returned"), got neither',
    ],
    [
      'a drained endpoint',
      { secondary: FailoverTarget.endpoint(Endpoint.ipAddress('52.0.0.9', { drained: true })) },
      'secondary must not be drained, because nothing else would take its place, got a drained endpoint',
    ],
    [
      'sides of different types',
      { secondary: FailoverTarget.endpoints(Endpoint.ipAddresses('52.0.0.9', '2600::1')) },
      'secondary must be of the record types of primary, A, got A and AAAA',
    ],
    [
      'an alias of other types',
      { secondary: FailoverTarget.alias(target('Z1'), { recordTypes: ['AAAA'] }) },
      'secondary must be of the record types of primary, A, got AAAA',
    ],
    [
      'an alias of no type',
      { secondary: FailoverTarget.alias(target('Z1'), { recordTypes: [] }) },
      'secondary must have at least one of recordTypes, got an empty list',
    ],
    [
      'an alias of a load balancer in the zone of another Region',
      { secondary: FailoverTarget.alias(target('Z35SXDOTRQ7X7K', true, 'web-1.us-west-2.elb.amazonaws.com')) },
      `${NO_SUCH_TARGET}'web-1.us-west-2.elb.amazonaws.com' in the zone 'Z35SXDOTRQ7X7K', of type A`,
    ],
    [
      'an alias of a load balancer in a zone that is of no service',
      { secondary: FailoverTarget.alias(target('Z1', true, 'web-1.us-west-2.elb.amazonaws.com')) },
      `${NO_SUCH_TARGET}'web-1.us-west-2.elb.amazonaws.com' in the zone 'Z1', of type A`,
    ],
    [
      'an alias of a website for IPv6, which it has not',
      {
        primary: FailoverTarget.endpoint(Endpoint.ipAddress('2600::1')),
        secondary: FailoverTarget.alias(target('Z3AQBSTGFYJSTF', true, 's3-website-us-east-1.amazonaws.com'), {
          recordTypes: ['AAAA'],
        }),
      },
      `${NO_SUCH_TARGET}'s3-website-us-east-1.amazonaws.com' in the zone 'Z3AQBSTGFYJSTF', of type AAAA`,
    ],
    [
      'an alias of a name outside the zone, in it',
      { secondary: FailoverTarget.alias(target(ZONE_ID, true, 'pool.example.org')) },
      `secondary must be an alias of a name in the zone whose id it gives (Route 53: "the alias target name does not lie within the ` +
        `target zone"), got 'pool.example.org' in the zone '${ZONE_ID}'`,
    ],
    [
      'an alias of no name',
      { secondary: FailoverTarget.alias(target('Z1', true, '')) },
      `secondary must be an alias of a DNS name, got ''`,
    ],
    [
      'a list of nothing',
      { primary: FailoverTarget.endpoints([]) },
      'primary must hold at least one endpoint, got an empty list',
    ],
    [
      'a list that cannot be a multivalue group',
      { secondary: FailoverTarget.endpoints([BLUE, Endpoint.ipAddress('52.0.0.7', { name: 'blue' })]) },
      `secondary[1] must have a different name from secondary[0], got 'blue' for both`,
    ],
    [
      'an address that cannot be checked',
      { primary: FailoverTarget.endpoint(Endpoint.ipAddress('10.0.0.1')) },
      `primary must have an address that Route 53 can check, got '10.0.0.1', which is in 10.0.0.0/8 (private use)`,
    ],
    [
      'a pool at the name itself',
      { primary: FailoverTarget.endpoints([BLUE], { recordName: 'WWW' }) },
      `primary must have a recordName of its own, got 'www.example.com', the name of the record set itself`,
    ],
    [
      'a setting of the health check of all',
      { healthCheck: EndpointHealthCheck.http({ port: 0 }) },
      'healthCheck.port must be a whole number from 1 to 65535, got 0',
    ],
  ])('%s', (_, props, message) => expect(refused(props)).toBe(`[Stack/Www] ${message}`));

  test('two pools at one name', () => {
    const pool = (n: number): FailoverTarget =>
      FailoverTarget.endpoints(Endpoint.ipAddresses(`52.0.0.${n}`), { recordName: 'pool' });
    expect(refused({ primary: pool(1), secondary: pool(2) })).toBe(
      `[Stack/Www] secondary must have a recordName of its own, got 'pool.example.com', the name of the primary's endpoints`,
    );
  });

  test('a name for endpoints that stay at the name itself', () =>
    expect(refusalOf(() => www(newStack(), { endpoints: [BLUE], primaryRecordName: 'pool' }))).toBe(
      `[Stack/Www] primaryRecordName must go with a fallback, got 'pool' alone`,
    ));
});

test('a record set of ours can stand behind another', () => {
  const stack = newStack();
  const zone = zoneIn(stack);
  const pool = new MultiValueRecordSet(stack, 'Pool', {
    zone,
    recordName: 'pool',
    endpoints: [BLUE],
    healthCheck: EndpointHealthCheck.http(),
  });
  failover(stack, { zone, primary: FailoverTarget.alias(pool), secondary: FailoverTarget.endpoint(SORRY) });
  const template = Template.fromStack(stack);
  expect(groupOf(template, 'www.example.com.').dependsOn).toContain(groupOf(template, 'pool.example.com.').id);
});
