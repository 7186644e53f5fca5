/** What changes of a live name come to: before and after are deployed to the local Route 53, which is asked all the while. */
import { Resolver } from 'node:dns/promises';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateHostedZoneCommand,
  ListHealthChecksCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { Duration, RemovalPolicy, type Resource } from 'aws-cdk-lib';
import { HealthCheck, HostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, FailoverTarget } from '../../lib';
import { startLocal, type Local } from '../../lib/local';
import { failover, multiValue, RED, simple, SORRY, template } from './policies';
import { BLUE, GREEN, type Fill, ZONE_ID } from './support';
import { sdkConfig } from '../support/sdk-config';

const NAME = 'www.example.com';
const GROUP = 'WwwExampleComRecords';
const [BLUE_CHECK, GREEN_CHECK, RED_CHECK] = ['Blue', 'Green', 'Red'].map(name => `WwwExampleCom${name}AHealthCheck`);
const POOL = 'PrimaryWwwExampleComRecords';

let local: Local;
let route53: Route53Client;
let cloudFormation: CloudFormationClient;
let zoneId: string;

beforeEach(async () => {
  // each change takes its time to be answered, so that there is a before, a between and an after to be seen
  local = await startLocal({ seed: 1, propagationDelay: 30 });
  const client = sdkConfig(local.endpointUrl);
  route53 = new Route53Client(client);
  cloudFormation = new CloudFormationClient(client);
  const zone = await route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'zone' }));
  zoneId = zone.HostedZone!.Id!.replace('/hostedzone/', '');
});
afterEach(async () => {
  route53.destroy();
  cloudFormation.destroy();
  await local.close();
});

/** With a resolver of its own: some releases of Node 20 and 22 keep what a `Resolver` was answered. */
function ask(): Promise<string[]> {
  const dns = new Resolver();
  dns.setServers([local.dns]);
  return dns.resolve4(NAME);
}

/** What a deployment has made. */
interface Deployed {
  /** Physical ids by what the logical ids were made of. */
  readonly resources: Readonly<Record<string, string>>;
  /** The record sets of the zone, but for its own. */
  readonly recordSets: readonly ResourceRecordSet[];
  /** The ids and addresses of all health checks there are. */
  readonly checks: ReadonlyMap<string, string | undefined>;
}

async function deploy(fill: Fill, stackName = 'Stack'): Promise<Deployed> {
  await local.deploy(JSON.parse(JSON.stringify(template(fill)).replaceAll(ZONE_ID, zoneId)) as object, stackName);
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stackName }));
  const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
  const { HealthChecks = [] } = await route53.send(new ListHealthChecksCommand({}));
  return {
    resources: Object.fromEntries(
      StackResources.map(({ LogicalResourceId: id, PhysicalResourceId }) => [
        id!.replace(/[0-9A-F]{8}$/, ''),
        PhysicalResourceId!,
      ]),
    ),
    recordSets: ResourceRecordSets.filter(({ Type }) => Type !== 'NS' && Type !== 'SOA'),
    checks: new Map(HealthChecks.map(check => [check.Id!, check.HealthCheckConfig!.IPAddress])),
  };
}

/** Asks without pause until `work` is done; resolves to the different answers. A name without an answer makes it fail. */
async function askingDuring<T>(work: Promise<T>): Promise<[result: T, answers: Set<string>]> {
  let over = false;
  const done = work.finally(() => (over = true));
  const answers = new Set<string>();
  const asking = (async () => {
    while (!over) answers.add((await ask()).sort().join());
  })();
  const [result] = await Promise.all([done, asking]);
  return [result, answers];
}

/** Deploys one after the other; `answers` are those that were seen meanwhile. */
async function change(before: Fill, after: Fill): Promise<{ was: Deployed; is: Deployed; answers: string[] }> {
  const was = await deploy(before);
  const [is, answers] = await askingDuring(deploy(after));
  return { was, is, answers: [...answers].sort() };
}

/** The value and the health check of each record set at the name. */
const membersOf = ({ recordSets }: Deployed): (string | undefined)[][] =>
  recordSets
    .filter(({ Name }) => Name === `${NAME}.`)
    .map(({ ResourceRecords, HealthCheckId }) => [ResourceRecords![0].Value, HealthCheckId]);

test.each<[string, EndpointHealthCheck]>([
  ['interval', EndpointHealthCheck.http({ interval: Duration.seconds(10) })],
  ['latency measurement', EndpointHealthCheck.http({ measureLatency: true })],
  ['kind of check', EndpointHealthCheck.https({ port: 80 })],
  ['search for a string', EndpointHealthCheck.http({ searchString: 'ready' })],
])('another %s replaces the health checks, and the group names the new ones', async (_, healthCheck) => {
  const { was, is, answers } = await change(multiValue(), multiValue({ healthCheck }));

  const [old, now] = [was, is].map(({ resources }) => [resources[BLUE_CHECK], resources[GREEN_CHECK]]);
  expect([...was.checks.keys()].sort()).toEqual([...old].sort());
  expect([...is.checks.keys()].sort()).toEqual([...now].sort()); // the old ones are gone
  expect(new Set([...old, ...now]).size).toBe(4);
  expect(is.resources[GROUP]).toBe(was.resources[GROUP]);
  expect(membersOf(is)).toEqual([
    ['52.0.0.1', now[0]],
    ['52.0.0.2', now[1]],
  ]);
  expect(answers).toEqual(['52.0.0.1,52.0.0.2']);
});

