/** Requests that are not what the API model says (behaviour 5.1, 6): raw ones, because an SDK would not send many of them, and through the SDK. */
import { faultOf, type Local, startLocal } from './harness';

const NS = 'https://route53.amazonaws.com/doc/2013-04-01/';
const q = (...names: string[]): string => `{${names.map(name => `"${NS}":${name}`).join(', ')}}`;

let local: Local;
let zone: string;
let id: string;

beforeAll(async () => {
  local = await startLocal();
  zone = (await local.client.createHostedZone({ Name: 'shop.example', CallerReference: 'zone' })).HostedZone!.Id!;
  id = zone.replace('/hostedzone/', '');
});
afterAll(() => local.close());

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

async function raw(method: string, path: string, body?: string): Promise<Answer> {
  const response = await fetch(local.url + path, { method, body });
  const text = await response.text();
  const [code, message] = ['Code', 'Message'].map(tag => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1]);
  return { status: response.status, code, message: message?.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]) };
}

const document = (root: string, inner: string, ns = ` xmlns="${NS}"`): string =>
  `<?xml version="1.0"?><${root}${ns}>${inner}</${root}>`;
const batch = (set: string, action = '<Action>CREATE</Action>'): string =>
  document(
    'ChangeResourceRecordSetsRequest',
    `<ChangeBatch><Changes><Change>${action}<ResourceRecordSet>${set}</ResourceRecordSet></Change></Changes></ChangeBatch>`,
  );
const VALUES = '<ResourceRecords><ResourceRecord><Value>52.0.0.1</Value></ResourceRecord></ResourceRecords>';
const A = '<Name>www.shop.example</Name><Type>A</Type>';

describe('a change batch', () => {
  test.each<[string, string, string, string]>([
    [
      'of another root',
      document('ChangeBatch', ''),
      'MalformedInput',
      'ChangeBatch is not valid, expected ChangeResourceRecordSetsRequest',
    ],
    ['that is no XML', '<ChangeBatch', 'MalformedInput', 'Could not parse XML'],
    ['that is JSON', '{"ChangeBatch": {}}', 'MalformedInput', 'Could not parse XML'],
    [
      'of no namespace',
      document('ChangeResourceRecordSetsRequest', '', ''),
      'InvalidInput',
      "Invalid XML ; cvc-elt.1: Cannot find the declaration of element 'ChangeResourceRecordSetsRequest'.",
    ],
    [
      'with an empty TTL',
      batch(`${A}<TTL/>${VALUES}`),
      'InvalidInput',
      "Invalid XML ; cvc-datatype-valid.1.2.1: '' is not a valid value for 'integer'.",
    ],
    [
      'with a TTL in words',
      batch(`${A}<TTL>a minute</TTL>${VALUES}`),
      'InvalidInput',
      "Invalid XML ; cvc-datatype-valid.1.2.1: 'a minute' is not a valid value for 'integer'.",
    ],
    [
      'with an empty boolean',
      batch(`${A}<SetIdentifier>a</SetIdentifier><MultiValueAnswer/><TTL>60</TTL>${VALUES}`),
      'InvalidInput',
      "Invalid XML ; cvc-datatype-valid.1.2.1: '' is not a valid value for 'boolean'.",
    ],
    [
      'with an empty action',
      batch(`${A}<TTL>60</TTL>${VALUES}`, '<Action/>'),
      'InvalidInput',
      "Invalid XML ; cvc-enumeration-valid: Value '' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. It must be a value from the enumeration.",
    ],
    [
      'with an empty type',
      batch(`<Name>www.shop.example</Name><Type></Type><TTL>60</TTL>${VALUES}`),
      'InvalidInput',
      "Invalid XML ; cvc-enumeration-valid: Value '' is not facet-valid with respect to enumeration '[SOA, A, TXT, NS, CNAME, MX, NAPTR, PTR, SRV, SPF, AAAA, CAA, DS, TLSA, SSHFP, SVCB, HTTPS]'. It must be a value from the enumeration.",
    ],
    [
      'with an alias that does not say whether health counts',
      batch(`${A}<AliasTarget><HostedZoneId>Z2FDTNDATAQYW2</HostedZoneId><DNSName>d1.cloudfront.net</DNSName></AliasTarget>`),
      'InvalidInput',
      `Invalid XML ; cvc-complex-type.2.4.b: The content of element 'AliasTarget' is not complete. One of '${q('EvaluateTargetHealth')}' is expected.`,
    ],
    [
      'without a name',
      batch(`<Type>A</Type><TTL>60</TTL>${VALUES}`),
      'InvalidInput',
      `Invalid XML ; cvc-complex-type.2.4.b: The content of element 'ResourceRecordSet' is not complete. One of '${q(
        ...['Name', 'SetIdentifier', 'Weight', 'Region', 'GeoLocation', 'Failover', 'MultiValueAnswer', 'AliasTarget'],
        ...['HealthCheckId', 'TrafficPolicyInstanceId', 'CidrRoutingConfig', 'GeoProximityLocation'],
      )}' is expected.`,
    ],
    [
      'with no values in the list',
      batch(`${A}<TTL>60</TTL><ResourceRecords/>`),
      'InvalidInput',
      `Invalid XML ; cvc-complex-type.2.4.b: The content of element 'ResourceRecords' is not complete. One of '${q('ResourceRecord')}' is expected.`,
    ],
    [
      'with text where elements belong',
      batch(`${A}<AliasTarget>lb</AliasTarget>`),
      'InvalidInput',
      "Invalid XML ; cvc-complex-type.2.3: Element 'AliasTarget' must have no character [children], because the type's content type is element-only.",
    ],
    [
      'with elements where text belongs',
      batch(`${A}<TTL><Seconds>60</Seconds></TTL>${VALUES}`),
      'InvalidInput',
      "Invalid XML ; cvc-type.3.1.2: Element 'TTL' is a simple type, so it must have no element information item [children].",
    ],
    [
      'with the prefix before the zone of an alias',
      batch(
        `${A}<AliasTarget><HostedZoneId>/hostedzone/Z00000000000000000000</HostedZoneId><DNSName>b.shop.example</DNSName>` +
          '<EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>',
      ),
      'InvalidInput',
      "Invalid XML ; cvc-maxLength-valid: Value '/hostedzone/Z00000000000000000000' with length = '33' is not facet-valid with respect to maxLength '32' for type 'ResourceId'.",
    ],
  ])('%s', async (_what, body, code, message) => {
    expect(await raw('POST', `/2013-04-01/hostedzone/${id}/rrset`, body)).toEqual({ status: 400, code, message });
  });

  test('may write its booleans as digits', async () => {
    const body = batch(`${A}<SetIdentifier>one</SetIdentifier><MultiValueAnswer>1</MultiValueAnswer><TTL> 60 </TTL>${VALUES}`);
    expect(await raw('POST', `/2013-04-01/hostedzone/${id}/rrset`, body)).toMatchObject({ status: 200 });
    expect(local.store.state.zones.get(id)!.recordSets.find(set => set.SetIdentifier === 'one')).toMatchObject({
      MultiValueAnswer: true,
      TTL: 60,
    });
  });
});

