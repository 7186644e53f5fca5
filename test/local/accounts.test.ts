/** Several accounts at one local Route 53: what each does to the others, and what is one for all of them. */
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { Route53 } from '@aws-sdk/client-route-53';
import { STS } from '@aws-sdk/client-sts';
import { startLocal, type Local } from '../../lib/local';
import { sdkConfig } from '../support/sdk-config';

const A = '111111111111';
const B = '222222222222';

let directory: string;
let local: Local;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'accounts-'));
  await start();
});
afterEach(async () => {
  await local.close();
  rmSync(directory, { recursive: true });
});

async function start(): Promise<void> {
  local = await startLocal({ seed: 1, state: join(directory, 'state') });
}

const route53 = (accountId: string): Route53 => new Route53(sdkConfig(local.endpointUrl, accountId));
const cloudFormation = (accountId: string): CloudFormation => new CloudFormation(sdkConfig(local.endpointUrl, accountId));

function resolver(): Resolver {
  const asking = new Resolver();
  asking.setServers([local.dns]);
  return asking;
}

const template = (name: string, address: string): string =>
  JSON.stringify({
    Resources: {
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: name, HostedZoneTags: [{ Key: 'a', Value: 'b' }] } },
      Check: {
        Type: 'AWS::Route53::HealthCheck',
        Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: address, Port: 80 } },
      },
      Www: {
        Type: 'AWS::Route53::RecordSet',
        Properties: {
          HostedZoneId: { Ref: 'Zone' },
          Name: `www.${name}`,
          Type: 'A',
          TTL: '60',
          ResourceRecords: [address],
          SetIdentifier: address,
          MultiValueAnswer: true,
          HealthCheckId: { Ref: 'Check' },
        },
      },
    },
  });

async function deploy(accountId: string, body: string): Promise<string> {
  const { StackId } = await cloudFormation(accountId).createStack({ StackName: 'Web', TemplateBody: body });
  await local.settle();
  const { Stacks } = await cloudFormation(accountId).describeStacks({ StackName: 'Web' });
  expect(Stacks?.map(stack => [stack.StackId, stack.StackStatus])).toEqual([[StackId, 'CREATE_COMPLETE']]);
  return StackId!;
}

const zoneNames = async (accountId: string): Promise<unknown> =>
  (await route53(accountId).listHostedZones({})).HostedZones?.map(zone => zone.Name);

test('stacks of one name act each in its account, DNS and the levers see all, and all outlasts a restart', async () => {
  const stackOfA = await deploy(A, template('a.example', '52.0.0.1'));
  await deploy(B, template('b.example', '52.0.0.2'));
  const check = async (): Promise<void> => {
    expect([await zoneNames(A), await zoneNames(B), await zoneNames('any')]).toEqual([['a.example.'], ['b.example.'], []]);
    expect([await resolver().resolve4('www.a.example'), await resolver().resolve4('www.b.example')]).toEqual([
      ['52.0.0.1'],
      ['52.0.0.2'],
    ]);
    expect(local.healthChecks().map(({ endpoint }) => endpoint)).toEqual(['52.0.0.1:80', '52.0.0.2:80']);
  };
  await check();
  await expect(cloudFormation(B).describeStacks({ StackName: stackOfA })).rejects.toThrow(`${stackOfA} does not exist`);
  await local.close();
  await start();
  await check();

  await cloudFormation(A).deleteStack({ StackName: 'Web' });
  await local.settle();
  expect([await zoneNames(A), await zoneNames(B)]).toEqual([[], ['b.example.']]);
});

test('whoever assumes a role acts in its account', async () => {
  const sts = new STS(sdkConfig(local.endpointUrl, A));
  const { Credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${B}:role/deploy`, RoleSessionName: 's' });
  await route53(Credentials!.AccessKeyId!).createHostedZone({ Name: 'b.example', CallerReference: 'b' });
  expect([await zoneNames(A), await zoneNames(B)]).toEqual([[], ['b.example.']]);
});

test('of two zones of one name in two accounts the older one answers', async () => {
  for (const [accountId, Value] of [
    [A, '192.0.2.1'],
    [B, '192.0.2.2'],
  ]) {
    const { HostedZone } = await route53(accountId).createHostedZone({ Name: 'a.example', CallerReference: 'a' });
    const set = { Name: 'www.a.example', Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value }] };
    await route53(accountId).changeResourceRecordSets({
      HostedZoneId: HostedZone!.Id,
      ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] },
    });
  }
  expect(await resolver().resolve4('www.a.example')).toEqual(['192.0.2.1']);
});