test('another interval of one endpoint leaves the health checks of the others alone', async () => {
  const healthCheck = EndpointHealthCheck.http({ interval: Duration.seconds(10) });
  const quick = Endpoint.ipAddress('52.0.0.1', { name: 'blue', healthCheck });
  const { was, is } = await change(multiValue(), multiValue({ endpoints: [quick, GREEN] }));
  expect(is.resources[BLUE_CHECK]).not.toBe(was.resources[BLUE_CHECK]);
  expect(is.resources[GREEN_CHECK]).toBe(was.resources[GREEN_CHECK]);
});

test('a new endpoint is answered from one moment to the next, and the others keep their health checks', async () => {
  const { was, is, answers } = await change(multiValue(), multiValue({ endpoints: [RED, BLUE, GREEN] }));
  expect(is.resources).toEqual({ ...was.resources, [RED_CHECK]: expect.any(String) as string });
  expect(is.checks.get(is.resources[RED_CHECK])).toBe('52.0.0.3');
  expect(membersOf(is)).toEqual([...membersOf(was), ['52.0.0.3', is.resources[RED_CHECK]]]);
  expect(answers).toEqual(['52.0.0.1,52.0.0.2', '52.0.0.1,52.0.0.2,52.0.0.3']);
});

test('an endpoint that is left out is the reverse', async () => {
  const { was, is, answers } = await change(multiValue({ endpoints: [RED, BLUE, GREEN] }), multiValue());
  expect({ ...is.resources, [RED_CHECK]: was.resources[RED_CHECK] }).toEqual(was.resources);
  expect(is.checks.has(was.resources[RED_CHECK])).toBe(false);
  expect(answers).toEqual(['52.0.0.1,52.0.0.2', '52.0.0.1,52.0.0.2,52.0.0.3']);
});

test('another address under the same name is probed by the same health check, and answered in place of the old one', async () => {
  const moved = Endpoint.ipAddress('52.0.0.9', { name: 'blue' });
  const { was, is, answers } = await change(multiValue(), multiValue({ endpoints: [GREEN, moved] }));
  expect(is.resources).toEqual(was.resources);
  expect(is.checks.get(is.resources[BLUE_CHECK])).toBe('52.0.0.9');
  expect(membersOf(is)).toEqual([
    ['52.0.0.9', is.resources[BLUE_CHECK]],
    ['52.0.0.2', is.resources[GREEN_CHECK]],
  ]);
  expect(answers).toEqual(['52.0.0.1,52.0.0.2', '52.0.0.2,52.0.0.9']);
});

describe('another policy is one update of the group of the name, which is answered throughout', () => {
  /** How the name is answered: by what kind of record sets. */
  const policyOf = ({ recordSets }: Deployed): string[] =>
    recordSets
      .filter(({ Name }) => Name === `${NAME}.`)
      .map(set => set.Failover ?? (set.MultiValueAnswer ? 'multivalue' : 'simple'));
  const WAYS = {
    simple: { fill: simple, policy: ['simple'], resources: [GROUP] },
    multivalue: {
      fill: multiValue(),
      policy: ['multivalue', 'multivalue'],
      resources: [GROUP, BLUE_CHECK, GREEN_CHECK],
    },
    failover: { fill: failover, policy: ['PRIMARY', 'SECONDARY'], resources: [GROUP, BLUE_CHECK, GREEN_CHECK, POOL] },
    'multivalue with a fallback': {
      fill: multiValue({ fallback: FailoverTarget.endpoint(SORRY) }),
      policy: ['PRIMARY', 'SECONDARY'],
      resources: [GROUP, BLUE_CHECK, GREEN_CHECK, POOL],
    },
  };
  const names = Object.keys(WAYS) as (keyof typeof WAYS)[];
  const switches = names.flatMap(from => names.filter(to => to !== from).map(to => [from, to] as const));

  test.each(switches)('%s to %s', async (from, to) => {
    const { was, is, answers } = await change(WAYS[from].fill, WAYS[to].fill);
    expect([policyOf(was), policyOf(is)]).toEqual([WAYS[from].policy, WAYS[to].policy]);
    expect(Object.keys(is.resources).sort()).toEqual([...WAYS[to].resources].sort());
    const kept = WAYS[from].resources.filter(id => WAYS[to].resources.includes(id));
    expect(kept).toContain(GROUP);
    for (const id of kept) expect(is.resources[id]).toBe(was.resources[id]);
    expect(answers).toEqual(['52.0.0.1,52.0.0.2']);
  });
});

test('a name moves to another stack with its health checks when all of it is retained, and is answered throughout', async () => {
  const fallback = FailoverTarget.endpoint(SORRY);
  const stays: Fill = stack => void new HostedZone(stack, 'Stays', { zoneName: 'example.org' });
  const retained: Fill = stack => {
    stays(stack);
    multiValue({ fallback })(stack);
    (stack.node.findChild('Www') as Resource).applyRemovalPolicy(RemovalPolicy.RETAIN);
  };
  const was = await deploy(retained);
  const known: Fill = stack => {
    const endpoints = [BLUE, GREEN].map(({ name, recordValue }) => {
      const id = [...was.checks].find(([, address]) => address === recordValue)![0];
      const healthCheck = EndpointHealthCheck.fromHealthCheck(HealthCheck.fromHealthCheckId(stack, name, id));
      return Endpoint.ipAddress(recordValue, { name, healthCheck });
    });
    multiValue({ fallback, endpoints })(stack);
  };

  const [is, answers] = await askingDuring(deploy(stays).then(() => deploy(known, 'Other')));

  expect(Object.keys(is.resources)).toEqual(expect.arrayContaining([GROUP, POOL]));
  expect([is.recordSets, is.checks]).toEqual([was.recordSets, was.checks]);
  expect([...answers]).toEqual(['52.0.0.1,52.0.0.2']);
});