test.each<[string, string, string]>([
  [
    'a type that is none',
    '/hostedzone/ID/rrset?name=www.shop.example&type=AAA',
    "Value 'AAA' at 'startRecordType' failed to satisfy constraint: Member must satisfy enum value set: [AAAA, A, SVCB, CAA, NS, SOA, TLSA, SPF, HTTPS, MX, PTR, CNAME, DS, TXT, SSHFP, SRV, NAPTR]",
  ],
  [
    'a zone id of 33 characters',
    `/hostedzone/Z${'0'.repeat(32)}`,
    `Value 'Z${'0'.repeat(32)}' at 'resourceId' failed to satisfy constraint: Member must have length less than or equal to 32`,
  ],
  [
    'a type of zones that is none',
    '/hostedzone?hostedzonetype=Public',
    "Value 'Public' at 'hostedZoneType' failed to satisfy constraint: Member must satisfy enum value set: [PrivateHostedZone]",
  ],
  [
    'tags of something else',
    '/tags/bucket/ID',
    "Value 'bucket' at 'resourceType' failed to satisfy constraint: Member must satisfy enum value set: [healthcheck, hostedzone]",
  ],
])('a query for %s', async (_what, path, fault) => {
  expect(await raw('GET', `/2013-04-01${path.replace('ID', id)}`)).toEqual({
    status: 400,
    code: 'InvalidInput',
    message: `1 validation error detected: ${fault}`,
  });
});

