/** Every row of facts 6.1 and 6.2, over the wire: code, HTTP status and whole text. */
import type { Change, HealthCheckConfig, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { DEFAULT_QUOTAS } from '../../../lib/local/route53';
import { faultOf, type Local, startLocal } from './harness';

let local: Local;
let zone: string;
let check: string;
let calculated: string;

const set = (name: string, more: object = {}): ResourceRecordSet => ({
  Name: `${name}.example.com`,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
  ...more,
});
const alias = (target: string, evaluate = true): object => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { HostedZoneId: zone, DNSName: target, EvaluateTargetHealth: evaluate },
});
const mva = (id: string, more: object = {}): object => ({ SetIdentifier: id, MultiValueAnswer: true, ...more });
const weighted = (id: string, more: object = {}): object => ({ SetIdentifier: id, Weight: 1, ...more });
const create = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map(ResourceRecordSet => ({ Action: 'CREATE', ResourceRecordSet }));
const change = (Action: string, ResourceRecordSet: ResourceRecordSet): Change => ({ Action, ResourceRecordSet }) as Change;
const send = (changes: Change[]): Promise<unknown> =>
  local.client.changeResourceRecordSets({ HostedZoneId: zone, ChangeBatch: { Changes: changes } });

beforeAll(async () => {
  local = await startLocal();
  const created = await local.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
  zone = created.HostedZone!.Id!.replace('/hostedzone/', '');
  const http = { Type: 'HTTP', IPAddress: '52.0.0.1' } as const;
  check = (await local.client.createHealthCheck({ CallerReference: 'c', HealthCheckConfig: http })).HealthCheck!.Id!;
  const parent = { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [check] } satisfies HealthCheckConfig;
  calculated = (await local.client.createHealthCheck({ CallerReference: 'p', HealthCheckConfig: parent })).HealthCheck!.Id!;
  await send(
    create(
      set('simple'),
      set('mva', mva('a')),
      set('weighted', weighted('a')),
      set('cname', { Type: 'CNAME', ResourceRecords: [{ Value: 'elsewhere.example.org' }] }),
      ...Array.from({ length: 100 }, (_, i) => set('full', weighted(`w${i}`))),
    ),
  );
});
afterAll(() => local.close());

const COLLECTION = '00000000-0000-4000-8000-000000000000';
const BAD_ACTION =
  "Invalid XML ; cvc-enumeration-valid: Value 'REPLACE' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. " +
  'It must be a value from the enumeration.';
const POLICIES = '[Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]';
const CONTENTS = '[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
const at = (name: string, id: string | null = null): string =>
  `in Change with [Action=CREATE, Name=${name}.example.com., Type=A, SetIdentifier=${id}]`;
const values = (count: number, length = 7): { Value: string }[] =>
  Array.from({ length: count }, (_, i) => ({ Value: `"${String(i).padStart(length - 2, '0')}"` }));

