/** Every row of behaviour 6.1 and 6.2, over the wire: code, HTTP status and whole text. */
import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { batchFaults } from './catalogue/batches';
import { endpoint, healthCheckFaults } from './catalogue/health-checks';
import { requestFaults } from './catalogue/requests';
import { targetFaults } from './catalogue/targets';
import { change, check, create, local, mva, prepare, send, set } from './catalogue/world';
import { faultOf, startLocal } from './harness';

beforeAll(prepare);
afterAll(() => local.close());

describe('ChangeResourceRecordSets refuses (behaviour 6.1)', () => {
  test.each([...batchFaults(), ...targetFaults()])('%s', async (_what, changes, text) => {
    expect(await faultOf(send(changes()))).toEqual(['InvalidChangeBatch', 400, `[${text()}]`]);
  });

  test.each(requestFaults())('%s', async (_what, changes, text) => {
    expect(await faultOf(send(changes()))).toEqual(['InvalidInput', 400, text]);
  });

  test('a zone that is busy', async () => {
    const busy = await startLocal({ processingTime: 1000 });
    const { HostedZone } = await busy.client.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
    const batch = (name: string): Promise<unknown> =>
      busy.client.changeResourceRecordSets({ HostedZoneId: HostedZone!.Id, ChangeBatch: { Changes: create(set(name)) } });
    await batch('first');
    expect(await faultOf(batch('second'))).toEqual([
      'PriorRequestNotComplete',
      400,
      'The request was rejected because Route 53 was still processing a prior request.',
    ]);
    await busy.close();
  });

  test('a traffic policy instance, which is not built', async () => {
    const changes = create(set('new', { TTL: undefined, ResourceRecords: undefined, TrafficPolicyInstanceId: 't' }));
    expect(await faultOf(send(changes))).toEqual([
      'NotImplemented',
      501,
      'Traffic policy instances are not built in this local service',
    ]);
  });

  test('a health check that does not exist', async () => {
    const changes = create(set('new', mva('a', { HealthCheckId: 'gone' })));
    expect(await faultOf(send(changes))).toEqual(['NoSuchHealthCheck', 404, 'A health check with id gone does not exist.']);
  });

  test('all faults of a batch together, and applies none of it', async () => {
    const before = local.store.state;
    const changes = [...create(set('fine'), set('simple'), set('cname')), change('DELETE', set('none'))];
    expect(await faultOf(send(changes))).toEqual([
      'InvalidChangeBatch',
      400,
      "[Tried to create resource record set [name='simple.example.com.', type='A'] but it already exists, " +
        "Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found]",
    ]);
    expect(local.store.state).toBe(before);
  });
});

describe('CreateHealthCheck refuses (behaviour 6.2)', () => {
  test.each(healthCheckFaults())('%s', async (_what, config, text) => {
    const before = local.store.state;
    const call = local.client.createHealthCheck({ CallerReference: 'new', HealthCheckConfig: config() as HealthCheckConfig });
    expect(await faultOf(call)).toEqual(['InvalidInput', 400, typeof text === 'string' ? text : text()]);
    expect(local.store.state).toBe(before);
  });

  test('an id that does not exist', async () => {
    expect(await faultOf(local.client.getHealthCheck({ HealthCheckId: 'gone' }))).toEqual([
      'NoSuchHealthCheck',
      404,
      'A health check with id gone does not exist.',
    ]);
  });

  test('a caller reference that made another check', async () => {
    const call = local.client.createHealthCheck({
      CallerReference: 'c',
      HealthCheckConfig: { ...endpoint, Port: 81 } as HealthCheckConfig,
    });
    expect(await faultOf(call)).toEqual([
      'HealthCheckAlreadyExists',
      409,
      'A health check has already been created with the specified caller reference.',
    ]);
  });

  test('an update of another version', async () => {
    const call = local.client.updateHealthCheck({ HealthCheckId: check, HealthCheckVersion: 7, Port: 81 });
    expect(await faultOf(call)).toEqual(['HealthCheckVersionMismatch', 409, `The health check ${check} has version 1, got 7`]);
  });

  test('more than the account may have', async () => {
    const full = await startLocal({
      quotas: { ...ACCOUNT_QUOTAS, healthChecks: 0 },
    });
    const call = full.client.createHealthCheck({ CallerReference: 'c', HealthCheckConfig: endpoint as HealthCheckConfig });
    expect(await faultOf(call)).toEqual([
      'TooManyHealthChecks',
      400,
      'Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER - Cannot create more than 0 health checks.',
    ]);
    await full.close();
  });
});