describe('through the SDK', () => {
  const record = (more: object): Promise<unknown> =>
    local.client.changeResourceRecordSets({
      HostedZoneId: zone,
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: { Name: 'a.shop.example', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '52.0.0.1' }], ...more },
          },
        ],
      },
    });
  const alarm = (Region: string): object => ({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region, Name: 'errors' } });
  const check = (config: object): Promise<unknown> =>
    local.client.createHealthCheck({ CallerReference: 'c', HealthCheckConfig: config as never });

  test.each<[string, () => Promise<unknown>, string | RegExp]>([
    [
      'a caller reference of 65 characters',
      () => local.client.createHealthCheck({ CallerReference: 'x'.repeat(65), HealthCheckConfig: { Type: 'TCP' } }),
      `Invalid XML ; cvc-maxLength-valid: Value '${'x'.repeat(65)}' with length = '65' is not facet-valid with respect to maxLength '64' for type 'HealthCheckNonce'.`,
    ],
    [
      'an alarm in a Region that does not exist',
      () => check(alarm('us-east-9')),
      /^1 validation error detected: Value 'us-east-9' at 'healthCheckConfig\.alarmIdentifier\.region' failed to satisfy constraint: Member must satisfy enum value set: \[af-south-1, /,
    ],
    [
      'checkers in a Region that has none',
      () => check({ Type: 'TCP', IPAddress: '52.0.0.1', Port: 80, Regions: ['us-east-1', 'eu-west-1', 'eu-west-9'] }),
      /^1 validation error detected: Value '\[us-east-1, eu-west-1, eu-west-9\]' at 'healthCheckConfig\.regions' failed to satisfy constraint: Member must satisfy constraint: \[Member must have length less than or equal to 64, Member must have length greater than or equal to 1, Member must satisfy enum value set: \[sa-east-1, /,
    ],
    [
      'an address that is none',
      () => check({ Type: 'TCP', IPAddress: '52.0.0.256', Port: 80 }),
      "Invalid XML ; cvc-datatype-valid.1.2.3: '52.0.0.256' is not a valid value of union type 'IPAddress'.",
    ],
    [
      'a VPC in a Region that does not exist',
      () =>
        local.client.createHostedZone({
          Name: 'corp.test',
          CallerReference: 'p',
          VPC: { VPCId: 'vpc-0123456789abcdef0', VPCRegion: 'us-east-9' as never },
        }),
      /^1 validation error detected: Value 'us-east-9' at 'vPC\.vPCRegion' failed to satisfy constraint: Member must satisfy enum value set: \[af-south-1, /,
    ],
    [
      'a bias of 150',
      () => record({ SetIdentifier: 'a', GeoProximityLocation: { AWSRegion: 'us-east-1', Bias: 150 } }),
      "Invalid XML ; cvc-maxInclusive-valid: Value '150' is not facet-valid with respect to maxInclusive '99' for type 'Bias'.",
    ],
    [
      'a latitude of 91',
      () => record({ SetIdentifier: 'a', GeoProximityLocation: { Coordinates: { Latitude: '91', Longitude: '0' } } }),
      "Invalid XML ; cvc-pattern-valid: Value '91' is not facet-valid with respect to pattern '[-+]?(90|[0-8]{0,1}[0-9](\\.[0-9]{0,2})?)' for type 'Latitude'.",
    ],
    [
      'a continent of three letters',
      () => record({ SetIdentifier: 'a', GeoLocation: { ContinentCode: 'EUR' } }),
      "Invalid XML ; cvc-length-valid: Value 'EUR' with length = '3' is not facet-valid with respect to length '2' for type 'ContinentCode'.",
    ],
    [
      'a collection that has no id',
      () => record({ SetIdentifier: 'a', CidrRoutingConfig: { CollectionId: 'mine', LocationName: 'here' } }),
      "1 validation error detected: Value 'mine' at 'changeBatch.changes.1.member.resourceRecordSet.cidrRoutingConfig.collectionId' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
    ],
    [
      'a TTL below 0',
      () => record({ TTL: -1 }),
      "1 validation error detected: Value '-1' at 'changeBatch.changes.1.member.resourceRecordSet.tTL' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      'tags of a zone id with its prefix',
      () => local.client.listTagsForResource({ ResourceType: 'hostedzone', ResourceId: zone }),
      /^1 validation error detected: Value '\/hostedzone\/\w+' at 'resourceId' failed to satisfy constraint: Member must have length less than or equal to 32$/,
    ],
    [
      'new tags of a zone id with its prefix',
      () =>
        local.client.changeTagsForResource({ ResourceType: 'hostedzone', ResourceId: zone, AddTags: [{ Key: 'a', Value: 'b' }] }),
      /^1 validation error detected: Value '\/hostedzone\/\w+' at 'resourceId' failed to satisfy constraint: Member must have length less than or equal to 32$/,
    ],
  ])('%s', async (_what, call, message) => {
    const [code, status, text] = await faultOf(call());
    expect([code, status]).toEqual(['InvalidInput', 400]);
    if (typeof message === 'string') {
      expect(text).toBe(message);
    } else {
      expect(text).toMatch(message);
    }
  });

  test('tags of a health check take its id alone', async () => {
    const { HealthCheck } = await local.client.createHealthCheck({
      CallerReference: 'tagged',
      HealthCheckConfig: { Type: 'TCP', IPAddress: '52.0.0.1', Port: 80 },
    });
    const tagsOf = (ResourceId: string): Promise<unknown> =>
      local.client.listTagsForResource({ ResourceType: 'healthcheck', ResourceId });
    await tagsOf(HealthCheck!.Id!);
    expect(await faultOf(tagsOf(`/healthcheck/${HealthCheck!.Id!}`))).toEqual([
      'NoSuchHealthCheck',
      404,
      `A health check with id /healthcheck/${HealthCheck!.Id!} does not exist.`,
    ]);
  });
});
