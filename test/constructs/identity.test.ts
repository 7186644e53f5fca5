import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from '../../lib';
import { BLUE, newStack, recordsOf, refusalOf, synth, www, ZONE_ID, zoneIn } from './support';

const healthCheck = EndpointHealthCheck.http();

const idsOf = (fill: (stack: Stack) => void): string[] =>
  Object.entries(synth(fill).toJSON().Resources as Record<string, { Type: string }>)
    .filter(([, resource]) => /RecordSetGroup|HealthCheck/.test(resource.Type))
    .map(([id]) => id)
    .sort();

const WWW_IDS = idsOf(stack => www(stack, { endpoints: [BLUE] }));

test('logical IDs are readable and end in a hash', () =>
  expect(WWW_IDS).toEqual([
    expect.stringMatching(/^WwwExampleComBlueAHealthCheck[0-9A-F]{8}$/),
    expect.stringMatching(/^WwwExampleComRecords[0-9A-F]{8}$/),
  ]));

test('the place and the name of the construct have no part in them', () =>
  expect(
    idsOf(stack => {
      const elsewhere = new Construct(new Construct(stack, 'Deep'), 'Deeper');
      new MultiValueRecordSet(elsewhere, 'Other', { zone: zoneIn(stack), recordName: 'www', endpoints: [BLUE], healthCheck });
    }),
  ).toEqual(WWW_IDS));

test.each<[string, (stack: Stack) => [IHostedZone, string]]>([
  ['by its attributes', stack => [zoneIn(stack, 'Example.com.', 'Z9999999999ZZZZZZZZZZ'), 'www']],
  [
    'by its id alone, the record name fully qualified',
    stack => [HostedZone.fromHostedZoneId(stack, 'Z', ZONE_ID), 'WWW.example.com.'],
  ],
  ['in the same stack', stack => [new HostedZone(stack, 'Z', { zoneName: 'example.com' }), 'www.example.com']],
])('they stay the same when the zone comes to be known %s', (_, known) =>
  expect(
    idsOf(stack => {
      const [zone, recordName] = known(stack);
      www(stack, { zone, recordName, endpoints: [BLUE] });
    }),
  ).toEqual(WWW_IDS),
);

test('another record name, zone, endpoint name or zoneKey makes others', () => {
  const variants = [
    WWW_IDS,
    idsOf(stack => www(stack, { endpoints: [BLUE], recordName: 'api' })),
    idsOf(stack => www(stack, { endpoints: [BLUE], zone: zoneIn(stack, 'example.org') })),
    idsOf(stack => www(stack, { endpoints: [BLUE], zoneKey: 'internal' })),
    [idsOf(stack => www(stack, { endpoints: [Endpoint.ipAddress('52.0.0.1', { name: 'green' })] }))[0]],
  ];
  expect(new Set(variants.flat()).size).toBe(variants.flat().length);
});

test('names that differ only in what a logical ID cannot hold have different ones', () => {
  const ids = idsOf(stack => {
    const zone = zoneIn(stack);
    for (const recordName of ['a-b', 'a_b', 'a.b', 'ab', '*.ab', 'wildcard.ab']) {
      new MultiValueRecordSet(stack, recordName, { zone, recordName, endpoints: [Endpoint.ipAddress('52.0.0.1')], healthCheck });
    }
  });
  expect(ids).toHaveLength(12);
});

test('a zone name or record name known only at deployment gives the same logical IDs wherever the construct is', () => {
  const fill = (place: (stack: Stack) => Construct) => (stack: Stack) => {
    const zoneName = new CfnParameter(stack, 'ZoneName').valueAsString;
    const recordName = new CfnParameter(stack, 'RecordName').valueAsString;
    const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: ZONE_ID, zoneName });
    new MultiValueRecordSet(place(stack), 'Www', { zone, recordName, endpoints: [BLUE], healthCheck });
  };
  const ids = idsOf(fill(stack => stack));
  expect(ids).toHaveLength(2);
  expect(idsOf(fill(stack => new Construct(stack, 'Moved')))).toEqual(ids);
});

