import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ARecord,
  CfnHealthCheck,
  CfnRecordSetGroup,
  HealthCheck,
  HealthCheckType,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { Endpoint } from '../../lib';
import { www, zoneIn } from './support';

const ADDRESSES = Array.from({ length: 100 }, (_, i) => `52.0.0.${i + 100}`);

/** As the CLI synthesises, with the paths of constructs in the template. */
function template(fill: (stack: Stack, zone: IHostedZone) => void): { Resources: Record<string, object> } {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Stack');
  fill(stack, zoneIn(stack));
  return Template.fromStack(stack).toJSON() as { Resources: Record<string, object> };
}

const ours = template((stack, zone) => www(stack, { zone, endpoints: Endpoint.ipAddresses(...ADDRESSES) }));

const inL1ByHand = template((stack, zone) => {
  const recordSets = ADDRESSES.map(address => {
    const check = new CfnHealthCheck(stack, `HealthCheck ${address}`, {
      healthCheckConfig: { type: 'HTTP', ipAddress: address, port: 80, resourcePath: '/' },
      healthCheckTags: [{ key: 'Name', value: `www.example.com ${address}` }],
    });
    return {
      name: 'www.example.com.',
      type: 'A',
      ttl: '60',
      setIdentifier: address,
      multiValueAnswer: true,
      resourceRecords: [address],
      healthCheckId: check.ref,
    };
  });
  new CfnRecordSetGroup(stack, 'Records', { hostedZoneId: zone.hostedZoneId, recordSets });
});

const withARecords = template((stack, zone) => {
  for (const address of ADDRESSES) {
    const healthCheck = new HealthCheck(stack, `HealthCheck ${address}`, {
      type: HealthCheckType.HTTP,
      ipAddress: address,
      port: 80,
    });
    new ARecord(stack, `Record ${address}`, {
      zone,
      recordName: 'www',
      ttl: Duration.seconds(60),
      target: RecordTarget.fromIpAddresses(address),
      multiValueAnswer: true,
      setIdentifier: address,
      healthCheck,
    });
  }
});

const bytes = (value: object): number => JSON.stringify(value).length;

test('100 endpoints with health checks are 101 resources, where aws-cdk-lib has 200', () => {
  expect(Object.keys(ours.Resources)).toHaveLength(101);
  expect(Object.keys(withARecords.Resources)).toHaveLength(200);
});

test('the template is no larger than the same thing in L1 by hand, and smaller than with ARecord', () => {
  expect(Object.keys(inL1ByHand.Resources)).toHaveLength(101);
  expect(bytes(ours)).toBeLessThanOrEqual(bytes(inL1ByHand));
  expect(bytes(ours)).toBeLessThan(bytes(withARecords));
});

test('and says the same', () => {
  const stripped = (of: { Resources: Record<string, object> }): unknown =>
    JSON.parse(
      Object.keys(of.Resources).reduce(
        (text, id, i) => text.replaceAll(`"${id}"`, `"${id.includes('Records') ? 'Records' : `Check${i}`}"`),
        JSON.stringify(of, (key, value: unknown) => (key === 'Metadata' ? undefined : value)),
      ),
    );
  expect(stripped(ours)).toEqual(stripped(inL1ByHand));
});
