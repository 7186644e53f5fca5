/** Names that were not made by these constructs, brought under them: what `docs/changing-policy.md` says of each way, deployed and asked all the while. */
import { Resolver } from 'node:dns/promises';
import {
  CreateHostedZoneCommand,
  ListHealthChecksCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { Duration, RemovalPolicy, type CfnElement, type Stack } from 'aws-cdk-lib';
import {
  ARecord,
  CfnHealthCheck,
  CfnRecordSetGroup,
  HealthCheck,
  HealthCheckType,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet, SimpleRecordSet } from '../../lib';
import { startLocal, type Local } from '../../lib/local';
import { template } from './policies';
import { type Fill, ZONE_ID, zoneIn } from './support';
import { sdkConfig } from '../support/sdk-config';

const NAME = 'www.example.com';
const TTL = Duration.seconds(60);
const ADDRESSES = ['52.0.0.1', '52.0.0.2', '52.0.0.3'];
const GONE = 'none';

let local: Local;
let route53: Route53Client;
let zoneId: string;

beforeEach(async () => {
  local = await startLocal({ seed: 1, propagationDelay: 30 }); // each change takes its time, so that there is something to see in between
  route53 = new Route53Client(sdkConfig(local.endpointUrl));
  const zone = await route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'zone' }));
  zoneId = zone.HostedZone!.Id!.replace('/hostedzone/', '');
});
afterEach(async () => {
  route53.destroy();
  await local.close();
});

const deploy = (fill: Fill): Promise<void> =>
  local.deploy(JSON.parse(JSON.stringify(template(fill)).replaceAll(ZONE_ID, zoneId)) as object);

/** What a new client is answered; `none` where it gets no address. */
async function ask(): Promise<string> {
  const dns = new Resolver();
  dns.setServers([local.dns]);
  return dns.resolve4(NAME).then(
    addresses => addresses.sort().join(),
    () => GONE,
  );
}

interface Seen {
  /** Why the deployment failed, if it did. */
  readonly refused?: string;
  /** What was answered while it went on. */
  readonly meanwhile: ReadonlySet<string>;
  /** What is answered now. */
  readonly now: string;
}

/** Deploys, and asks without pause until that is over. */
async function deployAsking(fill: Fill): Promise<Seen> {
  let over = false;
  const meanwhile = new Set<string>();
  const done = deploy(fill)
    .then(
      () => undefined,
      (error: Error) => error.message,
    )
    .finally(() => (over = true));
  while (!over) meanwhile.add(await ask());
  const refused = await done;
  return { ...(refused === undefined ? {} : { refused }), meanwhile, now: await ask() };
}

/** Set identifiers of the record sets at the name, and how many health checks there are. */
async function live(): Promise<{ identifiers: (string | undefined)[]; checks: number }> {
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName: NAME, StartRecordType: 'A' }),
  );
  const { HealthChecks = [] } = await route53.send(new ListHealthChecksCommand({}));
  return { identifiers: ResourceRecordSets.map(set => set.SetIdentifier), checks: HealthChecks.length };
}

/** The same zone for whatever shares a stack. */
const zoneOf = (stack: Stack): IHostedZone =>
  (stack.node.children.find(child => child.node.id.startsWith('Zone')) as IHostedZone | undefined) ?? zoneIn(stack);

const addressesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `52.0.1.${i + 1}`);

