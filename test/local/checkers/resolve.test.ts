import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import { localResolver, type Resolved } from '../../../lib/local/checkers/resolve';
import { EMPTY_STATE, type HostedZone } from '../../../lib/local/state';
import { Store } from '../../../lib/local/store';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';

const a = (Name: string, value: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: value }],
  ...more,
});
const zone = (id: string, name: string, published: ResourceRecordSet[], more: Partial<HostedZone> = {}): HostedZone => ({
  id,
  accountId: LOCAL_ACCOUNT,
  name,
  callerReference: id,
  vpcs: [],
  nameServers: [],
  recordSets: [],
  published,
  ...more,
});

const ZONES = [
  zone('Z1', 'example.com.', [
    a('www.example.com.', '52.0.0.1'),
    a('only.sub.example.com.', '52.0.0.9'),
    { Name: 'alias.example.com.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'www.example.com' }] },
    { Name: 'away.example.com.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'www.elsewhere.net' }] },
    { Name: 'six.example.com.', Type: 'AAAA', TTL: 60, ResourceRecords: [{ Value: '2600::1' }] },
    a('pool.example.com.', '52.0.0.2', { MultiValueAnswer: true, SetIdentifier: 'down', HealthCheckId: 'down' }),
    a('pool.example.com.', '52.0.0.3', { MultiValueAnswer: true, SetIdentifier: 'up', HealthCheckId: 'up' }),
    { Name: 'given.example.com.', Type: 'NS', TTL: 60, ResourceRecords: [{ Value: 'ns.elsewhere.net' }] },
  ]),
  zone('Z2', 'sub.example.com.', [a('www.sub.example.com.', '52.0.0.4')]),
  zone('Z3', 'private.net.', [a('www.private.net.', '10.0.0.1')], {
    vpcs: [{ accountId: LOCAL_ACCOUNT, VPCId: 'vpc-1', VPCRegion: 'us-east-1' }],
  }),
  zone('Z4', 'pending.net.', [], { recordSets: [a('www.pending.net.', '52.0.0.5')] }),
];

const at = (address: string): Resolved => ({ kind: 'address', address });
const NOTHING: Resolved = { kind: 'nothing' };
const NOT_LOCAL: Resolved = { kind: 'notLocal' };

test.each([
  ['WWW.Example.com', at('52.0.0.1')],
  ['alias.example.com.', at('52.0.0.1')],
  ['pool.example.com', at('52.0.0.3')], // the other is unhealthy
  ['www.sub.example.com', at('52.0.0.4')],
  ['only.sub.example.com', NOTHING], // the longest zone name decides
  ['six.example.com', NOTHING], // IPv4 only (behaviour 4.3)
  ['nobody.example.com', NOTHING],
  ['www.pending.net', NOTHING], // not INSYNC yet
  ['away.example.com', NOT_LOCAL],
  ['www.given.example.com', NOT_LOCAL],
  ['www.private.net', NOT_LOCAL], // checkers are outside the VPC (behaviour 4.6)
  ['www.elsewhere.net', NOT_LOCAL],
])('%s resolves to %j', (name, expected) => {
  const store = new Store({ ...EMPTY_STATE, zones: new Map(ZONES.map(z => [z.id, z])) });
  const resolve = localResolver(
    store,
    id => id !== 'down',
    () => 0,
  );
  expect(resolve(name)).toEqual(expected);
});
