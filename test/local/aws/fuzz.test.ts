/** Requests of any bytes: each is answered, none as a fault of ours, and none brings the server down. */
import fc from 'fast-check';
import { request as httpRequest } from 'node:http';
import { type Local, startLocal } from '../route53/harness';

let local: Local;
beforeAll(async () => {
  local = await startLocal();
  await local.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
});
afterAll(() => local.close());

const status = (method: string, path: string, body: string | Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(local.url, { method, path }, response => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject).end(body);
  });

const zonePath = (): string => `/2013-04-01/hostedzone/${[...local.store.state.zones.keys()][0]}/rrset`;
const RECORD =
  '<Name>www.example.com</Name><Type>A</Type><SetIdentifier>s</SetIdentifier><MultiValueAnswer>true</MultiValueAnswer><TTL>60</TTL>' +
  '<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>';
const BATCH = `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet>${RECORD}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
const CHECK =
  '<CreateHealthCheckRequest><CallerReference>r</CallerReference><HealthCheckConfig><Type>HTTP</Type><IPAddress>52.0.0.1</IPAddress>' +
  '<Port>80</Port><Regions><Region>us-east-1</Region></Regions></HealthCheckConfig></CreateHealthCheckRequest>';

/** A document with one stretch of it cut out, doubled or replaced. */
const damaged = (document: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(document.length),
      fc.nat(40),
      fc.oneof(fc.constant(''), fc.string({ maxLength: 6 }), fc.constantFrom('<', '</', '&', '<a>', ']]>', '\0')),
      fc.boolean(),
    )
    .map(
      ([at, length, filling, doubled]) =>
        document.slice(0, at + (doubled ? length : 0)) + filling + document.slice(doubled ? at : at + length),
    );

const answered = (code: number): void => {
  expect(code).toBeGreaterThanOrEqual(200);
  expect([500, 502, 503]).not.toContain(code);
};

test('damaged documents', () =>
  fc.assert(
    fc.asyncProperty(damaged(BATCH), damaged(CHECK), async (batch, check) => {
      answered(await status('POST', zonePath(), batch));
      answered(await status('POST', '/2013-04-01/healthcheck', check));
    }),
    { numRuns: 150 },
  ));

test('any bytes, any path, any query', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
      fc.constantFrom('/2013-04-01/', '/2013-04-01/hostedzone', '/2013-04-01/healthcheck/', '/2013-04-01/tags/', '/'),
      fc.webFragments(),
      fc.uint8Array({ maxLength: 200 }),
      async (method, path, rest, body) => answered(await status(method, `${path}${rest}`.replace(/[^!-~]/g, ''), body)),
    ),
    { numRuns: 150 },
  ));

test('and the server goes on', async () => expect((await local.client.listHostedZones({})).HostedZones).toHaveLength(1));