test.each(['', '.'])(
  'a name that is complete is taken as such when part of it is known only at deployment, ending with %p',
  dot => {
    const template = synth(stack => {
      const zoneName = new CfnParameter(stack, 'ZoneName').valueAsString;
      const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: ZONE_ID, zoneName });
      www(stack, { zone, recordName: `www.${zoneName}${dot}`, endpoints: [BLUE] });
    });
    expect(recordsOf(template)[0].Name).toEqual({ 'Fn::Join': ['', ['www.', { Ref: 'ZoneName' }, '.']] });
  },
);

test('a name that a dot completes needs no name of the zone, even when part of it is known only at deployment', () => {
  const template = synth(stack => {
    const zone = HostedZone.fromHostedZoneId(stack, 'Zone', ZONE_ID);
    www(stack, { zone, recordName: `${new CfnParameter(stack, 'Name').valueAsString}.example.com.`, endpoints: [BLUE] });
  });
  expect(recordsOf(template)[0].Name).toEqual({ 'Fn::Join': ['', [{ Ref: 'Name' }, '.example.com.']] });
});

test('record names known only at deployment are told apart', () => {
  const ids = idsOf(stack => {
    const zone = zoneIn(stack);
    for (const id of ['One', 'Two']) {
      const recordName = new CfnParameter(stack, id).valueAsString;
      new MultiValueRecordSet(stack, `${id}Records`, {
        zone,
        recordName,
        endpoints: [BLUE],
        healthCheck: EndpointHealthCheck.none(),
      });
    }
  });
  expect(ids).toHaveLength(2);
});

test('two record sets of one name in one stack are refused, even in zones of the same name', () => {
  const stack = newStack();
  www(stack, { endpoints: [BLUE] });
  const again = new Construct(stack, 'Again');
  const zone = zoneIn(stack, 'EXAMPLE.com', 'Z1111111111AAAAAAAAAA');
  expect(
    refusalOf(
      () =>
        new MultiValueRecordSet(again, 'Www', {
          zone,
          recordName: 'www',
          endpoints: [Endpoint.ipAddress('2600::1')],
          healthCheck,
        }),
    ),
  ).toBe(
    `[Stack/Again/Www] recordName must be unique among the record sets of the stack, got 'www.example.com', which [Stack/Www] ` +
      `also has: give the endpoints to one of them (A and AAAA may be mixed), or set zoneKey if the names lie in different zones`,
  );
});

test('zones of the same name live in one stack under different zone keys', () =>
  expect(
    idsOf(stack => {
      www(stack, { endpoints: [BLUE] });
      const zone = zoneIn(stack, 'example.com', 'Z1111111111AAAAAAAAAA');
      new MultiValueRecordSet(stack, 'Inside', {
        zone,
        zoneKey: 'inside',
        recordName: 'www',
        endpoints: Endpoint.ipAddresses('10.0.0.1'),
        healthCheck: EndpointHealthCheck.none(),
      });
    }),
  ).toEqual([...WWW_IDS, expect.stringMatching(/^WwwExampleComRecords/)]));

test('a shared health check keeps its identity when the record sets are defined in another order', () => {
  const ids = (names: string[]): string[] =>
    idsOf(stack => {
      const zone = zoneIn(stack);
      names.forEach(
        recordName => new MultiValueRecordSet(stack, recordName, { zone, recordName, endpoints: [BLUE], healthCheck }),
      );
    });
  expect(ids(['www', 'api'])).toEqual(ids(['api', 'www']));
});

test('the logical ID and the Name tag of a shared health check stay as they are: another one would replace it', () => {
  const checks = synth(stack => {
    const zone = zoneIn(stack);
    ['www', 'api'].forEach(
      recordName => new MultiValueRecordSet(stack, recordName, { zone, recordName, endpoints: [BLUE], healthCheck }),
    );
  }).findResources('AWS::Route53::HealthCheck');
  const named = Object.entries(checks).map(([id, { Properties }]) => [
    id,
    (Properties as { HealthCheckTags: object }).HealthCheckTags,
  ]);
  expect(named).toEqual([['ApiExampleComBlueAHealthCheckAD79BC2D', [{ Key: 'Name', Value: 'api.example.com blue' }]]]);
});
