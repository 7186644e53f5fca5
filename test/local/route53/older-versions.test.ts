/** Older versions of the API: paths and namespaces of their own, and nothing in them that came later. */
import { type Local, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const namespace = (version: string): string => `https://route53.amazonaws.com/doc/${version}/`;

async function call(version: string, method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${local.url}/${version}/${path}`, { method, body, headers });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
}

const createZone = (version: string, headers?: Record<string, string>, more = '') =>
  call(
    version,
    'POST',
    'hostedzone',
    `<CreateHostedZoneRequest xmlns="${namespace(version)}"><Name>a.example</Name><CallerReference>r</CallerReference>${more}</CreateHostedZoneRequest>`,
    headers,
  );
const idIn = (text: string): string => /<Id>\/hostedzone\/(Z\w+)</.exec(text)![1];

const change = (version: string, zone: string, set: string) =>
  call(
    version,
    'POST',
    `hostedzone/${zone}/rrset`,
    `<ChangeResourceRecordSetsRequest xmlns="${namespace(version)}"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>www.a.example</Name><Type>A</Type>${set}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
  );
const VALUE = '<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>';

test.each(['2012-12-12', '2012-02-29'])('%s answers in its own namespace, errors too', async version => {
  const made = await createZone(version);
  expect([made.status, made.text]).toEqual([
    201,
    expect.stringContaining(`<CreateHostedZoneResponse xmlns="${namespace(version)}">`),
  ]);
  expect(made.location).toBe(`https://route53.amazonaws.com/${version}/hostedzone/${idIn(made.text)}`);
  expect(made.text).not.toContain('PrivateZone');
  const listed = await call(version, 'GET', 'hostedzone');
  expect(listed.text).toContain(`<ListHostedZonesResponse xmlns="${namespace(version)}">`);
  const missing = await call(version, 'GET', 'hostedzone/Z0');
  expect([missing.status, missing.text]).toEqual([
    404,
    expect.stringMatching(new RegExp(`<ErrorResponse xmlns="${namespace(version)}">.*<Code>NoSuchHostedZone<`, 's')),
  ]);
  expect(await change(version, idIn(made.text), VALUE)).toMatchObject({ status: 200 });
});

test.each([
  ['2012-12-12', '<SetIdentifier>s</SetIdentifier><MultiValueAnswer>true</MultiValueAnswer>', 'MultiValueAnswer'],
  ['2012-12-12', '<SetIdentifier>s</SetIdentifier><GeoLocation><CountryCode>DE</CountryCode></GeoLocation>', 'GeoLocation'],
  ['2012-02-29', '<SetIdentifier>s</SetIdentifier><Failover>PRIMARY</Failover>', 'Failover'],
])('%s refuses %s, which came later', async (version, set, element) => {
  const zone = idIn((await createZone(version)).text);
  const { status, text } = await change(version, zone, set + VALUE);
  expect([status, text]).toEqual([400, expect.stringMatching(new RegExp(`<Code>InvalidInput<.*${element}`, 's'))]);
  expect(local.store.state.zones.get(zone)!.recordSets).toHaveLength(2);
});

test('a private zone could not be made before 2013-04-01', async () => {
  const vpc = '<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-0a1b2c3d</VPCId></VPC>';
  expect((await createZone('2012-12-12', {}, vpc)).status).toBe(400);
});

test('operations that came later are not there', async () => {
  const checks = (version: string) => call(version, 'GET', 'healthcheck');
  expect([(await checks('2013-04-01')).status, (await checks('2012-12-12')).status, (await checks('2012-02-29')).status]).toEqual(
    [200, 200, 404],
  );
  expect((await call('2012-12-12', 'GET', 'hostedzonecount')).text).toContain('<Code>UnknownOperationException<');
});

test('an alias of 2012-02-29 asks for no health, and says so today', async () => {
  const zone = idIn((await createZone('2012-02-29')).text);
  await change('2012-02-29', zone, VALUE);
  const alias = (name: string) => `<AliasTarget><HostedZoneId>${zone}</HostedZoneId><DNSName>${name}</DNSName></AliasTarget>`;
  const text = (
    await call(
      '2012-02-29',
      'POST',
      `hostedzone/${zone}/rrset`,
      `<ChangeResourceRecordSetsRequest xmlns="${namespace('2012-02-29')}"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>also.a.example</Name><Type>A</Type>${alias('www.a.example')}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    )
  ).text;
  expect(text).toContain('PENDING');
  const { ResourceRecordSets } = await local.client.listResourceRecordSets({ HostedZoneId: zone });
  expect(ResourceRecordSets!.find(set => set.AliasTarget)!.AliasTarget!.EvaluateTargetHealth).toBe(false);
  const old = await call('2012-02-29', 'GET', `hostedzone/${zone}/rrset`);
  expect(old.text).toContain('<AliasTarget>');
  expect(old.text).not.toContain('EvaluateTargetHealth');
});

test('whose key is in an AWS3 signature acts in its account', async () => {
  const account = '111111111111';
  const signature = `AWS3-HTTPS AWSAccessKeyId=${account},Signature=c2ln,Algorithm=HmacSHA1`;
  await createZone('2012-02-29', { 'x-amzn-authorization': signature });
  expect((await local.clientOf(account).getHostedZoneCount({})).HostedZoneCount).toBe(1);
  expect((await local.client.getHostedZoneCount({})).HostedZoneCount).toBe(0);
});
