import * as route53 from '@aws-sdk/client-route-53';
import { inProcess } from '../../../lib/local/aws/in-process';
import { defineService, ServiceError, UNUSED } from '../../../lib/local/aws/service';

const operations = {
  GetHostedZone: ({ Id }: route53.GetHostedZoneRequest): route53.GetHostedZoneResponse => {
    if (Id === 'none') throw new ServiceError('NoSuchHostedZone', 'none', { status: 404 });
    return { HostedZone: { Id, Name: 'a.', CallerReference: 'r' } };
  },
};
const api = inProcess(operations, defineService(route53, new route53.Route53Client(UNUSED))(operations));

test('an operation answers later, as over the wire', async () =>
  expect(await api.GetHostedZone({ Id: 'Z1' })).toEqual({ HostedZone: { Id: 'Z1', Name: 'a.', CallerReference: 'r' } }));

test('its errors are rejections', async () =>
  expect(api.GetHostedZone({ Id: 'none' })).rejects.toThrow(new ServiceError('NoSuchHostedZone', 'none')));

test('what the model requires is required', async () =>
  expect(api.GetHostedZone({ Id: undefined })).rejects.toThrow(
    "1 validation error detected: Value null at 'id' failed to satisfy constraint: Member must not be null",
  ));
