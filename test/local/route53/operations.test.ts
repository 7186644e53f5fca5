/** Which operations of the SDK's model there are here; what is not built says so by its name. */
import * as sdk from '@aws-sdk/client-route-53';
import { modelOf } from '../../../lib/local/aws/schemas';
import { type Local, startLocal } from './harness';

const BUILT = `
  CreateHostedZone GetHostedZone DeleteHostedZone ListHostedZones ListHostedZonesByName GetHostedZoneCount UpdateHostedZoneComment
  ChangeResourceRecordSets ListResourceRecordSets GetChange TestDNSAnswer
  CreateHealthCheck GetHealthCheck UpdateHealthCheck DeleteHealthCheck ListHealthChecks GetHealthCheckCount
  GetHealthCheckStatus GetHealthCheckLastFailureReason GetCheckerIpRanges
  ChangeTagsForResource ListTagsForResource ListTagsForResources
  GetAccountLimit GetHostedZoneLimit GetReusableDelegationSetLimit
  AssociateVPCWithHostedZone DisassociateVPCFromHostedZone ListHostedZonesByVPC
  CreateVPCAssociationAuthorization ListVPCAssociationAuthorizations DeleteVPCAssociationAuthorization
  GetDNSSEC ListGeoLocations GetGeoLocation
  CreateQueryLoggingConfig GetQueryLoggingConfig ListQueryLoggingConfigs DeleteQueryLoggingConfig
  CreateReusableDelegationSet GetReusableDelegationSet DeleteReusableDelegationSet ListReusableDelegationSets`
  .trim()
  .split(/\s+/);
const OTHERS = [...modelOf(sdk).values()].filter(({ name }) => !BUILT.includes(name));

let local: Local;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.close());

async function call(method: string, path: string): Promise<[status: number, text: string]> {
  const url = local.url + path.replace(/\{(\w+)\+?\}/g, 'Z1').replace('{Version}', '1');
  const answer = await fetch(url, { method });
  return [answer.status, await answer.text()];
}

test.each(BUILT.map(name => modelOf(sdk).get(name)!))('$name is built', async ({ http: [method, path] = ['', ''] }) => {
  const [status, text] = await call(method, path);
  expect(text).not.toMatch(/NotImplemented|UnknownOperation/);
  expect(status).toBeLessThan(500);
});

test('a required part of the query that is missing is named', async () => {
  const [status, text] = await call('GET', '/2013-04-01/testdnsanswer?hostedzoneid=Z1&recordtype=A');
  expect([status, text]).toEqual([400, expect.stringMatching(/<Code>InvalidInput<.*Value null at .*recordName/)]);
});

test('the model has more operations than are built', () => expect(OTHERS.length).toBeGreaterThan(30));

test.each(OTHERS)('$name is not built, and the answer names it', async ({ name, http: [method, path] = ['', ''] }) => {
  expect(await call(method, path)).toEqual([
    501,
    expect.stringContaining(`<Code>NotImplemented</Code><Message>route53 ${name} is not built in this local service</Message>`),
  ]);
});