describe('ChangeResourceRecordSets refuses (facts 6.1)', () => {
  const InvalidChangeBatch: [string, () => Change[], () => string][] = [
    [
      'CREATE of an existing set',
      () => create(set('simple')),
      () => "Tried to create resource record set [name='simple.example.com.', type='A'] but it already exists",
    ],
    [
      'CREATE of an existing policy set',
      () => create(set('mva', mva('a'))),
      () => "Tried to create resource record set [name='mva.example.com.', type='A', set-identifier='a'] but it already exists",
    ],
    [
      'DELETE of a missing set',
      () => [change('DELETE', set('none'))],
      () => "Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found",
    ],
    [
      'DELETE of a missing policy set',
      () => [change('DELETE', set('mva', mva('none')))],
      () => "Tried to delete resource record set [name='mva.example.com.', type='A', set-identifier='none'] but it was not found",
    ],
    [
      'DELETE with other values',
      () => [change('DELETE', set('simple', { TTL: 61 }))],
      () =>
        "Tried to delete resource record set [name='simple.example.com.', type='A'] but the values provided do not match the current values",
    ],
    [
      'the same set twice',
      () => create(set('new'), set('NEW')),
      () => "The request contains an invalid set of changes for a resource record set 'A new.example.com.'",
    ],
    [
      'DELETE of a set twice',
      () => [change('DELETE', set('simple')), change('DELETE', set('simple'))],
      () => "The request contains an invalid set of changes for a resource record set 'A simple.example.com.'",
    ],
    [
      'multivalue into a simple group',
      () => create(set('simple', mva('b'))),
      () =>
        'RRSet with DNS name simple.example.com., type A, SetIdentifier b cannot be created because a non multivalue answer rrset exists with the same name and type.',
    ],
    [
      'simple into a policy group',
      () => create(set('mva')),
      () => 'RRSet with DNS name mva.example.com., type A cannot be created as other RRSets exist with the same name and type.',
    ],
    [
      'weighted into another group',
      () => create(set('mva', weighted('b'))),
      () =>
        'RRSet with DNS name mva.example.com., type A, SetIdentifier b cannot be created as a non-weighted set exists with the same name and type.',
    ],
    [
      'latency into another group',
      () => create(set('weighted', { SetIdentifier: 'b', Region: 'us-east-1' })),
      () =>
        'RRSet with DNS name weighted.example.com., type A, SetIdentifier b, and Region Name=us-east-1 cannot be created because a non-latency RRSet with the same name and type already exists.',
    ],
    [
      'failover into another group',
      () => create(set('weighted', { SetIdentifier: 'b', Failover: 'PRIMARY', HealthCheckId: check })),
      () =>
        'RRSet with DNS name weighted.example.com., type A, SetIdentifier b marked as primary cannot be created because a non-failover RRSet with the same name and type already exists',
    ],
    [
      'a multivalue alias',
      () => create(set('new', { ...alias('simple.example.com'), ...mva('a') })),
      () => 'Multivalue answer rrset should not be an alias rrset. No changes made.',
    ],
    [
      'a multivalue CNAME',
      () => create(set('new', mva('a', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] }))),
      () =>
        'RRSet with DNS name new.example.com., type CNAME, SetIdentifier a cannot be created because this type of RRSet is not supported.',
    ],
    [
      'a weighted NS',
      () => create(set('new', weighted('a', { Type: 'NS', ResourceRecords: [{ Value: 'a.b' }] }))),
      () =>
        'RRSet with DNS name new.example.com., type NS, SetIdentifier a cannot be created because this type of RRSet is not supported.',
    ],
    [
      'a failover SOA',
      () =>
        create({
          ...set('x', { Type: 'SOA', SetIdentifier: 's', Failover: 'SECONDARY' }),
          Name: 'example.com',
          ResourceRecords: [{ Value: 'ns-1.awsdns-01.com. hostmaster.example.com. 1 7200 900 1209600 86400' }],
        }),
      () =>
        'RRSet with DNS name example.com., type SOA, SetIdentifier s cannot be created because this type of RRSet is not supported.',
    ],
    [
      'another TTL in a weighted group',
      () => create(set('weighted', weighted('b', { TTL: 61 }))),
      () =>
        'RRSet with DNS name weighted.example.com., type A, SetIdentifier b cannot be created as weighted sets must contain the same TTL.',
    ],
    [
      'the 101st weighted set',
      () => create(set('full', weighted('x'))),
      () => 'Exceeded limit on number of weighted RRSets for full.example.com., type A in this zone.',
    ],
    [
      '401 values',
      () => create(set('new', { Type: 'TXT', ResourceRecords: values(401) })),
      () => 'Cannot have more than 400 records in a RRSet.',
    ],
    [
      '1001 values in a batch',
      () => [1, 2, 3].flatMap(n => create(set(`new${n}`, { Type: 'TXT', ResourceRecords: values(n === 3 ? 201 : 400) }))),
      () => 'Number of records limit of 1000 exceeded.',
    ],
    [
      '501 values in a batch of UPSERTs',
      () => [1, 2].map(n => change('UPSERT', set(`new${n}`, { Type: 'TXT', ResourceRecords: values(n === 1 ? 400 : 101) }))),
      () => 'Number of records limit of 1000 exceeded.',
    ],
    [
      '32001 characters in a batch',
      () => create(set('new', { Type: 'TXT', ResourceRecords: [...values(319, 100), { Value: `"${'x'.repeat(99)}"` }] })),
      () => 'RDATA character limit of 32000 exceeded.',
    ],
    [
      '16001 characters in a batch of UPSERTs',
      () => [
        change('UPSERT', set('new', { Type: 'TXT', ResourceRecords: [...values(159, 100), { Value: `"${'x'.repeat(99)}"` }] })),
      ],
      () => 'RDATA character limit of 32000 exceeded.',
    ],
    [
      'a health check on a simple set',
      () => create(set('new', { HealthCheckId: check })),
      () =>
        'DNS name must have alternate ResourceRecordSet responses configured via a routing policy (e.g., Weight, Region, etc.) if a health check is attached. No changes made.',
    ],
    [
      'a primary without a health check',
      () => create(set('new', { SetIdentifier: 'p', Failover: 'PRIMARY' })),
      () => 'A non-alias primary ResourceRecordSet must have an associated health check. No changes made.',
    ],
    [
      'an alias primary that never fails',
      () => create(set('new', { ...alias('simple.example.com', false), SetIdentifier: 'p', Failover: 'PRIMARY' })),
      () =>
        'RRSet with DNS name new.example.com., type A, SetIdentifier p cannot be a primary without EvaluateTargetHealth set to true or an associated health check as a secondary would never be returned.',
    ],
    [
      'an alias to nothing',
      () => create(set('new', alias('none.example.com'))),
      () => `Tried to create an alias that targets none.example.com., type A in zone ${zone}, but that target was not found`,
    ],
    [
      'an alias out of the zone',
      () => create(set('new', alias('www.example.org'))),
      () =>
        `Tried to create an alias that targets www.example.org., type A in zone ${zone}, but the alias target name does not lie within the target zone, Tried to create an alias that targets www.example.org., type A in zone ${zone}, but that target was not found`,
    ],
    [
      'A beside a CNAME',
      () => create(set('cname')),
      () =>
        'RRSet of type A with DNS name cname.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
    ],
    [
      'a CNAME beside others',
      () => create(set('simple', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] })),
      () =>
        'RRSet of type CNAME with DNS name simple.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
    [
      'a name outside the zone',
      () => create({ ...set('x'), Name: 'www.example.org' }),
      () => 'RRSet with DNS name www.example.org. is not permitted in zone example.com.',
    ],
    [
      'a bad IPv4 address',
      () => create(set('new', { ResourceRecords: [{ Value: '1.2.3.999' }] })),
      () =>
        "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '1.2.3.999''",
    ],
    [
      'a bad IPv6 address',
      () => create(set('new', { Type: 'AAAA', ResourceRecords: [{ Value: '1::2::3' }] })),
      () =>
        "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '1::2::3''",
    ],
    [
      'a bad character in a name',
      () => create({ ...set('x'), Name: 'a b.example.com' }),
      () => "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
    ],
    [
      'an empty label in a name',
      () => create({ ...set('x'), Name: 'a..example.com' }),
      () => "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.com'",
    ],
    // Texts of ours where none is recorded (docs/fidelity.md)
    [
      "the loss of the zone's SOA",
      () => [change('DELETE', local.store.state.zones.get(zone)!.recordSets.find(s => s.Type === 'SOA') as ResourceRecordSet)],
      () => 'A HostedZone must contain exactly one SOA record.',
    ],
    [
      "the loss of the zone's NS",
      () => [change('DELETE', local.store.state.zones.get(zone)!.recordSets.find(s => s.Type === 'NS') as ResourceRecordSet)],
      () => 'A HostedZone must contain at least one NS record for the zone itself.',
    ],
    [
      'a CNAME at the apex',
      () => create({ ...set('x', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] }), Name: 'example.com' }),
      () => 'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
    ],
    [
      'the 101st multivalue set',
      () => create(...Array.from({ length: 101 }, (_, i) => set('many', mva(`m${i}`)))),
      () => 'Exceeded limit on number of multivalue answer RRSets for many.example.com., type A in this zone.',
    ],
    [
      'the 101st IP-based set',
      () =>
        create(
          ...Array.from({ length: 101 }, (_, i) =>
            set('many', { SetIdentifier: `s${i}`, CidrRoutingConfig: { CollectionId: COLLECTION, LocationName: `at${i}` } }),
          ),
        ),
      () => 'Exceeded limit on number of IP-based RRSets for many.example.com., type A in this zone.',
    ],
    [
      'the 31st geoproximity set',
      () =>
        create(
          ...Array.from({ length: 31 }, (_, i) =>
            set('many', {
              SetIdentifier: `s${i}`,
              GeoProximityLocation: { Coordinates: { Latitude: `${i}`, Longitude: '0' } },
            }),
          ),
        ),
      () => 'Exceeded limit on number of geoproximity RRSets for many.example.com., type A in this zone.',
    ],
    [
      'a value twice',
      () => create(set('new', { ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.1' }] })),
      () => "Duplicate Resource Record: '192.0.2.1'",
    ],
    [
      'a second primary',
      () => create(...['a', 'b'].map(id => set('new', { SetIdentifier: id, Failover: 'PRIMARY', HealthCheckId: check }))),
      () =>
        'RRSet with DNS name new.example.com., type A, SetIdentifier b cannot be created because another RRSet with the same name, type and Failover=PRIMARY already exists.',
    ],
  ];
  test.each(InvalidChangeBatch)('%s', async (_what, changes, text) => {
    expect(await faultOf(send(changes()))).toEqual(['InvalidChangeBatch', 400, `[${text()}]`]);
  });

  const InvalidInput: [string, () => Change[], string][] = [
    [
      'a policy without a set identifier',
      () => create(set('new', { Weight: 1 })),
      `Invalid request: Missing field 'SetIdentifier' ${at('new')}`,
    ],
    [
      'a set identifier without a policy',
      () => create(set('new', { SetIdentifier: 's' })),
      `Invalid request: Expected exactly one of ${POLICIES}, but found none ${at('new', 's')}`,
    ],
    [
      'two policies',
      () => create(set('new', { SetIdentifier: 's', Weight: 1, MultiValueAnswer: true })),
      `Invalid request: Expected exactly one of ${POLICIES}, but found more than one ${at('new', 's')}`,
    ],
    [
      'no value',
      () => create(set('new', { ResourceRecords: undefined })),
      `Invalid request: Expected exactly one of ${CONTENTS}, but found none ${at('new')}`,
    ],
    [
      'values without a TTL',
      () => create(set('new', { TTL: undefined })),
      `Invalid request: Expected exactly one of ${CONTENTS}, but found none ${at('new')}`,
    ],
    [
      'alias and values',
      () => create(set('new', { ...alias('simple.example.com'), TTL: 1, ResourceRecords: [{ Value: '1.2.3.4' }] })),
      `Invalid request: Expected exactly one of ${CONTENTS}, but found more than one ${at('new')}`,
    ],
    [
      'a Region that is none',
      () => create(set('new', { SetIdentifier: 's', Region: 'mars-1' })),
      expect.stringMatching(/^Invalid XML ; cvc-enumeration-valid: Value 'mars-1' is not facet-valid/) as string,
    ],
    [
      'two places in one',
      () => create(set('new', { SetIdentifier: 's', GeoLocation: { ContinentCode: 'EU', CountryCode: 'DE' } })),
      `Invalid request: Expected exactly one of [ContinentCode, or CountryCode] of GeoLocation, but found more than one ${at('new', 's')}`,
    ],
    [
      'no place',
      () => create(set('new', { SetIdentifier: 's', GeoProximityLocation: { Bias: 1 } })),
      `Invalid request: Expected exactly one of [AWSRegion, LocalZoneGroup, or Coordinates] of GeoProximityLocation, but found none ${at('new', 's')}`,
    ],
    ['a bad action', () => [change('REPLACE', set('new'))], BAD_ACTION],
    [
      'a weight of 300',
      () => create(set('new', weighted('a', { Weight: 300 }))),
      "1 validation error detected: Value '300' at 'changeBatch.changes.1.member.resourceRecordSet.weight' failed to satisfy constraint: Member must have value less than or equal to 255",
    ],
    [
      'a set identifier of 129 characters',
      () => create(set('new', weighted('x'.repeat(129)))),
      `1 validation error detected: Value '${'x'.repeat(129)}' at 'changeBatch.changes.1.member.resourceRecordSet.setIdentifier' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ],
    [
      'no change at all',
      () => [],
      "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ];
  test.each(InvalidInput)('%s', async (_what, changes, text) => {
    expect(await faultOf(send(changes()))).toEqual(['InvalidInput', 400, text]);
  });

  test('a zone that is busy', async () => {
    const busy = await startLocal({ processingTime: 1000 });
    const { HostedZone } = await busy.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
    const batch = (name: string): Promise<unknown> =>
      busy.client.changeResourceRecordSets({ HostedZoneId: HostedZone!.Id, ChangeBatch: { Changes: create(set(name)) } });
    await batch('first');
    expect(await faultOf(batch('second'))).toEqual([
      'PriorRequestNotComplete',
      400,
      'The request was rejected because Route 53 was still processing a prior request.',
    ]);
    await busy.close();
  });

  test('a traffic policy instance, which is not built', async () => {
    const changes = create(set('new', { TTL: undefined, ResourceRecords: undefined, TrafficPolicyInstanceId: 't' }));
    expect(await faultOf(send(changes))).toEqual([
      'NotImplemented',
      501,
      'Traffic policy instances are not built in this local service',
    ]);
  });

  test('a health check that does not exist', async () => {
    const changes = create(set('new', mva('a', { HealthCheckId: 'gone' })));
    expect(await faultOf(send(changes))).toEqual(['NoSuchHealthCheck', 404, 'A health check with id gone does not exist.']);
  });

  test('all faults of a batch together, and applies none of it', async () => {
    const before = local.store.state;
    const changes = [...create(set('fine'), set('simple'), set('cname')), change('DELETE', set('none'))];
    expect(await faultOf(send(changes))).toEqual([
      'InvalidChangeBatch',
      400,
      "[Tried to create resource record set [name='simple.example.com.', type='A'] but it already exists, " +
        "Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found]",
    ]);
    expect(local.store.state).toBe(before);
  });
});

describe('CreateHealthCheck refuses (facts 6.2)', () => {
  const endpoint = { Type: 'HTTP', IPAddress: '52.0.0.1' };
  const cases: [string, () => object, string | (() => string)][] = [
    ['a private address', () => ({ ...endpoint, IPAddress: '10.0.0.10' }), 'IPv4 address 10.0.0.10 is forbidden'],
    ['a documentation address', () => ({ ...endpoint, IPAddress: '203.0.113.10' }), 'IPv4 address 203.0.113.10 is forbidden'],
    ['an IPv6 documentation address', () => ({ ...endpoint, IPAddress: '2001:db8::1' }), 'IPv6 address 2001:db8::1 is forbidden'],
    [
      'neither address nor name',
      () => ({ Type: 'HTTP' }),
      'Invalid parameter : IP address and fully qualified domain name can not be both empty.',
    ],
    [
      'an interval of 20 seconds',
      () => ({ ...endpoint, RequestInterval: 20 }),
      "Invalid XML ; javax.xml.stream.XMLStreamException: cvc-enumeration-valid: Value '20' is not facet-valid with respect to enumeration '[10, 30]'. It must be a value from the enumeration.",
    ],
    [
      'SNI on HTTP',
      () => ({ ...endpoint, EnableSNI: true }),
      'Invalid parameter : Health checks with HTTP type must not enable SNI support.',
    ],
    [
      'a path on TCP',
      () => ({ ...endpoint, Type: 'TCP', Port: 80, ResourcePath: '/' }),
      'TCP health checks must not have a resource path specified.',
    ],
    [
      'a name with an address on TCP',
      () => ({ ...endpoint, Type: 'TCP', Port: 80, FullyQualifiedDomainName: 'a.b' }),
      'TCP health checks that have IP address must not have a fully qualified domain name specified.',
    ],
    [
      'a string match without a string',
      () => ({ ...endpoint, Type: 'HTTP_STR_MATCH' }),
      'String match health checks must have a search string specified.',
    ],
    [
      'a port on a calculated check',
      () => ({ Type: 'CALCULATED', Port: 80 }),
      'Invalid parameter : Calculated health checks must not have a port specified.',
    ],
    [
      'an alarm on an endpoint',
      () => ({ ...endpoint, AlarmIdentifier: { Region: 'us-east-1', Name: 'a' } }),
      'Invalid parameter : Basic health checks must not have an metric region specified.',
    ],
    [
      'an insufficient data state on an endpoint',
      () => ({ ...endpoint, InsufficientDataHealthStatus: 'Healthy' }),
      'Basic health checks must not have an insufficient data health state specified',
    ],
    [
      'a child that does not exist',
      () => ({ Type: 'CALCULATED', ChildHealthChecks: ['gone', check] }),
      'Invalid parameter : Child health check IDs do not exist or are deleted: gone',
    ],
    [
      'a child that is calculated',
      () => ({ Type: 'CALCULATED', ChildHealthChecks: [calculated] }),
      () => `Invalid parameter : Child health check IDs do not exist or are deleted: ${calculated}`,
    ],
    [
      'a Region without checkers',
      () => ({ ...endpoint, Regions: ['us-east-1', 'us-west-1', 'eu-north-1'] }),
      "1 validation error detected: Value '[us-east-1, us-west-1, eu-north-1]' at 'healthCheckConfig.regions' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 64, Member must have length greater than or equal to 1, Member must satisfy enum value set: [us-east-1, us-west-1, us-west-2, eu-west-1, ap-southeast-1, ap-southeast-2, ap-northeast-1, sa-east-1]]",
    ],
    [
      'two Regions',
      () => ({ ...endpoint, Regions: ['us-east-1', 'us-west-1'] }),
      "1 validation error detected: Value '[us-east-1, us-west-1]' at 'healthCheckConfig.regions' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'a failure threshold of 11',
      () => ({ ...endpoint, FailureThreshold: 11 }),
      "1 validation error detected: Value '11' at 'healthCheckConfig.failureThreshold' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
  ];
  test.each(cases)('%s', async (_what, config, text) => {
    const before = local.store.state;
    const call = local.client.createHealthCheck({ CallerReference: 'new', HealthCheckConfig: config() as HealthCheckConfig });
    expect(await faultOf(call)).toEqual(['InvalidInput', 400, typeof text === 'string' ? text : text()]);
    expect(local.store.state).toBe(before);
  });

  test('an id that does not exist', async () => {
    expect(await faultOf(local.client.getHealthCheck({ HealthCheckId: 'gone' }))).toEqual([
      'NoSuchHealthCheck',
      404,
      'A health check with id gone does not exist.',
    ]);
  });

  test('a caller reference that made another check', async () => {
    const call = local.client.createHealthCheck({
      CallerReference: 'c',
      HealthCheckConfig: { ...endpoint, Port: 81 } as HealthCheckConfig,
    });
    expect(await faultOf(call)).toEqual([
      'HealthCheckAlreadyExists',
      409,
      'A health check has already been created with the specified caller reference.',
    ]);
  });

  test('an update of another version', async () => {
    const call = local.client.updateHealthCheck({ HealthCheckId: check, HealthCheckVersion: 7, Port: 81 });
    expect(await faultOf(call)).toEqual(['HealthCheckVersionMismatch', 409, `The health check ${check} has version 1, got 7`]);
  });

  test('more than the account may have', async () => {
    const full = await startLocal({
      quotas: { ...DEFAULT_QUOTAS, healthChecks: 0 },
    });
    const call = full.client.createHealthCheck({ CallerReference: 'c', HealthCheckConfig: endpoint as HealthCheckConfig });
    expect(await faultOf(call)).toEqual([
      'TooManyHealthChecks',
      400,
      'Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER - Cannot create more than 0 health checks.',
    ]);
    await full.close();
  });
});
