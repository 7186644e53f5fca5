/** The AWS CLI works a local Route 53 as a person at a shell would. Each command is a process of about a second, so they are few. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '@aws-sdk/client-route-53';
import { needs, pathOf } from '../../support/needs';
import { run } from './clients';
import { type Local, NOW, startLocal } from './harness';

const OBSERVATION = {
  Region: 'us-east-1' as const,
  IPAddress: '54.243.31.196',
  StatusReport: { Status: 'Success: HTTP Status Code 200, OK', CheckedTime: NOW },
};

let local: Local;
let directory: string;
beforeEach(async () => {
  local = await startLocal({ health: { isHealthy: () => true, observations: () => [OBSERVATION], lastFailures: () => [] } });
  directory = mkdtempSync(join(tmpdir(), 'aws-cli-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await local.close();
});

const aws = (...args: string[]): ReturnType<typeof run> =>
  run(local.url, pathOf('AWS CLI'), ['--endpoint-url', local.url, 'route53', ...args]);
async function output<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await aws(...args);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as T;
}
function batchFile(name: string, changes: object[]): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify({ Comment: name, Changes: changes }));
  return `file://${path}`;
}
const change = (Action: string, Name: string, more: object = {}): object => ({
  Action,
  ResourceRecordSet: { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }], ...more },
});

needs('AWS CLI').test('a zone, a health check, a batch from a file, its end, paging, and what the checkers saw', async () => {
  const { HostedZone } = await output<{ HostedZone: { Id: string } }>(
    'create-hosted-zone',
    '--name',
    'example.com',
    '--caller-reference',
    'one',
  );
  const config = 'Type=HTTP,IPAddress=52.0.0.1,Port=80,ResourcePath=/healthz,RequestInterval=10';
  const created = await output<{ HealthCheck: { Id: string } }>(
    'create-health-check',
    '--caller-reference',
    'c',
    '--health-check-config',
    config,
  );
  const check = created.HealthCheck.Id;
  const members = Array.from({ length: 3 }, (_, i) =>
    change('CREATE', 'www.example.com', {
      SetIdentifier: `s${i}`,
      MultiValueAnswer: true,
      HealthCheckId: check,
      ResourceRecords: [{ Value: `192.0.2.${i}` }],
    }),
  );
  const zone = ['--hosted-zone-id', HostedZone.Id];
  const batch = batchFile('create.json', [...members, change('CREATE', '*.example.com')]);
  const { ChangeInfo } = await output<{ ChangeInfo: { Id: string } }>(
    'change-resource-record-sets',
    ...zone,
    '--change-batch',
    batch,
  );
  expect(await aws('wait', 'resource-record-sets-changed', '--id', ChangeInfo.Id)).toMatchObject({ code: 0 });

  const first = await output<{ ResourceRecordSets: { Name: string }[]; NextToken: string }>(
    'list-resource-record-sets',
    ...zone,
    '--max-items',
    '4',
  );
  const rest = await output<{ ResourceRecordSets: { Name: string }[] }>(
    'list-resource-record-sets',
    ...zone,
    '--starting-token',
    first.NextToken,
  );
  expect([...first.ResourceRecordSets, ...rest.ResourceRecordSets].map(set => set.Name)).toEqual([
    'example.com.',
    'example.com.',
    '\\052.example.com.',
    'www.example.com.',
    'www.example.com.',
    'www.example.com.',
  ]);

  const status = await output<{ HealthCheckObservations: object[] }>('get-health-check-status', '--health-check-id', check);
  expect(status.HealthCheckObservations).toMatchObject([
    { Region: 'us-east-1', StatusReport: { Status: OBSERVATION.StatusReport.Status } },
  ]);
});

needs('AWS CLI').test('the errors that a command can provoke arrive as the service words them', async () => {
  const { HostedZone } = await local.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
  const zone = ['--hosted-zone-id', HostedZone!.Id!];
  const there = change('CREATE', '*.example.com') as Change;
  await local.client.changeResourceRecordSets({ HostedZoneId: HostedZone!.Id, ChangeBatch: { Changes: [there] } });
  const send = (changes: object[]): ReturnType<typeof run> =>
    aws('change-resource-record-sets', ...zone, '--change-batch', batchFile(`bad-${changes.length}.json`, changes));
  const cases: [string, ReturnType<typeof run>][] = [
    [
      "An error occurred (InvalidChangeBatch) when calling the ChangeResourceRecordSets operation: [Tried to create resource record set [name='\\052.example.com.', type='A'] but it already exists, Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found]",
      send([change('CREATE', '*.example.com'), change('DELETE', 'none.example.com')]),
    ],
    [
      "An error occurred (InvalidInput) when calling the ChangeResourceRecordSets operation: Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE, Name=a.example.com, Type=A, SetIdentifier=null]",
      send([change('CREATE', 'a.example.com', { MultiValueAnswer: true })]),
    ],
    [
      'An error occurred (InvalidInput) when calling the CreateHealthCheck operation: IPv4 address 10.0.0.10 is forbidden',
      aws('create-health-check', '--caller-reference', 'x', '--health-check-config', 'Type=HTTP,IPAddress=10.0.0.10'),
    ],
    [
      'An error occurred (NotImplemented) when calling the ListTrafficPolicies operation: route53 ListTrafficPolicies is not built in this local service',
      aws('list-traffic-policies'),
    ],
  ];
  for (const [message, running] of cases) {
    const { code, err } = await running;
    expect([code, err.trim()]).toEqual([254, message]);
  }
});
