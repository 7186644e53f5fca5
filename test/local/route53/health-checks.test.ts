import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { faultOf, type Local, NOW, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const HTTP: HealthCheckConfig = {
  Type: 'HTTP',
  IPAddress: '52.0.0.1',
  ResourcePath: 'healthz',
  FullyQualifiedDomainName: 'www.example.com',
};
const create = async (CallerReference: string, HealthCheckConfig = HTTP): Promise<string> =>
  (await local.client.createHealthCheck({ CallerReference, HealthCheckConfig })).HealthCheck!.Id!;

test('a new check has an id, version 1, a Location, and its defaults filled in (behaviour 4.2)', async () => {
  const output = await local.client.createHealthCheck({ CallerReference: 'one', HealthCheckConfig: HTTP });
  const { Id } = output.HealthCheck!;
  expect(Id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(output).toMatchObject({
    Location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${Id}`,
    $metadata: { httpStatusCode: 201 },
  });
  expect(output.HealthCheck).toEqual({
    Id,
    CallerReference: 'one',
    HealthCheckVersion: 1,
    HealthCheckConfig: {
      ...HTTP,
      ResourcePath: '/healthz',
      Port: 80,
      RequestInterval: 30,
      FailureThreshold: 3,
      MeasureLatency: false,
      Inverted: false,
      Disabled: false,
      EnableSNI: false,
    },
  });
  expect((await local.client.getHealthCheck({ HealthCheckId: Id })).HealthCheck).toEqual(output.HealthCheck);
});

test('HTTPS probes port 443 with SNI; calculated checks have none of that', async () => {
  const https = await local.client.createHealthCheck({ CallerReference: 'one', HealthCheckConfig: { ...HTTP, Type: 'HTTPS' } });
  expect(https.HealthCheck!.HealthCheckConfig).toMatchObject({ Port: 443, EnableSNI: true });
  const config = { Type: 'CALCULATED' as const, HealthThreshold: 1, ChildHealthChecks: [https.HealthCheck!.Id!] };
  const calculated = await local.client.createHealthCheck({ CallerReference: 'two', HealthCheckConfig: config });
  expect(calculated.HealthCheck!.HealthCheckConfig).toEqual({ ...config, Inverted: false, Disabled: false });
});

describe('a caller reference (behaviour 5.6)', () => {
  test('with the same settings means the same check', async () => {
    const id = await create('one');
    expect(await create('one', { ...HTTP, RequestInterval: 30 })).toBe(id); // spelling out a default changes nothing
    expect(await local.client.getHealthCheckCount()).toMatchObject({ HealthCheckCount: 1 });
  });

  test('with other settings, or of a check that is gone, is refused', async () => {
    const id = await create('one');
    const refused = [
      'HealthCheckAlreadyExists',
      409,
      'A health check has already been created with the specified caller reference.',
    ];
    expect(await faultOf(create('one', { ...HTTP, Port: 8080 }))).toEqual(refused);
    await local.client.deleteHealthCheck({ HealthCheckId: id });
    expect(await faultOf(create('one'))).toEqual(refused);
  });

  test('that is new makes a second check of the same settings', async () =>
    expect(await create('two')).not.toBe(await create('one')));
});

describe('an update', () => {
  test('changes what it names, resets what it lists, and counts the version up', async () => {
    const id = await create('one', { ...HTTP, Regions: ['us-east-1', 'us-west-1', 'eu-west-1'] });
    const { HealthCheck } = await local.client.updateHealthCheck({
      HealthCheckId: id,
      HealthCheckVersion: 1,
      IPAddress: '52.0.0.2',
      Port: 8080,
      Inverted: true,
      ResetElements: ['Regions', 'ResourcePath'],
    });
    expect(HealthCheck).toMatchObject({ Id: id, HealthCheckVersion: 2 });
    const { Regions, ResourcePath, ...config } = HealthCheck!.HealthCheckConfig!;
    expect([Regions, ResourcePath]).toEqual([undefined, undefined]);
    expect(config).toMatchObject({
      IPAddress: '52.0.0.2',
      Port: 8080,
      Inverted: true,
      FullyQualifiedDomainName: 'www.example.com',
    });
  });

  test('is judged by what it makes of the check', async () => {
    const id = await create('one', { Type: 'HTTP', FullyQualifiedDomainName: 'www.example.com' });
    const update = (more: object): Promise<unknown> => local.client.updateHealthCheck({ HealthCheckId: id, ...more });
    const neither = 'Invalid parameter : IP address and fully qualified domain name can not be both empty.';
    expect(await faultOf(update({ ResetElements: ['FullyQualifiedDomainName'] }))).toEqual(['InvalidInput', 400, neither]);
    expect((await faultOf(update({ IPAddress: '52.0.0.1' })))[0]).toBe('InvalidInput');
    expect((await faultOf(update({ Port: 0 })))[0]).toBe('InvalidInput');
    expect((await local.client.getHealthCheck({ HealthCheckId: id })).HealthCheck!.HealthCheckVersion).toBe(1);
  });
});

test('the check of a routing control cannot be updated (behaviour 4.2)', async () => {
  const id = await create('one', { Type: 'RECOVERY_CONTROL', RoutingControlArn: 'arn:one' });
  expect(await faultOf(local.client.updateHealthCheck({ HealthCheckId: id, Inverted: true }))).toEqual([
    'InvalidInput',
    400,
    'Invalid parameter : Update is not supported for this health check type.',
  ]);
});

test('a check in use by records may go, its tags go with it, and the records can be deleted but not written (behaviour 4.4)', async () => {
  const id = await create('one');
  await local.client.changeTagsForResource({
    ResourceType: 'healthcheck',
    ResourceId: id,
    AddTags: [{ Key: 'Name', Value: 'web' }],
  });
  const { HostedZone } = await local.client.createHostedZone({ Name: 'example.com', CallerReference: 'z' });
  const set = {
    Name: 'www.example.com',
    Type: 'A' as const,
    TTL: 60,
    SetIdentifier: 'a',
    MultiValueAnswer: true,
    HealthCheckId: id,
    ResourceRecords: [{ Value: '52.0.0.1' }],
  };
  const change = (Action: 'CREATE' | 'UPSERT' | 'DELETE'): Promise<unknown> =>
    local.client.changeResourceRecordSets({
      HostedZoneId: HostedZone!.Id,
      ChangeBatch: { Changes: [{ Action, ResourceRecordSet: set }] },
    });
  await change('CREATE');
  await local.client.deleteHealthCheck({ HealthCheckId: id });
  expect([local.store.state.healthChecks.size, local.store.state.tags.size]).toEqual([0, 0]);
  for (const action of ['CREATE', 'UPSERT'] as const) expect((await faultOf(change(action)))[0]).toBe('NoSuchHealthCheck');
  await change('DELETE');
});

test('lists are paged by id', async () => {
  const ids = [await create('a'), await create('b'), await create('c')].sort();
  const first = await local.client.listHealthChecks({ MaxItems: 2 });
  expect(first).toMatchObject({ IsTruncated: true, NextMarker: ids[2], MaxItems: 2 });
  const second = await local.client.listHealthChecks({ MaxItems: 2, Marker: first.NextMarker });
  expect(second).toMatchObject({ IsTruncated: false, Marker: ids[2] });
  expect([...first.HealthChecks!, ...second.HealthChecks!].map(check => check.Id)).toEqual(ids);
});

test('observations come from the checkers, one for each; a calculated check has none', async () => {
  const observation = {
    Region: 'us-east-1' as const,
    IPAddress: '54.243.31.196',
    StatusReport: { Status: 'Success: HTTP Status Code 200, OK', CheckedTime: NOW },
  };
  const failure = { ...observation, StatusReport: { Status: 'Failure: HTTP Status Code 503', CheckedTime: NOW } };
  await local.close();
  local = await startLocal({
    health: { isHealthy: () => true, observations: () => [observation], lastFailures: () => [failure] },
  });
  const id = await create('one');
  expect((await local.client.getHealthCheckStatus({ HealthCheckId: id })).HealthCheckObservations).toEqual([observation]);
  expect((await local.client.getHealthCheckLastFailureReason({ HealthCheckId: id })).HealthCheckObservations).toEqual([failure]);
  const calculated = await create('two', { Type: 'CALCULATED', HealthThreshold: 0, ChildHealthChecks: [] });
  expect((await faultOf(local.client.getHealthCheckStatus({ HealthCheckId: calculated })))[0]).toBe('InvalidInput');
});

test('private addresses pass when they are allowed to', async () => {
  await local.close();
  local = await startLocal({ allowPrivate: true });
  await create('one', { ...HTTP, IPAddress: '127.0.0.1' });
});

test('checkers have addresses in every Region', async () =>
  expect((await local.client.getCheckerIpRanges()).CheckerIpRanges).toEqual(
    expect.arrayContaining(['54.243.31.192/26', '177.71.207.128/26']),
  ));
