import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType as SpecType, Property as SpecProperty, SpecDatabase } from '@aws-cdk/service-spec-types';
import { differences } from '../../../lib/local/cloudformation/stack/difference';
import { HEALTH_CHECK } from '../../../lib/local/cloudformation/resources/health-check';
import { HOSTED_ZONE } from '../../../lib/local/cloudformation/resources/hosted-zone';
import { RECORD_SET, RECORD_SET_GROUP } from '../../../lib/local/cloudformation/resources/record-schema';
import { conform, type PropertyType, type Schema } from '../../../lib/local/cloudformation/resources/schema';
import { KNOWN_AFTER_APPLY } from '../../../lib/local/cloudformation/stack/known-after-apply';

describe('the schemas are those of the published CloudFormation specification', () => {
  const spec = loadAwsServiceSpecSync();

  test.each<[string, Schema]>([
    ['AWS::Route53::HostedZone', HOSTED_ZONE],
    ['AWS::Route53::RecordSet', RECORD_SET],
    ['AWS::Route53::RecordSetGroup', RECORD_SET_GROUP],
    ['AWS::Route53::HealthCheck', HEALTH_CHECK],
  ])('%s', (type, schema) => {
    const resource = spec.lookup('resource', 'cloudFormationType', 'equals', type).only();
    const published = outline(resource.properties, spec);
    if (type === 'AWS::Route53::RecordSet') {
      // The specification has not caught up with its own documentation there (behaviour 7.1); a group's members have it.
      published.GeoProximityLocation = expect.anything();
    }
    expect(ours(schema)).toEqual(published);
  });

  function outline(properties: Record<string, SpecProperty>, db: SpecDatabase): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        {
          type: published(property.type, db),
          required: property.required === true,
          replaces: property.causesReplacement === 'yes',
        },
      ]),
    );
  }

  function published(type: SpecType, db: SpecDatabase): unknown {
    switch (type.type) {
      case 'array':
        return [published(type.element, db)];
      case 'ref':
        return outline(db.get('typeDefinition', type.reference.$ref).properties, db);
      default:
        return type.type;
    }
  }

  function ours(schema: Schema): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(schema).map(([name, { type, required, replaces }]) => [
        name,
        { type: oursOf(type), required: required === true, replaces: replaces === true },
      ]),
    );
  }

  function oursOf(type: PropertyType): unknown {
    if (typeof type === 'string') return type;
    return 'listOf' in type ? [oursOf(type.listOf)] : ours(type.object);
  }
});

describe('properties', () => {
  test('are brought to their types: a template may write numbers and booleans as text', () =>
    expect(
      conform(
        { HealthCheckConfig: { Type: 'HTTP', Port: '80', Inverted: 'true', Regions: ['us-east-1'], IPAddress: '52.0.0.1' } },
        HEALTH_CHECK,
      ),
    ).toEqual({ HealthCheckConfig: { Type: 'HTTP', Port: 80, Inverted: true, Regions: ['us-east-1'], IPAddress: '52.0.0.1' } }));

  test('that nobody can know yet pass', () =>
    expect(conform({ HealthCheckConfig: { Type: 'HTTP', Port: KNOWN_AFTER_APPLY } }, HEALTH_CHECK)).toEqual({
      HealthCheckConfig: { Type: 'HTTP', Port: KNOWN_AFTER_APPLY },
    }));

  test('are refused with all that is wrong, and where', () =>
    expect(() =>
      conform(
        { HealthCheckConfig: { Port: 'eighty', Prot: 1, Regions: 'us-east-1', Inverted: 'maybe' }, Nmae: 'x' },
        HEALTH_CHECK,
      ),
    ).toThrow(
      'Properties validation failed: #: extraneous key [Nmae] is not permitted; ' +
        '#/HealthCheckConfig: extraneous key [Prot] is not permitted; #/HealthCheckConfig: required key [Type] not found; ' +
        '#/HealthCheckConfig/Port: expected type: integer, found: "eighty"; ' +
        '#/HealthCheckConfig/Regions: expected type: list, found: "us-east-1"; ' +
        '#/HealthCheckConfig/Inverted: expected type: boolean, found: "maybe"',
    ));
});

test.each<[string, object, object, string[], boolean]>([
  ['a port', { Type: 'HTTP', Port: 80 }, { Type: 'HTTP', Port: 81 }, ['HealthCheckConfig', 'Port'], false],
  ['an interval', { RequestInterval: 30 }, { RequestInterval: 10 }, ['HealthCheckConfig', 'RequestInterval'], true],
  ['latency that is measured now', {}, { MeasureLatency: true }, ['HealthCheckConfig', 'MeasureLatency'], true],
  ['a type', { Type: 'HTTP' }, { Type: 'TCP' }, ['HealthCheckConfig', 'Type'], true],
])('%s of a health check differs in one place, and takes a new one or not (behaviour 7.1)', (_, before, after, path, replaces) =>
  expect(
    differences({ HealthCheckConfig: { ...before } }, { HealthCheckConfig: { ...after } }, HEALTH_CHECK).map(d => [
      d.path,
      d.replaces,
    ]),
  ).toEqual([[path, replaces]]),
);