/** `ARecord`s as people write them: a set identifier of their own only where `identifier` gives one. */
const aRecords =
  (
    addresses: readonly string[],
    { checks = false, identifier = (_: string): string | undefined => undefined, retain = false } = {},
  ): Fill =>
  stack => {
    const zone = zoneOf(stack);
    for (const address of addresses) {
      const check = checks
        ? new HealthCheck(stack, `Check${address}`, { type: HealthCheckType.HTTP, ipAddress: address })
        : undefined;
      const record = new ARecord(stack, `Old${address}`, {
        zone,
        recordName: 'www',
        ttl: TTL,
        multiValueAnswer: true,
        setIdentifier: identifier(address),
        target: RecordTarget.fromIpAddresses(address),
        ...(check && { healthCheck: check }),
      });
      if (retain) record.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
  };

interface Ours {
  readonly checks?: boolean;
  readonly nameOf?: (address: string) => string;
  readonly logicalId?: string;
}

const ours =
  (addresses: readonly string[], { checks = false, nameOf = address => address, logicalId }: Ours = {}): Fill =>
  stack => {
    const www = new MultiValueRecordSet(stack, 'Www', {
      zone: zoneOf(stack),
      recordName: 'www',
      ttl: TTL,
      endpoints: addresses.map(address => Endpoint.ipAddress(address, { name: nameOf(address) })),
      healthCheck: checks ? EndpointHealthCheck.http() : EndpointHealthCheck.none(),
    });
    if (logicalId !== undefined) (www.node.defaultChild as CfnElement).overrideLogicalId(logicalId);
  };

const all = ADDRESSES.join();

describe('from `ARecord`s of one multivalue group', () => {
  test.each([true, false])('whose set identifiers are the default ones, in one deployment (health checks: %s)', async checks => {
    await deploy(aRecords(ADDRESSES, { checks }));
    const { refused, meanwhile, now } = await deployAsking(ours(ADDRESSES, { checks }));
    expect(refused).toBeUndefined();
    expect([[...meanwhile], now]).toEqual([[all], all]);
    expect(await live()).toEqual({ identifiers: ADDRESSES, checks: checks ? 3 : 0 }); // nothing of the old ones is left
  });

  test('retained first, they and their health checks stay for good: a server that is taken out later is still answered', async () => {
    const checks = true;
    await deploy(aRecords(ADDRESSES, { checks, retain: true }));
    await deploy(ours(ADDRESSES, { checks }));
    const { now } = await deployAsking(ours(ADDRESSES.slice(1), { checks }));
    expect(now).toBe(all);
    expect((await live()).identifiers).toHaveLength(5);
  });

  test('whose set identifiers are those of the endpoints: the name is gone after a deployment that succeeds', async () => {
    await deploy(aRecords(ADDRESSES, { identifier: address => address }));
    const { refused, now } = await deployAsking(ours(ADDRESSES));
    expect([refused, now]).toEqual([undefined, GONE]);
  });

  test('the same with health checks, which are new ones: refused, rolled back and still answered', async () => {
    await deploy(aRecords(ADDRESSES, { checks: true, identifier: address => address }));
    const { refused, meanwhile, now } = await deployAsking(ours(ADDRESSES, { checks: true }));
    expect(refused).toMatch('but it already exists');
    expect([[...meanwhile], now]).toEqual([[all], all]);
  });

  test.each([true, false])(
    'the same, with other names for the endpoints, renamed back afterwards (health checks: %s)',
    async checks => {
      await deploy(aRecords(ADDRESSES, { checks, identifier: address => address }));
      const first = await deployAsking(ours(ADDRESSES, { checks, nameOf: address => `new-${address}` }));
      expect(await live()).toMatchObject({ identifiers: ADDRESSES.map(address => `new-${address}`) });
      const second = await deployAsking(ours(ADDRESSES, { checks }));
      for (const { refused, meanwhile, now } of [first, second]) {
        expect(refused).toBeUndefined();
        expect([[...meanwhile], now]).toEqual([[all], all]);
      }
      expect(await live()).toEqual({ identifiers: ADDRESSES, checks: checks ? 3 : 0 });
    },
  );

  test('50 at once: the old and the new are the 100 that a name may have', async () => {
    await deploy(aRecords(addressesOf(50)));
    const { refused, meanwhile } = await deployAsking(ours(addressesOf(50)));
    expect(refused).toBeUndefined();
    expect(meanwhile).not.toContain(GONE);
    expect((await live()).identifiers).toHaveLength(50);
  });

  test('51 at once: refused, rolled back and still answered', async () => {
    await deploy(aRecords(addressesOf(51)));
    const { refused, meanwhile, now } = await deployAsking(ours(addressesOf(51)));
    expect(refused).toMatch('Exceeded limit on number of');
    expect(meanwhile).not.toContain(GONE);
    expect(now).not.toBe(GONE);
    expect((await live()).identifiers).toHaveLength(51);
  });

  test('100 in halves: take one out, replace the other, put the first into the new construct', async () => {
    const [everyOne, half] = [addressesOf(100), addressesOf(50)];
    await deploy(aRecords(everyOne));
    for (const step of [aRecords(half), ours(half), ours(everyOne)]) {
      const { refused, meanwhile } = await deployAsking(step);
      expect(refused).toBeUndefined();
      expect(meanwhile).not.toContain(GONE);
    }
    expect((await live()).identifiers).toHaveLength(100);
  });
});

describe('from a simple `ARecord`', () => {
  const simpleRecord =
    (retain = false): Fill =>
    stack => {
      const target = RecordTarget.fromIpAddresses(...ADDRESSES);
      const record = new ARecord(stack, 'Old', { zone: zoneOf(stack), recordName: 'www', ttl: TTL, target });
      if (retain) record.applyRemovalPolicy(RemovalPolicy.RETAIN);
    };
  const simpleOfOurs: Fill = stack => {
    const endpoints = Endpoint.ipAddresses(...ADDRESSES);
    new SimpleRecordSet(stack, 'Www', { zone: zoneOf(stack), recordName: 'www', ttl: TTL, endpoints });
  };

  test('in one deployment: refused, rolled back and still answered', async () => {
    await deploy(simpleRecord());
    const { refused, meanwhile, now } = await deployAsking(ours(ADDRESSES));
    expect(refused).toMatch('because a non multivalue answer rrset exists with the same name and type');
    expect([[...meanwhile], now]).toEqual([[all], all]);
  });

  test('to a `SimpleRecordSet` in one deployment: the name is gone after a deployment that succeeds', async () => {
    await deploy(simpleRecord());
    const { refused, now } = await deployAsking(simpleOfOurs);
    expect([refused, now]).toEqual([undefined, GONE]);
  });

  test('retained, then a `SimpleRecordSet` of the same values and TTL, then the policy', async () => {
    await deploy(simpleRecord());
    for (const step of [simpleRecord(true), simpleOfOurs, ours(ADDRESSES, { checks: true })]) {
      const { refused, meanwhile, now } = await deployAsking(step);
      expect(refused).toBeUndefined();
      expect([[...meanwhile], now]).toEqual([[all], all]);
    }
    expect(await live()).toEqual({ identifiers: ADDRESSES, checks: 3 });
  });
});

describe('from a `CfnRecordSetGroup`', () => {
  const group =
    (checks = false): Fill =>
    stack => {
      const recordSets = ADDRESSES.map(address => {
        const healthCheckConfig = { type: 'HTTP', ipAddress: address, port: 80 };
        const check = checks ? new CfnHealthCheck(stack, `Check${address}`, { healthCheckConfig }) : undefined;
        return {
          name: `${NAME}.`,
          type: 'A',
          ttl: '60',
          setIdentifier: address,
          multiValueAnswer: true,
          resourceRecords: [address],
          ...(check && { healthCheckId: check.ref }),
        };
      });
      new CfnRecordSetGroup(stack, 'Old', { hostedZoneId: ZONE_ID, recordSets });
    };

  test('under another logical ID: the name is gone after a deployment that succeeds', async () => {
    await deploy(group());
    const { refused, now } = await deployAsking(ours(ADDRESSES));
    expect([refused, now]).toEqual([undefined, GONE]);
  });

  test.each([
    [false, false],
    [true, true],
    [false, true],
  ])('under its logical ID: changed in place (health checks before: %s, after: %s)', async (before, after) => {
    await deploy(group(before));
    const { refused, meanwhile, now } = await deployAsking(ours(ADDRESSES, { checks: after, logicalId: 'Old' }));
    expect(refused).toBeUndefined();
    expect([[...meanwhile], now]).toEqual([[all], all]);
    expect(await live()).toEqual({ identifiers: ADDRESSES, checks: after ? 3 : 0 });
  });

  test('of simple records, under its logical ID: the policy changes in place', async () => {
    await deploy(stack => {
      const records = [{ name: `${NAME}.`, type: 'A', ttl: '60', resourceRecords: ADDRESSES }];
      new CfnRecordSetGroup(stack, 'Old', { hostedZoneId: ZONE_ID, recordSets: records });
    });
    const { refused, meanwhile, now } = await deployAsking(ours(ADDRESSES, { logicalId: 'Old' }));
    expect(refused).toBeUndefined();
    expect([[...meanwhile], now]).toEqual([[all], all]);
  });
});
