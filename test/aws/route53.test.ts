import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Route53Client } from '@aws-sdk/client-route-53';
import { awsTarget } from '../../lib/aws/target';
import { encode } from 'dns-packet';
import { VERIFY_ACTIONS } from '../../lib/rules/verify-actions';
import { STATUS_BUCKET, tokenBucket } from '../../lib/aws/pace';
import { route53Reader } from '../../lib/aws/route53';
import { inMemory, replyTo } from '../verify/support/dns';
import { honestValues, multiValueFleet, ZONE } from '../verify/support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { verifyWith } from '../verify/support/run';

type Input = Record<string, unknown>;
type Answers = Record<string, (input: Input) => unknown>;

/** An SDK client whose calls end in `answers`, by operation, and which notes them as IAM names them. */
function clientOf(answers: Answers): { client: Route53Client; called: string[]; inputs: Input[] } {
  const client = new Route53Client({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
  const called: string[] = [];
  const inputs: Input[] = [];
  client.middlewareStack.add(
    (_next, context) => args => {
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      called.push(`route53:${operation}`);
      inputs.push(args.input as Input);
      return Promise.resolve({ response: {}, output: { $metadata: {}, ...(answers[operation](args.input as Input) as object) } });
    },
    { step: 'initialize', priority: 'low' },
  );
  return { client, called, inputs };
}

const reader = (answers: Answers): ReturnType<typeof route53Reader> => route53Reader(clientOf(answers).client);

test('verifying calls nothing but the listed actions, and all that are listed for Route 53', async () => {
  const fleet = multiValueFleet(12);
  const zone = { Id: `/hostedzone/${ZONE.id}`, Name: ZONE.name, CallerReference: 'x' };
  const { client, called } = clientOf({
    ListHostedZonesByName: ({ DNSName }) => ({ HostedZones: DNSName === ZONE.name ? [zone] : [], IsTruncated: false }),
    GetHostedZone: () => ({ HostedZone: zone, DelegationSet: { NameServers: ZONE.nameServers } }),
    ListResourceRecordSets: () => ({ ResourceRecordSets: fleet.sets, IsTruncated: false }),
    GetHealthCheck: () => ({ HealthCheck: { HealthCheckConfig: { Type: 'HTTP' } } }),
    GetHealthCheckStatus: () => ({ HealthCheckObservations: [] }),
  });
  const random = seededRandom(3);
  const transport = inMemory(ask => [encode(replyTo(ask, fleet, honestValues(fleet, random)))]);
  expect((await verifyWith(route53Reader(client), transport)).verdict).toBe('holds');
  expect([...new Set(called)].sort()).toEqual(VERIFY_ACTIONS.filter(action => action.startsWith('route53:')).sort());
  expect(VERIFY_ACTIONS.filter(action => !/^[a-z0-9]+:(Get|List|Describe)/.test(action))).toEqual([]); // none changes anything
});

test('record sets are read page by page, and no further than the name', async () => {
  const [a, b, c] = multiValueFleet(3).sets;
  const other = { ...a, Name: 'wwx.example.com.' };
  const { client, inputs } = clientOf({
    ListResourceRecordSets: ({ StartRecordIdentifier }) =>
      StartRecordIdentifier === undefined
        ? {
            ResourceRecordSets: [a, b],
            IsTruncated: true,
            NextRecordName: c.Name,
            NextRecordType: 'A',
            NextRecordIdentifier: 'member-3',
          }
        : { ResourceRecordSets: [c, other], IsTruncated: true, NextRecordName: 'wwy.example.com.', NextRecordType: 'A' },
  });
  const sets = await route53Reader(client).recordSets('Z1', 'www.example.com.', 'A');
  expect(sets.map(set => set.SetIdentifier)).toEqual(['member-1', 'member-2', 'member-3']);
  expect(inputs).toHaveLength(2);
});

test('zones are found by exact name, private ones told apart', async () => {
  const zone = (id: string, Name: string, PrivateZone: boolean): unknown => ({
    Id: `/hostedzone/${id}`,
    Name,
    Config: { PrivateZone },
  });
  const api = reader({
    ListHostedZonesByName: () => ({
      HostedZones: [zone('Z1', 'example.com.', false), zone('Z2', 'example.com.', true), zone('Z3', 'example.org.', false)],
      IsTruncated: true,
    }),
  });
  expect(await api.zonesNamed('example.com.')).toEqual([
    { id: 'Z1', name: 'example.com.', isPrivate: false },
    { id: 'Z2', name: 'example.com.', isPrivate: true },
  ]);
});

test('the SDK backs off and tries again when AWS throttles (behaviour 8.2)', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    const throttled = requests < 3;
    response
      .writeHead(throttled ? 400 : 200, { 'Content-Type': 'text/xml' })
      .end(
        throttled
          ? '<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type>' +
              '<Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>'
          : '<GetHealthCheckStatusResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
              '<HealthCheckObservations></HealthCheckObservations></GetHealthCheckStatusResponse>',
      );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Route53Client(
    awsTarget({ AWS_ENDPOINT_URL_ROUTE_53: endpoint, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }).config,
  );
  expect(await route53Reader(client).observations('check-1')).toEqual([]);
  expect(requests).toBe(3);
  client.destroy();
  server.close();
});

test('health is read in a burst of four, then once a second (behaviour 8.2)', async () => {
  let now = 0;
  const clock = { now: () => now, sleep: (ms: number) => Promise.resolve(void (now += ms)) };
  const pace = tokenBucket(STATUS_BUCKET, clock);
  const at: number[] = [];
  for (let call = 0; call < 7; call++) {
    await pace();
    at.push(now);
  }
  expect(at).toEqual([0, 0, 0, 0, 1000, 2000, 3000]);
});

test('calls that come at once wait for one another', async () => {
  const sleeps: number[] = [];
  const clock = { now: () => 0, sleep: (ms: number) => Promise.resolve(void sleeps.push(ms)) };
  const pace = tokenBucket({ burst: 4, refill: 1 }, clock);
  await Promise.all(Array.from({ length: 7 }, () => pace()));
  expect(sleeps).toEqual([1000, 2000, 3000]);
});
